import { expect, it } from 'vitest';
import { judge } from './run.ts';
import { World } from './world.ts';

/** Monday, 10:00 in Shanghai. */
const MORNING = Date.UTC(2026, 2, 2, 2);
const STRICT = '4008001234';
const CALLER = '13800138000';

/** The facts about answer.rings of a caller who rings in, while the engine stands still from one time to another, ms after
 * the first ring. */
async function rings(from: number, to: number, until: number): Promise<{ world: World; facts: unknown[] }> {
  const world = await World.open(1, MORNING);
  await world.start();
  world.customers.add(CALLER);
  await world.advance(5000);
  const over = world.impairments.begin();
  const party = world.sim.controls.party(CALLER);
  if (from < 0) world.process?.freeze();
  else party.dial(STRICT);
  await world.advance(Math.abs(from));
  if (from < 0) party.dial(STRICT);
  // as soon as the answer has been carried out, in two requests
  else world.conditions.strikes.push({ at: 'after request', skip: 1, does: () => world.process?.freeze() });
  await world.advance(to - Math.max(0, from));
  world.process?.thaw();
  over();
  await world.advance(until - to);
  if (party.leg) party.hangUp();
  await world.advance(60_000);
  judge(world);
  await world.close();
  const facts = world.records.facts.flatMap(({ fact }) =>
    fact.kind === 'clause' && fact.clause === 'answer.rings' ? [fact] : [],
  );
  return { world, facts };
}

it('answer.rings: a caller who came in that time is answered by the last ring', async () => {
  const { world, facts } = await rings(-1000, 4000, 20_000);
  const [leg] = world.sim.controls.legs;
  expect((leg?.answeredAt ?? 0) - (leg?.beganAt ?? 0)).toBeLessThanOrEqual(10_000);
  expect(facts).toMatchObject([{ verdict: 'kept' }]);
  expect(world.violations).toEqual([]);
});

it('answer.rings: the fact says how long the caller has heard ringing, not when the engine heard of the answer', async () => {
  const { world } = await rings(9290, 29_000, 40_000);
  expect(world.violations).toEqual([]);
});

it('callback.unanswered: whom the dialplan has taken meanwhile gets no second callback', async () => {
  const world = await World.open(1, MORNING);
  await world.start();
  world.customers.add(CALLER);
  await world.advance(5000);
  const over = world.impairments.begin();
  world.process?.freeze();
  const party = world.sim.controls.party(CALLER);
  party.dial(STRICT);
  await world.advance(20_000);
  // asked by the dialplan, the caller leaves no number
  if (party.leg) party.hangUp();
  await world.advance(5000);
  world.process?.thaw();
  over();
  await world.advance(60_000);
  expect(
    world.records.facts.filter(({ fact }) => fact.kind === 'event' && fact.name === 'callbackPromised'),
  ).toEqual([]);
  await world.close();
});
