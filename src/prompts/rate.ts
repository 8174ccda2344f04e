import type { PromptId } from '../core/ids.ts';

/** How fast Chinese is to be spoken, in characters a minute. */
export interface RateBand {
  readonly min: number;
  readonly max: number;
  /** What generated speech is made to keep. */
  readonly aim: number;
}

/** prompts.rate of the gas standard, 180 to 200; near its upper end, so that a reassurance takes little of its 15 seconds. */
const USUAL: RateBand = { min: 180, max: 200, aim: 194 };
/** prompts.rate of the ticketing standard and of the service desk's: about 120. */
const SLOW: RateBand = { min: 110, max: 130, aim: 120 };

/** A shorter text is over before a rate can be told: 10 ms more or less change it by several characters a minute. */
export const SHORTEST_MEASURED = 6;

/** The band that a prompt must keep: its standard's own, where the prompt is one standard's own wording. */
export function rateBand(id: PromptId): RateBand {
  return /\.(ticketing|desk400)$/.test(id) ? SLOW : USUAL;
}
