import { describe, expect, it } from 'vitest';
import { aCallerWaits, aHold, ENGINE_ANSWERS } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const LIMIT = 120;

describe('hold.limit', () => {
  it('the callback is offered 120 s ± 1 s after the wait began, and again later', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(minutes(6));

      const [first, second, third] = s.expect(caller).times('callback.offer');
      expect(Math.abs((first ?? 0) - ENGINE_ANSWERS - LIMIT)).toBeLessThanOrEqual(1);
      for (const gap of [(second ?? 0) - (first ?? 0), (third ?? 0) - (second ?? 0)]) {
        expect(Math.abs(gap - 60)).toBeLessThanOrEqual(5);
      }
      s.fact('hold.limit', 'kept', 'engine');
      s.records.neverBroken('hold.limit');
      s.records.neverBroken('hold.reminder');
    }));

  it('the callback is offered on an agent’s hold, too', () =>
    scenario(aStandard(), async (s) => {
      const { agent, caller } = await aHold(s);
      await s.after(seconds(140));

      const [offer] = s.expect(caller).times('callback.offer');
      expect(Math.abs((offer ?? 0) - LIMIT)).toBeLessThanOrEqual(1);
      s.expect(agent).never('callback.offer');
      s.fact('hold.limit', 'kept', 'engine');
    }));

  it('the standard sets the limit', () =>
    scenario(
      aStandard({ 'hold.limit': { afterMs: seconds(40), againMs: seconds(60), say: ['callback.offer'] } }),
      async (s) => {
        const caller = await aCallerWaits(s);
        await s.after(seconds(60));
        const [offer] = s.expect(caller).times('callback.offer');
        expect(Math.abs((offer ?? 0) - ENGINE_ANSWERS - 40)).toBeLessThanOrEqual(1);
      },
    ));

  it('keys have no effect before the offer', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(20));
      caller.presses('12');
      await s.after(seconds(20));
      s.expect(caller).hears('music');
      expect(s.records.callbacks).toEqual([]);
    }));

  it('a caller who presses anything else, or nothing, keeps waiting', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(125));
      caller.presses('9#0');
      await s.after(seconds(30));
      s.expect(caller).heard(['callback.offer', 'music', 'hold.reminder', 'music']);
      expect(s.records.callbacks).toEqual([]);
    }));

  it('a caller can press the key while the offer still plays', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.until(() => s.records.happened('offerMade').length === 1, seconds(130));
      await s.after(seconds(4));
      caller.presses('1');
      await s.after(seconds(3));
      s.expect(caller).heard(['callback.offer, cut', 'callback.number_is']);
      expect(s.records.happened('offerTaken')).toHaveLength(1);
    }));

  it('the caller gets an agent who becomes free after the offer', () =>
    scenario(aStandard(), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(150));
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(seconds(20));
      s.expect(caller).hears('<8001>');
    }));
});
