import { describe, expect, it } from 'vitest';
import { aCallerWaits, aHold, ENGINE_ANSWERS, gaps } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

/** From the beginning of one reassurance to the next, s: a piece of music of 14.9 s, and the one before it. */
const AWAY_LIMIT = 19;

describe('hold.reminder while the engine is away', () => {
  it('who waits is reassured by Asterisk, and by the engine again when it is back', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(20));
      await s.crash();
      await s.after(minutes(2));
      await s.restart();
      await s.after(minutes(1));

      const times = s.expect(caller).times('hold.reminder');
      for (const gap of gaps(times, ENGINE_ANSWERS)) expect(gap).toBeLessThanOrEqual(AWAY_LIMIT);
      expect(times.length).toBeGreaterThanOrEqual(10);
      s.expect(caller).heard(['music', 'hold.reminder', 'music', 'hold.reminder', 'music']);
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.until(() => s.records.happened('connected').length === 1, minutes(1));
    }));

  it('so is a customer on hold, until the agent takes the call back', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHold(s);
      await s.after(seconds(20));
      await s.crash();
      await s.after(minutes(1));
      const times = s.expect(caller).times('hold.reminder');
      for (const gap of gaps(times, 0)) expect(gap).toBeLessThanOrEqual(AWAY_LIMIT);
      expect(times.length).toBeGreaterThanOrEqual(4);
      s.expect(agent).never('hold.');
      await s.restart();
    }));

  it('the link is lost: the same', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(20));
      s.sim.controls.loseLink('pulled out');
      await s.after(minutes(1));
      const times = s.expect(caller).times('hold.reminder');
      for (const gap of gaps(times, ENGINE_ANSWERS)) expect(gap).toBeLessThanOrEqual(AWAY_LIMIT);
      expect(times.length).toBeGreaterThanOrEqual(4);
      s.sim.controls.mendLink();
      await s.after(seconds(1));
      s.takeErrors();
    }));

  it('the music has no words where the standard wants them less often', () =>
    scenario(aStandard({ 'hold.reminder': { everyMs: seconds(30), say: ['hold.reminder'] } }), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(5));
      await s.crash();
      await s.after(minutes(1));
      expect(s.expect(caller).times('hold.reminder')).toEqual([]);
      await s.restart();
    }));
});
