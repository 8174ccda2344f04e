import { type Leg, loudness } from '../../../src/sipkit/index.ts';
import { pause } from '../../host/machine.ts';
import { CALLER_VOICE, tone } from '../support/sip-parties.ts';

/** A breath inside a phrase is shorter. */
const QUIET_MS = 1000;
const LOOK_MS = 200;
/** Louder than this, dB below full scale, somebody speaks. */
const LOUD_DB = -45;
const BEGINS_WITHIN_MS = 5000;
const ENDS_WITHIN_MS = 60_000;
/** How long a word of a caller is. */
const WORD_MS = 600;

function hearsSomething(leg: Leg, since: number): boolean {
  return loudness(leg.rtp.heard(Math.max(since, performance.now() - QUIET_MS))) > LOUD_DB;
}

const isOver = (leg: Leg) => leg.events.some(({ name }) => name === 'ended');

/** Waits until something is said to a party who hears nothing now, and then nothing more; or until the call is over.
 * Resolves to false where nothing was said. */
export async function spokenTo(leg: Leg, beginsWithinMs = BEGINS_WITHIN_MS): Promise<boolean> {
  const begun = performance.now();
  while (!hearsSomething(leg, begun)) {
    if (isOver(leg) || performance.now() - begun > beginsWithinMs) return false;
    await pause(LOOK_MS);
  }
  while (hearsSomething(leg, begun)) {
    if (isOver(leg)) return true;
    if (performance.now() - begun > ENDS_WITHIN_MS) throw new Error(`${leg.from} is spoken to without end`);
    await pause(LOOK_MS);
  }
  return true;
}

/** A party who has been silent says a word. */
export async function saysAWord(leg: Leg, hz = CALLER_VOICE): Promise<void> {
  leg.rtp.say(tone(hz));
  await pause(WORD_MS);
  leg.rtp.say({ kind: 'silence' });
}
