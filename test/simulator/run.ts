import { attemptsDialled } from './attempts.ts';
import { clausesKept, factsAgree } from './facts.ts';
import { strike } from './faults.ts';
import { listen } from './listening.ts';
import { act } from './people.ts';
import { doubleDials, leftNumbersTaken, promisesHeard } from './promises.ts';
import type { Story } from './story.ts';
import { cutTalks } from './talks.ts';
import { type Violation, World } from './world.ts';

/** After the story everybody has so long to end it: longer than a customer rings, talks, and an agent writes it down. */
const ENDING_MS = 240_000;

/** What came of a story. */
export interface Outcome {
  readonly violations: readonly Violation[];
  readonly simulatedMs: number;
  readonly faults: number;
  readonly calls: number;
  readonly world: World;
}

/** Tells a story to an engine, and says what is wrong with what came of it. */
export async function run(story: Story): Promise<Outcome> {
  const world = await World.open(story.seed, story.startWall);
  const { clock } = world.sim;
  for (const event of story.events) if (event.does === 'call') world.customers.add(event.number);
  for (const event of story.events) {
    clock.after(event.at, () => {
      if (event.does === 'fault') strike(world, event.fault);
      else act(world, event);
    });
  }
  void world.start();
  await world.advance(story.lengthMs);
  await end(world);
  judge(world);
  await world.checkReplays();
  await world.close();
  return {
    violations: world.violations,
    simulatedMs: world.now - world.began,
    faults: story.events.filter(({ does }) => does === 'fault').length,
    calls: world.sim.controls.legs.filter(({ direction }) => direction === 'in').length,
    world,
  };
}

/** All faults are over, and everybody hangs up in the end. */
async function end(world: World): Promise<void> {
  world.conditions.strikes.length = 0;
  world.conditions.refusals.length = 0;
  world.conditions.refusedCommits = 0;
  world.customers.calm();
  await world.advance(ENDING_MS);
  const { controls } = world.sim;
  const agents = world.company.site.agents.map(({ id }) => controls.phone(id));
  for (const agent of agents) agent.unregister();
  for (const agent of agents) if (agent.leg) agent.hangUp();
  await world.advance(ENDING_MS);
  nothingLeft(world);
}

function nothingLeft(world: World): void {
  const open = world.sim.controls.openResources();
  if (Object.values(open).some((ids) => ids.length > 0)) world.fail('leak', JSON.stringify(open));
  // an alert waits for a supervisor, and all have gone
  for (const call of world.records.calls.values())
    if (call.endedAt === null && call.direction !== 'alert')
      world.fail('leak', `call ${call.id} is open in phase ${call.phase.is}`);
  for (const { id, status } of world.records.callbacks.values())
    if (status.is === 'attempting') world.fail('leak', `callback ${id} is being attempted`);
}

/** Holds what was heard, dialled and kept against the rules. */
export function judge(world: World): void {
  for (const leg of world.sim.controls.legs) {
    listen(world, leg);
    cutTalks(world, leg);
    promisesHeard(world, leg);
  }
  doubleDials(world);
  leftNumbersTaken(world);
  attemptsDialled(world);
  factsAgree(world);
  clausesKept(world);
}
