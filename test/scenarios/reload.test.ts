import { expect, it } from 'vitest';
import { aCallerWaits, ENGINE_ANSWERS } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';

const offerAfter = (s: number) =>
  aStandard({ 'hold.limit': { afterMs: seconds(s), againMs: seconds(600), say: ['callback.offer'] } });

it('hold.limit: a call keeps the standard that it began with; the next call has the new one', () =>
  scenario(offerAfter(60), async (s) => {
    const before = await aCallerWaits(s);
    s.change(offerAfter(30));
    const after = await s.caller('13800000002').dials('4008001234');
    await s.after(seconds(90));

    const [first] = s.expect(before).times('callback.offer');
    const [second] = s.expect(after).times('callback.offer');
    expect(Math.abs((first ?? 0) - ENGINE_ANSWERS - 60)).toBeLessThanOrEqual(1);
    expect(Math.abs((second ?? 0) - ENGINE_ANSWERS - 30)).toBeLessThanOrEqual(1);
  }));

it('hold.limit: a call keeps its standard after a restart too', () =>
  scenario(offerAfter(60), async (s) => {
    const before = await aCallerWaits(s);
    await s.crash();
    s.change(offerAfter(600));
    await s.restart();
    await s.after(seconds(90));
    expect(s.expect(before).times('callback.offer')).toHaveLength(1);
  }));
