import { describe, expect, it } from 'vitest';
import { aCallerWaits, aHold, ENGINE_ANSWERS, gaps, MOBILE } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

/** What the standard allows between the beginnings of two reassurances, in seconds. */
const LIMIT = 15;

describe('hold.reminder', () => {
  it('no gap is longer than 15 s in ten minutes of the queue, with music between', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(minutes(10));

      const times = s.expect(caller).times('hold.reminder');
      for (const gap of gaps(times, ENGINE_ANSWERS)) expect(gap).toBeLessThanOrEqual(LIMIT);
      expect(600 + ENGINE_ANSWERS - (times.at(-1) ?? 0)).toBeLessThanOrEqual(LIMIT);
      s.expect(caller).heard(['music', 'hold.reminder', 'music', 'hold.reminder', 'music']);
      s.records.neverBroken('hold.reminder');
      expect(s.records.judged('hold.reminder')).toHaveLength(times.length);
    }));

  it('does not play much more often than it must', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(minutes(10));
      expect(s.expect(caller).times('hold.reminder').length).toBeLessThanOrEqual(45);
      for (const gap of gaps(s.expect(caller).times('hold.reminder'), ENGINE_ANSWERS)) {
        expect(gap).toBeGreaterThan(8);
      }
    }));

  it('plays at least four times in a hold of 70 s, to the caller only', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHold(s);
      await s.after(seconds(70));

      const times = s.expect(caller).times('hold.reminder');
      expect(times.length).toBeGreaterThanOrEqual(4);
      for (const gap of gaps(times, 0)) expect(gap).toBeLessThanOrEqual(LIMIT);
      s.expect(caller).heard(['hold.announce', 'music', 'hold.reminder', 'music', 'hold.reminder', 'music']);
      s.expect(agent).never('hold.');
      expect(s.expect(agent).times('music')).toEqual([]);
      s.records.neverBroken('hold.reminder');
    }));

  it('continues while an agent’s phone rings for the caller', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      s.agent('8001').registered().doesNotAnswer();
      s.agent('8002').registered().doesNotAnswer();
      await s.after(minutes(2));
      for (const gap of gaps(s.expect(caller).times('hold.reminder'), ENGINE_ANSWERS)) {
        expect(gap).toBeLessThanOrEqual(LIMIT);
      }
    }));

  it('keeps the gap of the standard, 30 s', () =>
    scenario(aStandard({ 'hold.reminder': { everyMs: seconds(30), say: ['hold.reminder'] } }), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(100));
      const times = s.expect(caller).times('hold.reminder');
      expect(times).toHaveLength(3);
      for (const gap of gaps(times, ENGINE_ANSWERS)) expect(gap).toBeLessThanOrEqual(30);
    }));

  it('a reassurance that starts too late breaks the clause', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(5));
      s.sim.telephony.fail('play', 'TIMED_OUT');
      await s.after(seconds(40));

      s.takeErrors();
      s.fact('hold.reminder', 'broken', 'engine');
      s.fact('hold.reminder', 'kept', 'engine');
      expect(s.expect(caller).times('hold.reminder').length).toBeGreaterThanOrEqual(1);
    }));

  it('twenty callers at once are each reassured in time', () =>
    scenario(aStandard(), async (s) => {
      const callers = [];
      for (let n = 0; n < 20; n += 1) {
        callers.push(await s.caller(`138001380${10 + n}`).dials(LINE));
        await s.after(370);
      }
      await s.after(minutes(3));
      for (const caller of callers) {
        const times = s.expect(caller).times('hold.reminder');
        expect(times.length).toBeGreaterThanOrEqual(11);
        for (const gap of gaps(times, ENGINE_ANSWERS)) expect(gap).toBeLessThanOrEqual(LIMIT);
      }
    }));

  it('is not affected when the wall clock jumps', () =>
    scenario(aStandard(), async (s) => {
      const caller = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(30));
      s.sim.clock.jumpWall(-minutes(90));
      await s.after(seconds(30));
      s.sim.clock.jumpWall(minutes(200));
      await s.after(seconds(60));
      for (const gap of gaps(s.expect(caller).times('hold.reminder'), ENGINE_ANSWERS)) {
        expect(gap).toBeLessThanOrEqual(LIMIT);
      }
    }));
});
