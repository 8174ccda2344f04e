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
