import { ANSWER_MS } from './conditions.ts';
import type { Fault } from './story.ts';
import type { World } from './world.ts';

type FaultOf<K extends Fault['is']> = Extract<Fault, { is: K }>;

/** Does what the fault is, from now on. */
export function strike(world: World, fault: Fault): void {
  switch (fault.is) {
    case 'kill':
      whenReached(world, fault, () => world.kill(fault.downMs));
      break;
    case 'freeze':
      whenReached(world, fault, () => freeze(world, fault.ms));
      break;
    case 'cut':
      whenReached(world, fault, () => cut(world, fault.ms));
      break;
    case 'killAsterisk':
      killAsterisk(world, fault.downMs);
      break;
    case 'slow':
    case 'lie':
      answerBadly(world, fault);
      break;
    case 'refuse': {
      const { skip, timedOut } = fault;
      world.conditions.refusals.push({ skip, timedOut, hit: () => world.impairments.note() });
      break;
    }
    case 'diskFull':
    case 'slowDisk':
    case 'refuseCommits':
      storeBadly(world, fault);
      break;
    case 'clock':
      world.sim.clock.jumpWall(fault.byMs);
      break;
    case 'trunk':
      congest(world, fault.ms);
      break;
    case 'reload':
      if (world.isUp) void world.reload();
  }
}

/** Now, or at a point of what the engine does. */
function whenReached(world: World, { at, skip }: FaultOf<'kill' | 'freeze' | 'cut'>, does: () => void): void {
  if (at === 'now') does();
  else world.conditions.strikes.push({ at, skip, does });
}

function freeze(world: World, ms: number): void {
  const { process } = world;
  if (!process?.isAlive) return;
  const over = world.impairments.begin();
  process.freeze();
  world.sim.clock.after(ms, () => {
    process.thaw();
    over();
  });
}

/** The link is cut as often as nothing else has cut it. */
function cut(world: World, ms: number): void {
  world.cutLink();
  world.sim.clock.after(ms, () => world.mendLink());
}

function killAsterisk(world: World, downMs: number): void {
  if (!world.asteriskRuns) return;
  world.asteriskRuns = false;
  world.cutLink();
  world.sim.controls.stopAsterisk();
  world.sim.clock.after(downMs, () => {
    world.asteriskRuns = true;
    world.sim.controls.runAsterisk();
    world.mendLink();
  });
}

function answerBadly(world: World, fault: FaultOf<'slow' | 'lie'>): void {
  const { conditions, impairments, sim } = world;
  const over = impairments.begin();
  if (fault.is === 'slow') conditions.slow = fault;
  else {
    conditions.lying = true;
    sim.controls.muffle(true);
  }
  sim.clock.after(fault.ms, () => {
    if (fault.is === 'slow' && conditions.slow === fault) conditions.slow = null;
    if (fault.is === 'lie') {
      conditions.lying = false;
      sim.controls.muffle(false);
    }
    // what was asked before is still answered slowly
    sim.clock.after(fault.is === 'slow' ? Math.min(fault.eachMs, ANSWER_MS) : 0, over);
  });
}

function storeBadly(world: World, fault: FaultOf<'diskFull' | 'slowDisk' | 'refuseCommits'>): void {
  const { conditions, impairments, sim } = world;
  if (fault.is === 'refuseCommits') {
    conditions.refusedCommits += fault.count;
    impairments.note();
    return;
  }
  const over = impairments.begin();
  if (fault.is === 'diskFull') conditions.diskFull = true;
  else conditions.commitMs = fault.eachMs;
  sim.clock.after(fault.ms, () => {
    if (fault.is === 'diskFull') conditions.diskFull = false;
    else conditions.commitMs = 0;
    over();
  });
}

function congest(world: World, ms: number): void {
  world.customers.congested += 1;
  world.sim.clock.after(ms, () => {
    world.customers.congested -= 1;
  });
}
