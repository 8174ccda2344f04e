import type { Heard, SimulatedLeg } from '../../src/telephony/simulated/index.ts';
import { isPrompt, name } from './listening.ts';
import type { World } from './world.ts';

/** The words in which a number that will be called back is told. */
const NUMBER_IS = 'callback.number_is';

/** A promise that a customer has heard is in the store when it is heard: a number that is told is one that is kept. */
export function promisesHeard(world: World, leg: SimulatedLeg): void {
  if (!world.isCustomer(leg)) return;
  const call = world.records.callOf(leg.id);
  const heard = leg.track.heard(world.now);
  heard.forEach(({ from, what }, index) => {
    if (!isPrompt(what) || what.prompt !== NUMBER_IS) return;
    const number = digitsAfter(heard, index);
    if (number === null || !call) return;
    if (!world.records.isPromised(call.line, number, from))
      world.fail('promise not kept', `${name(world, leg)} hears that ${number} is called back`, from);
  });
}

/** The number that was told whole, or null. */
function digitsAfter(heard: readonly Heard[], index: number): string | null {
  let number = '';
  for (const { what } of heard.slice(index + 1)) {
    if (!isPrompt(what)) return null;
    const digit = /^digit\.(\d)$/.exec(what.prompt)?.[1];
    if (digit === undefined) return number === '' ? null : number;
    if (what.cut) return null;
    number += digit;
  }
  return null;
}

/** What callers have left with Asterisk is a callback once the engine is back. */
export function leftNumbersTaken(world: World): void {
  const left = [...world.sim.away.entries.values()];
  if (left.length > 0) world.fail('left number not taken', left.join(', '));
}

/** No customer is called by two legs at once, nor while in a call with us. */
export function doubleDials(world: World): void {
  const legs = world.sim.controls.legs.filter((leg) => world.isCustomer(leg));
  const out = legs.filter(({ direction }) => direction === 'out');
  for (const leg of out) {
    const number = leg.party.split('~')[0];
    for (const other of legs) {
      const isThere = other !== leg && other.party.split('~')[0] === number && other.beganAt <= leg.beganAt;
      if (!isThere || (other.endedAt ?? Number.POSITIVE_INFINITY) <= leg.beganAt) continue;
      const known = world.impairments.controlled({ from: leg.beganAt - 1, to: leg.beganAt });
      // one who rings in at that moment is not known yet
      if (other.direction === 'in' && (known.length === 0 || leg.beganAt - other.beganAt < 100)) continue;
      world.fail('double dial', `${name(world, leg)} while there is ${name(world, other)}`, leg.beganAt);
    }
  }
}
