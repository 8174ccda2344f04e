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
