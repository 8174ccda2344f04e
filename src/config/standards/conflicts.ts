import { RETRY } from '../../core/callback/retry.ts';
import { LANGUAGES, type Language, type PromptId } from '../../core/ids.ts';
import { CATALOGUE, isKept } from '../../core/standard/catalogue.ts';
import { mergeStrictest, stricterOf } from '../../core/standard/merge.ts';
import type { AsksFirst, Phrase, Standard } from '../../core/standard/standard.ts';
import { HANDLING_FIELDS } from './fields.ts';
import { spellClause } from './spell.ts';

/** How long each prompt is, in milliseconds; one that is not there is not known. */
export type PromptLengths = Readonly<Record<Language, Readonly<Record<PromptId, number>>>>;

/** Something in a standard that is right in itself and cannot be kept together with something else in it. */
export interface Conflict {
  readonly code: 'CLAUSES_CONFLICT' | 'NUMBER_LOOSENED' | 'KEY_IDLE';
  /** Where it can be put right: a clause or `handling`, and the key under it. */
  readonly path: readonly [group: string, key: string];
  /** One sentence without its full stop. */
  readonly cause: string;
  /** One sentence with its full stop. */
  readonly cure: string;
}

/** How long a phrase takes, in the language in which it takes longest. Slots that go by the call are not counted. */
type Speaking = (...phrases: (Phrase | null | undefined)[]) => {
  readonly ms: number;
  readonly language: Language;
};

/** The clauses of a standard that cannot both hold.
 * @param lengths null where they are not known: then nothing is said of what takes too long to say */
export function conflictsIn(standard: Standard, lengths: PromptLengths | null): Conflict[] {
  const speaking = speakingOf(lengths);
  return [
    ...reminderAfterLimit(standard),
    ...reminderTooFast(standard, speaking),
    ...offerTooFast(standard, speaking),
    ...offerTooLate(standard),
    ...ringing(standard),
    ...retryAfterNews(standard),
  ];
}

/** The numbers of a merging standard that are less strict than what it merges. */
export function loosenedIn(standard: Standard, merged: readonly Standard[]): Conflict[] {
  const strictest = mergeStrictest(standard.name, standard.title, merged);
  return CATALOGUE.flatMap(({ id }) => {
    if (!isKept(id)) return [];
    const before = spellClause(strictest, id) ?? [];
    const now = spellClause(standard, id) ?? [];
    return now.flatMap(({ key, field, value }) => {
      const was = before.find((each) => each.field === field)?.value;
      if (typeof value !== 'number' || typeof was !== 'number') return [];
      if ((stricterOf(field, was, value) ?? value) === value) return [];
      const cause = `${value} is looser than the ${was} of the standards that are merged`;
      return [{ code: 'NUMBER_LOOSENED', path: [id, key], cause, cure: `Leave it out to keep ${was}.` }];
    });
  });
}

/** hold.reminder, hold.limit */
function reminderAfterLimit({ clauses }: Standard): Conflict[] {
  const everyMs = clauses['hold.reminder']?.everyMs;
  const afterMs = clauses['hold.limit']?.afterMs;
  if (everyMs === undefined || afterMs === undefined || everyMs <= afterMs) return [];
  const cause = `the offer of hold.limit comes after ${seconds(afterMs)}, before the first reassurance at ${seconds(everyMs)}`;
  return [conflict('hold.reminder', 'every_seconds', cause, `Take at most ${seconds(afterMs)}.`)];
}

/** hold.reminder: whatever is said during a wait is over before the next reassurance is due. */
function reminderTooFast({ clauses, handling }: Standard, speaking: Speaking): Conflict[] {
  const reminder = clauses['hold.reminder'];
  if (reminder === undefined) return [];
  const announce = clauses['hold.announce'];
  const said = [
    { what: 'the reassurance', ...speaking(reminder.say) },
    {
      what: 'the reassurance with the offer after it',
      ...speaking(reminder.say, clauses['hold.limit']?.say),
    },
    {
      what: 'the announcement of a hold',
      ...withAnswer(speaking(announce?.sayAsk, announce?.say), announce),
    },
    {
      what: 'the greeting with the announcement after it',
      ...speaking(clauses['answer.greeting']?.sayEngine, announce?.sayQueue),
    },
  ];
  const longest = said.reduce((one, other) => (other.ms > one.ms ? other : one));
  const gapMs = reminder.everyMs - handling.reminderMarginMs;
  if (longest.ms <= gapMs) return [];
  const cause = `${longest.what} takes ${seconds(longest.ms)} to say (${longest.language}), and the next reassurance is due before that`;
  const least = Math.ceil((longest.ms + handling.reminderMarginMs) / 1000);
  return [conflict('hold.reminder', 'every_seconds', cause, `Take at least ${least}, or shorter prompts.`)];
}

/** A question is followed by the time for its answer. */
function withAnswer<S extends { readonly ms: number }>(said: S, asks: AsksFirst | undefined): S {
  return { ...said, ms: said.ms + (asks?.sayAsk ? (asks.answerMs ?? 0) : 0) };
}

/** hold.limit: an offer goes on from a reassurance where there is one. */
function offerTooFast({ clauses }: Standard, speaking: Speaking): Conflict[] {
  const limit = clauses['hold.limit'];
  if (limit === undefined) return [];
  const { ms, language } = speaking(clauses['hold.reminder']?.say, limit.say);
  if (limit.againMs > ms) return [];
  const cause = `the offer takes ${seconds(ms)} to say (${language}), and is made again before that is over`;
  const cure = `Take more than ${seconds(ms)}, or shorter prompts.`;
  return [conflict('hold.limit', 'ask_again_seconds', cause, cure)];
}

/** hold.limit, hold.long */
function offerTooLate({ clauses }: Standard): Conflict[] {
  const afterMs = clauses['hold.limit']?.afterMs;
  const limitMs = clauses['hold.long']?.limitMs;
  if (afterMs === undefined || limitMs === undefined || afterMs <= limitMs) return [];
  const cause = `the offer comes after ${seconds(afterMs)}, when the wait is already longer than the ${seconds(limitMs)} of hold.long`;
  return [conflict('hold.limit', 'after_seconds', cause, `Take at most ${seconds(limitMs)}.`)];
}

/** answer.rings, callback.unanswered */
function ringing({ clauses, handling }: Standard): Conflict[] {
  const rings = clauses['answer.rings']?.rings ?? handling.ringsWithoutLimit;
  const allMs = rings * (handling.ringOnMs + handling.ringOffMs);
  const all = `${rings === 1 ? 'the one ring is' : `all ${rings} rings are`} over after ${seconds(allMs)}`;
  const found: Conflict[] = [];
  if (allMs <= handling.answerMarginMs) {
    const cause = `${all}, which leaves nobody time to pick up before the engine answers`;
    found.push(conflict('handling', 'answer_margin_ms', cause, `Take less than ${allMs}, or a longer ring.`));
  }
  if (handling.agentRingMs > allMs) {
    const cause = `${all}: no agent's phone rings for ${seconds(handling.agentRingMs)} before the engine answers`;
    found.push(conflict('handling', 'agent_ring_seconds', cause, `Take at most ${allMs / 1000}.`));
  }
  if (clauses['callback.unanswered'] !== undefined && handling.abandonAfterMs > allMs) {
    const cause = `${all}: who gives up while it rings is never called back, which callback.unanswered asks`;
    found.push(conflict('handling', 'abandon_after_seconds', cause, `Take at most ${allMs / 1000}.`));
  }
  return found;
}

/** callback.interim: one attempt that reaches nobody is not to break the promise by itself. */
function retryAfterNews({ clauses, handling }: Standard): Conflict[] {
  const withinMs = clauses['callback.interim']?.withinMs;
  if (withinMs === undefined) return [];
  return Object.values(RETRY).flatMap(({ waits }) => {
    const firstMs = handling[waits][0];
    if (firstMs === undefined || firstMs < withinMs) return [];
    const cause = `a customer who was not reached is called again after ${seconds(firstMs)}, when the ${seconds(withinMs)} of callback.interim are over`;
    const { key } = HANDLING_FIELDS[waits];
    return [conflict('handling', key, cause, 'Let the first wait be shorter than that.')];
  });
}

function conflict(group: string, key: string, cause: string, cure: string): Conflict {
  return { code: 'CLAUSES_CONFLICT', path: [group, key], cause, cure };
}

/** Milliseconds for a person. */
export function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}

/** How long phrases take, by the prompts' lengths. */
export function speakingOf(lengths: PromptLengths | null): Speaking {
  return (...phrases) => {
    const inEach = LANGUAGES.map((language) => {
      const known = lengths?.[language] ?? {};
      const parts = phrases.flatMap((phrase) => phrase ?? []);
      return { language, ms: parts.reduce((sum, part) => sum + lengthOf(part, known), 0) };
    });
    return inEach.reduce((one, other) => (other.ms > one.ms ? other : one));
  };
}

function lengthOf(part: Phrase[number], known: Readonly<Record<PromptId, number>>): number {
  if (part === '{company}') return known.company ?? 0;
  if (part !== '{salutation}') return known[part] ?? 0;
  const salutations = Object.keys(known).filter((id) => id.startsWith('salute.'));
  return Math.max(known['greeting.hello'] ?? 0, ...salutations.map((id) => known[id] ?? 0));
}
