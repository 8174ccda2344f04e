import { z } from 'zod';
import type { PromptId } from '../../core/ids.ts';
import type { ClauseId } from '../../core/standard/standard.ts';
import type { CustomProblem } from '../yaml/check.ts';
import { nearest } from '../yaml/suggest.ts';
import {
  CLAUSE_FIELDS,
  type Field,
  HANDLING_FIELDS,
  MAY_BE_TRUE,
  type NumberField,
  type NumbersField,
} from './fields.ts';

const ALL_SLOTS: readonly string[] = [
  ...['{company}', '{agent}', '{number}', '{line}', '{salutation}', '{attempt}', '{name}', '{customer}'],
];
const NAME_CURE = 'Give a name of small letters, digits, - and _, such as gas or night_shift.';

const name = z.string({ error: NAME_CURE }).regex(/^[a-z][a-z0-9_-]*$/, { error: NAME_CURE });
const words = z.string().min(1, { error: 'Give a text.' });

/** What may stand in one file of a standard. Every parameter may be left out here: whether the standard is whole is
 * known only once what it is built on has been taken in.
 * @param prompts the prompts that exist, or null where that is not known */
export function standardSchema(prompts: ReadonlySet<PromptId> | null) {
  const clauses: Partial<Record<ClauseId, z.ZodType>> = {};
  for (const [clause, fields] of Object.entries(CLAUSE_FIELDS)) {
    const parameters = clauseSchema(Object.values(fields), prompts);
    const also = MAY_BE_TRUE.has(clause as ClauseId);
    clauses[clause as ClauseId] = (
      also ? z.union([z.literal(true), parameters], OR_TRUE) : parameters
    ).optional();
  }
  return z.strictObject({
    name,
    title: z.strictObject({ zh: words, yue: words, en: words }),
    extends: name.optional(),
    merge: z.array(name).min(1, { error: 'Name at least one standard.' }).optional(),
    handling: z.strictObject(shapeOf(Object.values(HANDLING_FIELDS), prompts)).optional(),
    ...clauses,
  });
}

export type StandardFile = z.infer<ReturnType<typeof standardSchema>>;

const OR_TRUE = { error: 'Write true, or its parameters.' };

function clauseSchema(fields: readonly Field[], prompts: ReadonlySet<PromptId> | null): z.ZodType {
  if (fields.length === 0)
    return z.literal(true, { error: 'Write true, or leave the clause out: it has no parameters.' });
  return z.strictObject(shapeOf(fields, prompts));
}

function shapeOf(fields: readonly Field[], prompts: ReadonlySet<PromptId> | null): Record<string, z.ZodType> {
  return Object.fromEntries(fields.map((field) => [field.key, fieldSchema(field, prompts).optional()]));
}

function fieldSchema(field: Field, prompts: ReadonlySet<PromptId> | null): z.ZodType {
  if (field.is === 'number') return numberSchema(field);
  if (field.is === 'numbers') {
    const cure = `Give a list of ${field.unit}: [2, 5, 15], or [] for none.`;
    return z.array(numberSchema(field), { error: cure });
  }
  const phrase = phraseSchema(field.slots, prompts);
  if (field.is === 'phrase') return phrase;
  const cure = 'Give a list of phrases, each a list of prompts: [[hear.repeat.gas], [close.bye]].';
  return z.array(phrase, { error: cure }).min(1, { error: cure });
}

function phraseSchema(slots: readonly string[], prompts: ReadonlySet<PromptId> | null): z.ZodType {
  const cure = `Give a list of prompts: [greeting.hello, '{company}'].`;
  const part = z.string({ error: cure }).superRefine((spoken, ctx) => {
    const params = faultOf(spoken, slots, prompts);
    if (params !== null) ctx.addIssue({ code: 'custom', params: { ...params } });
  });
  return z.array(part, { error: cure }).min(1, { error: cure });
}

function numberSchema({ unit, min, max, whole }: NumberField | NumbersField): z.ZodType {
  const error = `Give ${whole ? 'a whole number of ' : ''}${unit} from ${min} to ${max}.`;
  const number = whole ? z.int({ error }) : z.number({ error });
  return number.min(min, { error }).max(max, { error });
}

function faultOf(
  spoken: string,
  slots: readonly string[],
  prompts: ReadonlySet<PromptId> | null,
): CustomProblem | null {
  if (slots.includes(spoken)) return null;
  if (ALL_SLOTS.includes(spoken)) {
    const cure = `Leave it out; what is known here: ${slots.join(', ')}.`;
    return { problem: 'SLOT_NOT_HERE', cause: `${spoken} is not known when this is spoken`, cure };
  }
  if (prompts === null || prompts.has(spoken)) return null;
  const meant = nearest(spoken, [...prompts, ...slots]);
  const cure =
    meant === undefined ? 'Take one of sounds/prompts.yaml, or add it there.' : `Did you mean ${meant}?`;
  return { problem: 'UNKNOWN_PROMPT', cause: `there is no prompt ${spoken}`, cure };
}
