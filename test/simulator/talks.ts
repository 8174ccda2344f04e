import type { Heard, SimulatedLeg } from '../../src/telephony/simulated/index.ts';
import { name } from './listening.ts';
import type { World } from './world.ts';

/** So long before its end something must have been the reason for it: what an agent keyed in, what a customer keyed in, a
 * script for somebody who cannot be heard, the end of the other leg. */
const AGENT_KEYS_MS = 45_000;
const CUSTOMER_KEYS_MS = 20_000;
const SCRIPT_MS = 25_000;
const END_MS = 1500;
/** A gap that nobody notices. */
const GAP_MS = 60;

/** A talk between a customer and an agent that we have ended, though neither wished it. */
export function cutTalks(world: World, leg: SimulatedLeg): void {
  if (!world.isCustomer(leg)) return;
  const heard = leg.track.heard(world.now);
  for (const { to, what } of heard) {
    if (typeof what === 'string' || !('party' in what) || to >= world.now) continue;
    const { party } = what;
    if (heard.some((later) => isParty(later, party) && later.from > to && later.from <= to + GAP_MS))
      continue;
    const agent = world.sim.controls.legs.findLast(
      (other) => other.party === party && other.beganAt <= to && (other.endedAt ?? world.now) >= to,
    );
    if (!agent || goesOn(world, leg, agent, to) || isExcused(world, leg, agent, to)) continue;
    world.fail('cut talk', `${name(world, leg)} and ${name(world, agent)} are parted`, to);
  }
}

function isParty({ what }: Heard, party: string): boolean {
  return typeof what === 'object' && 'party' in what && what.party === party;
}

/** Somebody holds, or hears a prompt, or has hung up. */
function goesOn(world: World, leg: SimulatedLeg, agent: SimulatedLeg, at: number): boolean {
  // an engine that stood still hears of a hold, and of its end, only afterwards, and thanks for the wait
  const unknown = (from: number) => world.impairments.controlled({ from, to: at }).length === 0;
  const holds = (one: SimulatedLeg) =>
    one.holds.some(({ from, to }) => from <= at && (at <= to || unknown(to)));
  const over = (one: SimulatedLeg) => one.spokenOver.some(({ from, to }) => from <= at && at <= to);
  return holds(leg) || holds(agent) || over(leg) || over(agent) || hasLeft(leg, at) || hasLeft(agent, at);
}

/** The party has hung up, or its network has failed. */
function hasLeft({ ended, endedAt }: SimulatedLeg, at: number): boolean {
  return (
    ended !== null && ended.reason === null && endedAt !== null && endedAt <= at && endedAt > at - END_MS
  );
}

function isExcused(world: World, leg: SimulatedLeg, agent: SimulatedLeg, at: number): boolean {
  const pressed = (party: string, withinMs: number) =>
    world.keys.some((one) => one.party === party && one.at <= at && one.at > at - withinMs);
  const script = leg.track
    .heard(world.now)
    .some(
      ({ from, to, what }) =>
        typeof what === 'object' &&
        'prompt' in what &&
        /^(hear|callback|hold\.promise)\./.test(what.prompt) &&
        from <= at &&
        to > at - SCRIPT_MS,
    );
  return script || pressed(agent.party, AGENT_KEYS_MS) || pressed(leg.party, CUSTOMER_KEYS_MS);
}
