import type { NamedPrompt, PromptHeard } from './heard-prompt.ts';
import type { Interval } from './types.ts';

/** A prompt that may have been heard, or another at that time. */
export interface PromptMatch extends PromptHeard {
  readonly names: readonly string[];
  /** Where it stands in the stream, in ms of sound: moments run backwards where packets that were late come in a burst. */
  readonly placed: Interval;
}

/** Prompts whose likenesses differ by less are the same sound. */
const SAME = 0.01;
/** What a prompt that is cut must explain more than a whole one, and for each stumble more than one without it, ms: so much
 * may be added by chance. */
const CHANCE = { cut: 300, stumble: 100 };

/** How much of what was heard a prompt explains, ms. */
const explainedMs = ({ whole, heardMs, stumbles, similarity }: PromptHeard): number =>
  Math.max(1, (whole ? heardMs : heardMs - CHANCE.cut) * similarity - stumbles * CHANCE.stumble);

const overlap = (a: Interval, b: Interval): number => Math.min(a.to, b.to) - Math.max(a.from, b.from);

/** Two that cannot both have been heard. */
export const overlaps = (a: PromptMatch, b: PromptMatch): boolean =>
  overlap(a.placed, b.placed) > Math.min(a.heardMs, b.heardMs) / 2;

const isSame = (other: PromptMatch, chosen: PromptMatch): boolean =>
  other.names !== chosen.names &&
  overlaps(other, chosen) &&
  other.heardMs >= chosen.heardMs &&
  other.stumbles <= chosen.stumbles &&
  other.similarity >= chosen.similarity - SAME;

/** The best that is known up to a prompt, it included: what all explain, and which comes before it. */
interface Sum {
  readonly explained: number;
  readonly prompt: PromptMatch;
  readonly before: Sum | undefined;
}

/** Those of many that together explain the most, and what else each may be. */
export function resolveMatches(found: readonly PromptMatch[]): NamedPrompt[] {
  const sums: Sum[] = [];
  for (const prompt of found.toSorted((a, b) => a.placed.to - b.placed.to)) {
    const before = most(sums.filter((sum) => !overlaps(sum.prompt, prompt)));
    sums.push({ explained: explainedMs(prompt) + (before?.explained ?? 0), prompt, before });
  }
  const chosen: NamedPrompt[] = [];
  for (let sum = most(sums); sum; sum = sum.before) {
    const { names, placed: _, ...prompt } = sum.prompt;
    const others = found.filter((other) => isSame(other, sum.prompt)).flatMap((other) => other.names);
    const [name = '', ...orElse] = [...names, ...others];
    chosen.push({ name, ...prompt, orElse });
  }
  return chosen;
}

/** The first of the best. */
const most = (sums: readonly Sum[]): Sum | undefined =>
  sums.reduce<Sum | undefined>(
    (best, sum) => (best && best.explained >= sum.explained ? best : sum),
    undefined,
  );
