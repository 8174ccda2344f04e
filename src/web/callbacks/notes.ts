import { z } from 'zod';
import type { Fact } from '../../core/facts.ts';
import { iso, time } from '../fields.ts';
import type { Shown } from '../ports.ts';

/** A note on a callback, as the API shows it. */
export const noteSchema = z.object({ at: time, by: z.string(), text: z.string() });

/** A note on a callback: when, by whom, and what. */
export type NoteAnswer = z.infer<typeof noteSchema>;

/** The notes among the facts about a callback, in the order in which they were written. */
export function notesOf(facts: readonly Fact[], shown: Shown): NoteAnswer[] {
  return facts.flatMap((fact) => {
    if (fact.kind !== 'event' || fact.name !== 'callbackNoted') return [];
    const { who, text } = shown.data(fact.detail ?? {});
    return [{ at: iso(fact.at.wall), by: String(who), text: String(text) }];
  });
}
