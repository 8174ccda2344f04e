import { expect, it } from 'vitest';
import { judge } from './run.ts';
import { World } from './world.ts';

/** Monday, 10:00 in Shanghai. */
const MORNING = Date.UTC(2026, 2, 2, 2);
const STRICT = '4008001234';
const CALLER = '13800138000';
const OTHER = '13800138999';
/** Its callers hear a menu before they ring. */
const MENU_FIRST = '4008000001';

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
  const heard = ((leg?.answeredAt ?? 0) - (leg?.beganAt ?? 0)) / 5000;
  expect(heard).toBeGreaterThan(0);
  expect(facts).toMatchObject([
    { verdict: 'kept', measured: { value: expect.closeTo(heard, 1), unit: 'rings' } },
  ]);
  expect(world.violations).toEqual([]);
});

it('answer.rings: the fact says how long the caller has heard ringing, not when the engine heard of the answer', async () => {
  const { world, facts } = await rings(9290, 29_000, 40_000);
  const [leg] = world.sim.controls.legs;
  const heard = ((leg?.answeredAt ?? 0) - (leg?.beganAt ?? 0)) / 5000;
  expect(facts).toMatchObject([
    { verdict: 'kept', measured: { value: expect.closeTo(heard, 1), unit: 'rings' } },
  ]);
  expect(world.violations).toEqual([]);
});

/** A caller of this line rings while the engine stands still, is answered by the dialplan, and presses these keys there. */
async function takenByDialplan(line: string, keys: string, stillMs = 30_000): Promise<World> {
  const world = await World.open(1, MORNING);
  await world.start();
  for (const number of [CALLER, OTHER]) world.customers.add(number);
  await world.advance(5000);
  const over = world.impairments.begin();
  world.process?.freeze();
  const party = world.sim.controls.party(CALLER);
  party.dial(line);
  await world.advance(16_000);
  expect(party.leg?.answered).toBe(true);
  for (const key of keys) {
    party.press(key);
    await world.advance(key === '#' || key === '2' ? 9000 : 500);
  }
  await world.advance(Math.max(0, stillMs - 16_000));
  if (keys === '' && party.leg) party.hangUp();
  await world.advance(1000);
  world.process?.thaw();
  over();
  await world.advance(60_000);
  return world;
}

it.each([
  ['leaves no number', '', CALLER],
  ['leaves the own number', '1', CALLER],
  ['leaves another number', `2${OTHER}#1`, OTHER],
])(
  'callback.unanswered: whom the dialplan has taken meanwhile, and who %s, gets one callback',
  async (_, keys, number) => {
    for (const line of [STRICT, MENU_FIRST]) {
      const world = await takenByDialplan(line, keys);
      expect([...world.records.callbacks.values()].map((one) => one.dialled)).toEqual([number]);
      await world.close();
    }
  },
);

it('callback.unanswered: whom the dialplan may still be asking is not dialled meanwhile', async () => {
  const world = await takenByDialplan(STRICT, '');
  const [callback] = world.records.callbacks.values();
  if (!callback) return expect.fail('no callback');
  expect(callback.status.is).toBe('scheduled');
  // three minutes after the engine goes on, at 31 s
  expect(Math.round((callback.dueAt - callback.place) / 1000)).toBe(211);
  await world.close();
});
