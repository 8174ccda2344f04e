import type { LegId } from '../ids.ts';

/** The time of one key, by Asterisk's own clock. */
export interface KeyTiming {
  /** UTC ms at which its tone ended. */
  readonly endedAt: number;
  /** How long the tone lasted, as the phone says. */
  readonly durationMs: number;
}

/** Every receiver takes tones from this length on (ITU-T Q.24); a person's are twice as long and more. */
const SHORTEST_TONE_MS = 40;
/** One packet: a shorter pause between two keys cannot be told from none. */
const SHORTEST_PAUSE_MS = 20;

/** Whether it is not certain which keys were pressed, and in which order: a tone that is too short, or one that began before
 * the tone before it had ended. So arrive the keys of a phone that stood still and then sent everything at once, a key whose
 * end was sent again, and keys out of order. */
export function isKeyDoubtful(before: KeyTiming | undefined, key: KeyTiming | undefined): boolean {
  if (!key) return false;
  if (key.durationMs < SHORTEST_TONE_MS) return true;
  if (!before) return false;
  const beganAt = key.endedAt - key.durationMs;
  return beganAt - before.endedAt < SHORTEST_PAUSE_MS;
}

/** From the end of a code to its beginning once more: sooner, nobody has heard the notes that ask for it. */
const SOONEST_AGAIN_MS = 500;
/** Later, it is a first press again. */
const LATEST_AGAIN_MS = 5000;

/** The first press of a code that has to be pressed twice. */
export interface FirstPress {
  readonly leg: LegId;
  /** The keys that were pressed. */
  readonly keys: string;
  /** Monotonic ms of the last of them. */
  readonly atMono: number;
  readonly timing?: KeyTiming;
}

/** Whether a code that begins with this key can be the second press: not the same press once more, by a key that bounces or a
 * phone that sends its codes twice, and not a new one, later. */
export function mayBeSecond(first: FirstPress, mono: number, begins: KeyTiming | undefined): boolean {
  const pauseMs =
    first.timing && begins ? begins.endedAt - begins.durationMs - first.timing.endedAt : mono - first.atMono;
  return pauseMs >= SOONEST_AGAIN_MS && pauseMs <= LATEST_AGAIN_MS;
}
