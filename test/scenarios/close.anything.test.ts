import { describe, expect, it } from 'vitest';
import { aHold, aTalk, spoken } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';

const WANG = { agent: '8001' };
const ANYTHING = 'close.anything.ticketing';
const IN_A_HURRY = 'hold.hurried';
const STANDARD = aStandard({ 'close.anything': { say: [ANYTHING] }, 'hold.hurried': { say: [IN_A_HURRY] } });

describe('close.anything', () => {
  it('both hear the question when the agent presses the key, and no key tones', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*82');
      await s.after(seconds(10));

      s.expect(caller).heard([ANYTHING]);
      s.expect(agent).heard([ANYTHING]);
      s.expect(caller).hears('<8001>');
      s.expect(caller).never('tone');
      s.expect(agent).never('tone.ok');
      s.expect(agent).never('tone.error');
      s.fact('close.anything', 'kept', WANG);
    }));

  it('the key plays the question each time', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*82');
      await s.after(seconds(20));
      agent.presses('*82');
      await s.after(seconds(10));
      expect(s.expect(caller).times(ANYTHING)).toHaveLength(2);
      expect(s.records.judged('close.anything')).toHaveLength(2);
    }));

  it('another key stops the question and plays its own phrase', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*82');
      await s.after(spoken(ANYTHING) * 500);
      agent.presses('*81');
      await s.after(seconds(10));
      s.expect(caller).heard([`${ANYTHING}, cut`]);
      s.expect(caller).heard([IN_A_HURRY]);
      s.expect(caller).hears('<8001>');
      s.fact('hold.hurried', 'kept', WANG);
    }));

  it('a hold stops the question, then the announcement and music play', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*82');
      await s.after(spoken(ANYTHING) * 500);
      agent.holds();
      await s.after(seconds(10));
      s.expect(caller).heard([`${ANYTHING}, cut`, 'hold.announce', 'music']);
    }));

  it('the key has no effect on hold', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await aHold(s);
      await s.after(seconds(5));
      agent.presses('*82');
      await s.after(seconds(3));
      s.expect(caller).never(ANYTHING);
      s.expect(caller).never('tone');
      expect(s.records.judged('close.anything')).toEqual([]);
    }));

  it('a question that cannot be played breaks the clause', () =>
    scenario(
      STANDARD,
      async (s) => {
        const { agent } = await aTalk(s);
        agent.presses('*82');
        await s.after(seconds(10));
        s.fact('close.anything', 'broken', 'engine');
      },
      { missing: [ANYTHING] },
    ));

  it('a standard without the clause answers the key with the other tone, to the agent only', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*82');
      await s.after(seconds(3));
      s.expect(agent).heard(['tone.error']);
      s.expect(caller).never('tone');
      s.expect(caller).never(ANYTHING);
    }));
});

describe('close.anything, before the goodbye', () => {
  const ASKED = spoken(ANYTHING) * 1000;

  it('the key for the goodbye asks first; after some seconds without an answer the agent leaves and the goodbye plays', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await aTalk(s);
      caller.zero = s.sim.clock.now().mono;
      agent.presses('*83');
      await s.after(ASKED + seconds(3));
      s.expect(caller).heard([ANYTHING]);
      expect(agent.gone).toBe(false);
      await s.after(seconds(3));
      expect(agent.gone).toBe(true);
      await s.after(spoken('close.goodbye') * 1000);
      const { from } = s.expect(caller).heard([ANYTHING, 'close.goodbye']);
      expect(s.expect(caller).times('close.goodbye')[0]).toBeCloseTo(from + spoken(ANYTHING) + 4, 1);
      caller.hangsUp();
      await s.after(seconds(1));
      s.fact('close.anything', 'kept', WANG);
      s.fact('close.goodbye', 'kept', 'engine');
      s.fact('close.caller.first', 'kept', WANG);
    }));

  it('a caller who answers goes on talking with the agent, who hears a tone; the next press ends the call', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*83');
      await s.after(ASKED + seconds(1));
      caller.startsTalking();
      // longer than the time for an answer: nobody is cut off in the middle of it
      await s.after(seconds(9));
      caller.stopsTalking();
      await s.after(seconds(2));
      expect(agent.gone).toBe(false);
      s.expect(agent).heard(['tone.cue']);
      s.expect(caller).never('close.goodbye');
      s.expect(caller).hears('<8001>');
      await s.after(seconds(20));
      agent.presses('*83');
      await s.after(seconds(2));
      expect(agent.gone).toBe(true);
      s.expect(caller).hears('close.goodbye');
      expect(s.expect(caller).times(ANYTHING)).toHaveLength(1);
    }));

  it('a key of the caller is an answer, too', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*83');
      await s.after(ASKED / 2);
      caller.presses('1');
      await s.after(seconds(10));
      expect(agent.gone).toBe(false);
      s.expect(agent).heard(['tone.cue']);
    }));

  it('is not said again where the agent has asked by key', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*82');
      await s.after(seconds(10));
      agent.presses('*83');
      await s.after(seconds(1));
      expect(agent.gone).toBe(true);
      s.expect(caller).hears('close.goodbye');
      expect(s.expect(caller).times(ANYTHING)).toHaveLength(1);
    }));

  it('a second press during the question ends the call at once', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*83');
      await s.after(seconds(1));
      agent.presses('*83');
      await s.after(seconds(1.5));
      expect(agent.gone).toBe(true);
      s.expect(caller).hears('close.goodbye');
    }));

  it('an agent who hangs up during the question is not to blame, and the caller hears the goodbye', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*83');
      await s.after(seconds(1));
      agent.hangsUp();
      await s.after(seconds(1));
      s.expect(caller).hears('close.goodbye');
      s.fact('close.caller.first', 'kept', WANG);
      s.records.neverBroken('close.caller.first');
    }));

  it('a caller who hangs up during the question has hung up first', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.presses('*83');
      await s.after(seconds(1));
      caller.hangsUp();
      await s.after(seconds(1));
      expect(agent.gone).toBe(true);
      s.fact('close.caller.first', 'kept', WANG);
      expect(s.records.happened('hungUpFirst')).toMatchObject([{ by: 'caller' }]);
    }));

  it('an agent who hangs up without the key leaves only the goodbye', () =>
    scenario(STANDARD, async (s) => {
      const { agent, caller } = await aTalk(s);
      agent.hangsUp();
      await s.after(seconds(2));
      s.expect(caller).hears('close.goodbye');
      s.expect(caller).never(ANYTHING);
    }));

  it('a question that cannot be played is not waited for', () =>
    scenario(
      STANDARD,
      async (s) => {
        const { agent, caller } = await aTalk(s);
        agent.presses('*83');
        await s.after(seconds(2));
        s.expect(caller).hears('close.goodbye');
        s.fact('close.anything', 'broken', 'engine');
        caller.hangsUp();
        await s.after(seconds(1));
        s.takeErrors();
      },
      { missing: [ANYTHING] },
    ));
});
