import { expect, it } from 'vitest';
import type { SimulatedPhone } from '../../src/telephony/simulated/index.ts';
import { strike } from './faults.ts';
import { judge } from './run.ts';
import { World } from './world.ts';

/** Monday, 10:00 in Shanghai. */
const MORNING = Date.UTC(2026, 2, 2, 2);
/** Asks for the language first. */
const WITH_MENU = '4008000003';
/** A greeting of 10 s. */
const LONG_GREETING = '4008000004';
/** Asks nothing before a hold. */
const ANNOUNCES_HOLD = '4008000002';
/** Offers nobody a callback. */
const WITHOUT_OFFER = '4008000005';
const CALLER = '13800138000';
const WITHHELD = 'anonymous';

/** What stories of the simulator have found, each told in its shortest form: a caller and an agent who picks up after 2 s. */
async function tell(
  story: (world: World, caller: SimulatedPhone, agent: SimulatedPhone) => Promise<void>,
  from = CALLER,
): Promise<World> {
  const world = await World.open(1, MORNING);
  await world.start();
  world.customers.add(from);
  const agent = world.sim.controls.phone('8001');
  agent.register();
  agent.pickup = { answerAfterMs: 2000 };
  await world.advance(5000);
  const caller = world.sim.controls.party(from);
  await story(world, caller, agent);
  if (caller.leg) caller.hangUp();
  await world.advance(60_000);
  judge(world);
  await world.close();
  expect(world.violations).toEqual([]);
  return world;
}

/** As soon as the agent is in the bridge, and the caller is not. */
function onceAgentIsIn(world: World, agent: SimulatedPhone, does: () => void): void {
  const look = (): void => {
    if (typeof agent.leg?.place === 'object') does();
    else world.conditions.strikes.push({ at: 'after request', skip: 0, does: look });
  };
  look();
}

async function until(world: World, is: () => boolean): Promise<void> {
  for (let seconds = 0; !is() && seconds < 60; seconds += 1) await world.advance(1000);
}

/** The prompts that a leg has heard, in order. */
function heardBy(world: World, party: string): string[] {
  const legs = world.sim.controls.legs.filter((leg) => leg.party === party);
  const heard = legs.flatMap(({ track }) => track.heard(world.now));
  return heard.flatMap(({ what }) => (typeof what === 'object' && 'prompt' in what ? what.prompt : []));
}

it('language.caller: a menu that was never played, because the engine died before, is played', async () => {
  const world = await tell(async (world, caller) => {
    // two requests answer the caller
    world.conditions.strikes.push({ at: 'before request', skip: 2, does: () => world.kill(700) });
    caller.dial(WITH_MENU);
    await world.advance(13_000);
  });
  expect(heardBy(world, CALLER)).toContain('language.menu.zh');
});

it('an agent whose greeting was never played, because the engine died before, does not wait in silence', async () => {
  const world = await tell(async (world, caller) => {
    // the dial, the answer in two requests, the greeting of the caller
    world.conditions.strikes.push({ at: 'after request', skip: 3, does: () => world.kill(1000) });
    caller.dial(LONG_GREETING);
    await world.advance(20_000);
  });
  expect(heardBy(world, '8001')[0]).toBe('tone.connect');
});

it('a prompt that Asterisk plays, and is late to say so, is not cut off', async () => {
  await tell(async (world, caller) => {
    // the greeting of the agent
    world.conditions.refusals.push({ skip: 4, timedOut: true, hit: () => world.impairments.note() });
    caller.dial(LONG_GREETING);
    await world.advance(20_000);
  });
});

it('a greeting that is played when nobody waits for its end any more keeps nobody apart', async () => {
  await tell(async (world, caller) => {
    const over = world.impairments.begin();
    world.conditions.strikes.push({ at: 'after request', skip: 2, does: () => world.process?.freeze() });
    caller.dial(LONG_GREETING);
    await world.advance(52_000);
    world.process?.thaw();
    over();
    await world.advance(20_000);
  });
});

it('hold.return: who talks already, because a hold was never carried out, is not disturbed', async () => {
  const world = await tell(async (world, caller, agent) => {
    caller.dial(LONG_GREETING);
    await world.advance(15_000);
    agent.speak();
    caller.speak();
    world.kill(10_000);
    await world.advance(1000);
    agent.hold();
    await world.advance(8000);
    // the next engine finds the hold, and dies before it gives the caller music
    world.conditions.strikes.push({ at: 'after commit', skip: 0, does: () => world.kill(15_000) });
    await world.advance(4000);
    agent.resume();
    await world.advance(20_000);
  });
  expect(world.records.facts.map(({ fact }) => ('name' in fact ? fact.name : ''))).toContain('resumed');
});

it('answer.rings: nothing is judged before it is known what happened without a link', async () => {
  const world = await tell(async (world, caller) => {
    world.conditions.strikes.push({ at: 'before request', skip: 1, does: () => world.cutLink() });
    caller.dial(WITH_MENU);
    await world.advance(17_000);
    // Asterisk refuses to say what there is
    world.conditions.refusals.push({ skip: 0, timedOut: false, hit: () => world.impairments.note() });
    world.mendLink();
    await world.advance(500);
    caller.hangUp();
  });
  const judged = world.records.facts.filter(
    ({ fact }) => fact.kind === 'clause' && fact.clause === 'answer.rings',
  );
  expect(judged).toEqual([]);
});

it.each([10_000, 500])(
  'hold.announce: an engine that stood still as it connected two, and hears of a hold %i ms later, gives the caller music',
  async (ms) => {
    const world = await tell(async (world, caller, agent) => {
      const frozen: { over?: () => void } = {};
      caller.dial(ANNOUNCES_HOLD);
      onceAgentIsIn(world, agent, () => {
        frozen.over = world.impairments.begin();
        world.process?.freeze();
      });
      await until(world, () => frozen.over !== undefined);
      await world.advance(5000);
      agent.hold();
      await world.advance(ms);
      world.process?.thaw();
      frozen.over?.();
      await world.advance(40_000);
    });
    expect(heardBy(world, CALLER)).toContain('hold.announce.telecom');
  },
);

it('a hold that begins while a slow Asterisk connects two has music', async () => {
  const world = await tell(async (world, caller, agent) => {
    caller.dial(ANNOUNCES_HOLD);
    onceAgentIsIn(world, agent, () => agent.hold());
    await until(world, () => agent.leg?.answered === true);
    strike(world, { is: 'slow', ms: 40_000, eachMs: 2000, late: false });
    await world.advance(90_000);
  });
  const [leg] = world.sim.controls.legs;
  expect(leg?.track.heard(world.now).at(-1)?.what).toBe('music');
});

it('hold.reminder: who has entered no number, and is offered nothing, is reassured at once', async () => {
  const world = await tell(async (world, caller, agent) => {
    caller.dial(WITHOUT_OFFER);
    await world.advance(15_000);
    // to a supervisor, of whom none is there
    agent.press('*52');
    world.keys.push({ at: world.now, party: agent.name, keys: '*52' });
    await world.advance(1000);
    agent.unregister();
    await world.advance(60_000);
  }, WITHHELD);
  expect(heardBy(world, WITHHELD)).toContain('callback.timeout');
});

it('a caller whom an engine has answered that died before it had lifted the timeout talks on while the next one is away', async () => {
  await tell(async (world, caller, agent) => {
    // the dial, and the first of two requests of the answer
    world.conditions.strikes.push({ at: 'after request', skip: 1, does: () => world.kill(1000) });
    caller.dial(LONG_GREETING);
    await world.advance(25_000);
    caller.speak();
    agent.speak();
    world.kill(12_000);
    await world.advance(20_000);
  });
});
