import { expect, it } from 'vitest';
import { judge } from './run.ts';
import { World } from './world.ts';

/** Monday, 10:00 in Shanghai. */
const MORNING = Date.UTC(2026, 2, 2, 2);
const STRICT = '4008001234';
const CALLER = '13800138000';

/** What the ear finds where Asterisk does not do some of what the engine orders, and nobody knows of a fault. */
async function found(spoil: (world: World) => Promise<void>): Promise<readonly string[]> {
  const world = await World.open(1, MORNING);
  await world.start();
  world.customers.add(CALLER);
  await spoil(world);
  judge(world);
  await world.close();
  return [...new Set(world.violations.map(({ rule }) => rule))];
}

it('nothing is wrong with a caller who waits, and is reassured', async () => {
  const rules = await found(async (world) => {
    world.sim.controls.party(CALLER).dial(STRICT);
    await world.advance(60_000);
  });
  expect(rules).toEqual([]);
});

it('a caller who waits with music alone is found', async () => {
  const rules = await found(async (world) => {
    world.sim.controls.party(CALLER).dial(STRICT);
    await world.advance(20_000);
    world.conditions.lying = true;
    await world.advance(40_000);
  });
  expect(rules).toEqual(['no reassurance', 'spare reassurance']);
});

it('a caller who hears nothing at all is found', async () => {
  const rules = await found(async (world) => {
    world.sim.controls.party(CALLER).dial(STRICT);
    await world.advance(20_000);
    await world.sim.newTelephony().perform({ do: 'leave', leg: 'in-1' });
    await world.advance(20_000);
  });
  expect(rules).toContain('dead air');
});

it('a caller who rings too long is found', async () => {
  const rules = await found(async (world) => {
    world.sim.controls.party(CALLER).dial(STRICT);
    await world.advance(5000);
    world.conditions.lying = true;
    await world.advance(20_000);
  });
  expect(rules).toContain('rings too long');
});

it('a talk that is ended though nobody hangs up is found', async () => {
  const rules = await found(async (world) => {
    const agent = world.sim.controls.phone('8001');
    agent.register();
    agent.pickup = { answerAfterMs: 1000 };
    await world.advance(100);
    world.sim.controls.party(CALLER).dial(STRICT);
    await world.advance(12_000);
    await world.sim.newTelephony().perform({ do: 'hangUp', leg: 'in-1', reason: 'normal' });
    await world.advance(1000);
  });
  expect(rules).toContain('cut talk');
});
