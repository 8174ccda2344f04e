import { describe, expect, it } from 'vitest';
import { MOBILE } from './support/call-fixtures.ts';
import type { Scenario } from './support/scenario.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';
import { aHeardTalk, aSilentTalk, says, shipped } from './support/talk-fixtures.ts';

const STEPS = ['hear.silent.1.aftersales', 'hear.silent.2.aftersales', 'hear.silent.3.aftersales'];
const [FIRST = '', SECOND = '', THIRD = ''] = STEPS;
const TICKETING = ['hear.silent.1.ticketing', 'hear.silent.2.ticketing'];
const { 'hear.silent': OF_AFTERSALES } = shipped('aftersales').clauses;
const LET_GO = aStandard(OF_AFTERSALES && { 'hear.silent': OF_AFTERSALES });
const WANG = { agent: '8001' };

function letGo(s: Scenario) {
  return s.records.happened('letGo');
}

describe('hear.silent, aftersales', () => {
  it('step 1 comes after 4 s, each next step 3 s after the one before, and the call ends 2 s after the last', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aSilentTalk(s);
      await s.until(() => caller.gone, seconds(40));
      const gone = (s.sim.clock.now().mono - caller.zero) / 1000;

      const [first, second, third] = STEPS.map((step) => s.expect(caller).heard([step]));
      first?.at(4, 0.2);
      second?.at((first?.to ?? 0) + 3, 0.3);
      third?.at((second?.to ?? 0) + 3, 0.3);
      expect(gone - (third?.to ?? 0)).toBeCloseTo(2, 1);
      // the agent hears what the caller is told
      for (const step of STEPS) s.expect(agent).heard([step]);
      expect(agent.gone).toBe(true);
    }));

  it('the record has the number, the silence and who ended the call', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { caller } = await aSilentTalk(s);
      await s.until(() => caller.gone, seconds(40));
      await s.after(seconds(1));

      expect(s.records.happened('silent')).toMatchObject([
        { by: 'caller', detail: { number: MOBILE, after: 4 } },
      ]);
      expect(letGo(s)).toMatchObject([{ by: 'engine', detail: { clause: 'hear.silent' } }]);
      expect(s.records.happened('hungUpFirst')).toMatchObject([{ by: 'engine', detail: { who: 'engine' } }]);
      // nobody's breach, and the agent has time to write it down
      expect(s.records.judged('close.caller.first')).toEqual([]);
      expect(s.records.agents.find(({ id }) => id === '8001')?.doing.is).toBe('wrapUp');
      const fact = s.fact('hear.silent', 'kept', 'engine');
      expect(fact.measured).toMatchObject({ limit: 3, unit: 's' });
      expect(fact.measured?.value).toBeCloseTo(3, 1);
    }));

  it.each([
    ['before step 1', 2, []],
    ['in step 1', 5, [`${FIRST}, cut`]],
    ['between step 1 and step 2', 7, [FIRST]],
    ['in step 2', 12, [FIRST, `${SECOND}, cut`]],
    ['in step 3', 20, [FIRST, SECOND, `${THIRD}, cut`]],
    ['before the end', 26.5, [FIRST, SECOND, THIRD]],
  ])('one word %s stops it at once, and the call goes on', (_when, at, heard) =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aSilentTalk(s);
      await s.after(seconds(at));
      caller.startsTalking();
      await s.after(seconds(0.3));
      caller.stopsTalking();
      await s.after(seconds(12));

      const steps = heard.map((step) => s.expect(caller).heard([step]));
      for (const step of STEPS) {
        const there = heard.some((one) => one.startsWith(step));
        if (!there) s.expect(caller).never(step);
      }
      expect(steps.at(-1)?.to ?? 0).toBeLessThan(at + 0.1);
      expect([caller.inCall, agent.inCall]).toEqual([true, true]);
      expect(letGo(s)).toEqual([]);
      s.records.neverBroken('hear.silent');
      expect(s.records.judged('hear.silent')).toHaveLength(heard.length > 0 ? 1 : 0);
    }),
  );

  it('a key of the caller counts as speech', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { caller } = await aSilentTalk(s);
      await s.after(seconds(5));
      caller.presses('5');
      await s.after(seconds(12));
      expect(s.expect(caller).heard([`${FIRST}, cut`]).to).toBeLessThan(5.1);
      s.expect(caller).never(SECOND);
      expect(s.records.happened('scriptStopped')).toMatchObject([
        { by: 'caller', detail: { by: 'key', step: 1 } },
      ]);
    }));

  it('a caller who is talking when the two are connected is not silent', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { caller } = await aSilentTalk(s);
      caller.startsTalking();
      await s.after(seconds(30));
      for (const step of STEPS) s.expect(caller).never(step);
    }));

  it('a caller who was heard once is not asked any more', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { caller } = await aHeardTalk(s);
      await s.after(seconds(40));
      for (const step of STEPS) s.expect(caller).never(step);
      expect(caller.inCall).toBe(true);
    }));

  it('a hold stops the script; it starts again after the hold', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aSilentTalk(s);
      await s.after(seconds(5));
      agent.holds();
      await s.after(seconds(15));
      s.expect(caller).heard([`${FIRST}, cut`]);
      s.expect(caller).hears('music');
      s.expect(caller).never(SECOND);
      agent.resumes();
      await s.after(seconds(20));
      s.expect(caller).heard([FIRST], 24);
      s.expect(caller).heard([SECOND], 24);
      s.records.neverBroken('hear.silent');
    }));

  it('the agent’s key starts the script at once', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      agent.zero = s.sim.clock.now().mono;
      caller.zero = agent.zero;
      agent.presses('*41');
      await s.until(() => caller.gone, seconds(40));
      s.expect(caller).heard([FIRST]).at(0.4, 0.2);
      s.expect(caller).heard([THIRD]);
      s.expect(caller).never('tone');
      expect(s.records.happened('silent')).toMatchObject([{ by: WANG }]);
    }));

  it('the engine does not end the call of a caller whom it hears, whatever the agent presses', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aHeardTalk(s);
      caller.startsTalking();
      await s.after(seconds(1));
      agent.presses('*41');
      await s.after(seconds(60));
      s.expect(caller).heard([THIRD]);
      expect(caller.inCall).toBe(true);
      expect(letGo(s)).toEqual([]);
    }));

  it('a key of the agent after the last step keeps the call', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { agent, caller } = await aSilentTalk(s);
      await s.until(() => s.records.judged('hear.silent').length > 0, seconds(40));
      await s.after(seconds(1));
      agent.presses('5');
      await s.after(seconds(10));
      expect(caller.inCall).toBe(true);
      expect(s.records.happened('scriptStopped')).toMatchObject([{ by: WANG }]);
    }));

  it('a step that cannot be played breaks the clause and does not end the call', () =>
    scenario(
      shipped('aftersales'),
      async (s) => {
        const { caller } = await aSilentTalk(s);
        await s.after(seconds(40));
        s.fact('hear.silent', 'broken', 'engine');
        s.expect(caller).heard([FIRST]);
        expect(caller.inCall).toBe(true);
      },
      { missing: [THIRD] },
    ));

  it('the script goes on if Asterisk never reports the end of a step', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { caller } = await aSilentTalk(s);
      await s.after(seconds(5));
      s.sim.controls.loseLink('test');
      await s.after(seconds(4));
      s.sim.controls.mendLink();
      await s.after(seconds(3));
      s.takeErrors();
      s.expect(caller).heard([FIRST]);
      await s.after(seconds(30));
      s.takeErrors();
      s.expect(caller).heard([THIRD]);
      expect(caller.gone).toBe(true);
    }));
});

describe('hear.silent, ticketing', () => {
  it('after two steps the agent goes on: the script neither ends the call nor starts again', () =>
    scenario(shipped('ticketing'), async (s) => {
      const { caller } = await aSilentTalk(s);
      await s.after(seconds(60));
      const [first, second] = TICKETING.map((step) => s.expect(caller).heard([step]));
      first?.at(4, 0.2);
      second?.at((first?.to ?? 0) + 3, 0.3);
      for (const step of TICKETING) expect(s.expect(caller).times(step)).toHaveLength(1);
      expect(caller.inCall).toBe(true);
      s.fact('hear.silent', 'kept', 'engine');
    }));
});

describe('hear.silent in other calls', () => {
  it('a customer who is called back and says nothing hears the script and is called again later', () =>
    scenario(LET_GO, async (s) => {
      const caller = await s.caller(MOBILE).dials('4008001234');
      await s.after(seconds(20));
      caller.hangsUp();
      s.customer(MOBILE).answersAfter(seconds(2));
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.until(() => letGo(s).length > 0, seconds(120));
      await s.after(seconds(40));
      expect(s.records.happened('silent')).toHaveLength(1);
      const [callback] = s.records.callbacks;
      expect(callback?.attempts).toMatchObject([{ outcome: 'lost' }]);
      expect(callback?.status.is).toBe('scheduled');
    }));

  it('a standard without the clause leaves the silence to the agent', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aSilentTalk(s);
      await s.after(seconds(60));
      expect(caller.inCall).toBe(true);
      s.expect(caller).never('hear.');
      agent.presses('*41');
      await s.after(seconds(2));
      s.expect(agent).heard(['tone.error']);
    }));

  it('after a crash the silence counts from the start of the new engine', () =>
    scenario(shipped('aftersales'), async (s) => {
      const { caller } = await aSilentTalk(s);
      await s.after(seconds(3));
      await s.crash();
      await s.after(seconds(5));
      s.expect(caller).never('hear.');
      await s.restart();
      await says(s, caller, 1);
      await s.after(seconds(20));
      s.expect(caller).never('hear.');
      expect(caller.inCall).toBe(true);
    }));
});
