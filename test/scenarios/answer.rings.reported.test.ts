import { describe, expect, it } from 'vitest';
import { MOBILE } from './support/call-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, seconds } from './support/standard.ts';

/** One ring of the test standard, s. */
const RING_S = 5;

/** What was measured, in seconds of ringing. */
function rangFor(s: Scenario, verdict: 'kept' | 'broken', by: 'engine' | { agent: string }): number {
  const { measured } = s.fact('answer.rings', verdict, by);
  expect(s.records.judged('answer.rings')).toHaveLength(1);
  expect(measured).toMatchObject({ limit: 2, unit: 'rings' });
  return (measured?.value ?? Number.NaN) * RING_S;
}

describe('answer.rings: the verdict comes from the answer that Asterisk reports', () => {
  it('an answer 12 s after its order is late, by the ringing that the caller heard', () =>
    scenario(aStandard(), async (s) => {
      s.sim.telephony.delay('answer', seconds(12));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(15));
      expect(s.records.judged('answer.rings')).toEqual([]);
      expect(s.records.happened('engineAnswered')).toEqual([]);
      await s.after(seconds(20));

      const heard = s.expect(caller).heard(['ringing']).at(0).to;
      expect(heard).toBeCloseTo(9.3 + 12, 1);
      expect(rangFor(s, 'broken', 'engine')).toBeCloseTo(heard, 1);
      expect(s.records.happened('engineAnswered')).toHaveLength(1);
    }));

  it("an agent's answer counts when the caller's leg is answered, not when the agent picks up", () =>
    scenario(aStandard(), async (s) => {
      const li = s.agent('8001').registered().answersAfter(seconds(2));
      s.sim.telephony.delay('answer', seconds(12));
      await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(30));
      expect(rangFor(s, 'broken', { agent: li.name })).toBeCloseTo(14, 1);
    }));

  it('an answer that is refused once is tried again', () =>
    scenario(aStandard(), async (s) => {
      s.sim.telephony.fail('answer', 'REFUSED');
      await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(15));
      expect(rangFor(s, 'kept', 'engine')).toBeLessThan(10);
    }));

  it('an answer that is refused again and again is not kept: at the end of the call it is late', () =>
    scenario(aStandard(), async (s) => {
      // it is ordered again for as long as Asterisk refuses it
      for (let tries = 0; tries < 100; tries += 1) s.sim.telephony.fail('answer', 'REFUSED');
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(30));
      expect(s.records.judged('answer.rings')).toEqual([]);
      caller.hangsUp();
      await s.after(seconds(1));
      expect(s.takeErrors().length).toBeGreaterThan(0);
      expect(rangFor(s, 'broken', 'engine')).toBeCloseTo(30, 1);
      expect(s.fact('answer.rings', 'broken').note).toBe('the caller left before the answer');
    }));

  it('a caller who hangs up between the order and the answer, in time, is neither kept nor broken', () =>
    scenario(aStandard(), async (s) => {
      s.sim.telephony.delay('answer', seconds(12));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(9.6));
      caller.hangsUp();
      await s.after(seconds(20));
      s.takeErrors();
      expect(s.records.judged('answer.rings')).toEqual([]);
      expect(s.records.happened('abandoned')).toHaveLength(1);
    }));

  it('a caller who hangs up after the last allowed ring, and before the answer, is broken', () =>
    scenario(aStandard(), async (s) => {
      s.sim.telephony.delay('answer', seconds(12));
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(14));
      caller.hangsUp();
      await s.after(seconds(20));
      s.takeErrors();
      expect(rangFor(s, 'broken', 'engine')).toBeCloseTo(14, 1);
    }));

  it('a caller who gives up in time, unanswered, is neither', () =>
    scenario(aStandard(), async (s) => {
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(5));
      caller.hangsUp();
      await s.after(seconds(5));
      expect(s.records.judged('answer.rings')).toEqual([]);
    }));

  it('a store that refuses commits does not make a verdict of an answer that nobody has heard', () =>
    scenario(aStandard(), async (s) => {
      await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(9));
      s.refuseCommits(3);
      await s.after(seconds(10));
      s.takeErrors();
      expect(rangFor(s, 'kept', 'engine')).toBeLessThanOrEqual(10);
    }));
});

describe('answer.rings after a lost link or a crash', () => {
  it('an answer that could not be ordered is ordered again, and is late', () =>
    scenario(aStandard(), async (s) => {
      await s.caller(MOBILE).dials(LINE);
      // a little later the dialplan takes the caller back
      await s.after(seconds(8.5));
      s.sim.controls.loseLink('pulled out');
      await s.after(seconds(4));
      expect(s.records.judged('answer.rings')).toEqual([]);
      s.sim.controls.mendLink();
      await s.after(seconds(5));
      s.takeErrors();
      expect(rangFor(s, 'broken', 'engine')).toBeCloseTo(12.5, 0);
    }));

  it('a caller whose answer was lost with the link, and whom the dialplan then took: no verdict, and a note', () =>
    scenario(aStandard(), async (s) => {
      s.sim.telephony.delay('answer', 400);
      await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(9.5));
      s.sim.controls.loseLink('pulled out');
      await s.after(seconds(10));
      s.sim.controls.mendLink();
      await s.after(seconds(5));
      s.takeErrors();
      expect(s.records.judged('answer.rings')).toEqual([]);
      expect(s.records.happened('notJudged').map(({ detail }) => detail)).toEqual([
        { clause: 'answer.rings', why: 'the caller left while there was no link' },
      ]);
    }));

  it('an answer that is found in time came in time', () =>
    scenario(aStandard(), async (s) => {
      s.agent('8001').registered().answersAfter(seconds(2));
      s.sim.telephony.delay('answer', 500);
      await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(2.2));
      s.sim.controls.loseLink('pulled out');
      await s.after(seconds(1));
      s.sim.controls.mendLink();
      await s.after(seconds(1));
      s.takeErrors();
      expect(rangFor(s, 'kept', { agent: '8001' })).toBeLessThan(5);
    }));

  it('an engine that dies before it can order the answer judges the answer of the next one', () =>
    scenario(aStandard(), async (s) => {
      await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(9));
      s.crashAfterCommits(1);
      await s.until(() => s.engineIsDead(), seconds(5));
      expect(s.records.judged('answer.rings')).toEqual([]);
      await s.after(seconds(5));
      await s.restart();
      await s.after(seconds(5));
      s.takeErrors();
      expect(rangFor(s, 'broken', 'engine')).toBeCloseTo(14.3, 0);
    }));
});
