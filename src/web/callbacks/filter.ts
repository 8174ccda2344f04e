import { z } from 'zod';
import { STATES } from '../../core/callback/table.ts';
import type { CallbackFilter, CallbackQuery, CallbackStanding } from '../../engine/callback-query.ts';
import { listOf, time } from '../fields.ts';
import { ApiError } from '../problem.ts';
import { KINDS } from './answer.ts';

/** What may be asked for as a status: `open` stands for those that have no outcome yet. */
export const WANTED_STATUSES = ['open', ...STATES, 'overdue', 'atRisk'] as const;
export const SORTS = ['due', 'deadline', 'promised', 'place'] as const;

const OPEN: readonly CallbackStanding[] = ['scheduled', 'due', 'attempting', 'blocked'];

/** The filters, as they stand in an address. */
export const filterFields = {
  status: listOf(WANTED_STATUSES)
    .optional()
    .describe(`any of these, with commas between: ${WANTED_STATUSES.join(', ')}; all where none is given`),
  kind: listOf(KINDS)
    .optional()
    .describe(`any of these, with commas between: ${KINDS.join(', ')}`),
  line: z.string().max(15).optional(),
  agent: z.string().max(15).optional().describe('assigned agent, or the agent of the last attempt'),
  number: z.string().max(60).optional().describe('the complete number: E.164, or as dialled'),
  dueFrom: time.optional().describe('next try at this time or later'),
  dueBefore: time.optional().describe('next try before this time'),
  text: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('text in the id, the name, the question or the person who requested it'),
};

const filter = z.strictObject(filterFields);

/** How a list is in order: `-due` is due, the latest first. */
export const sortField = z
  .string()
  .regex(new RegExp(`^-?(${SORTS.join('|')})$`), `one of ${SORTS.join(', ')}, or with - before it`)
  .default('due')
  .describe(`${SORTS.join(', ')}: the earliest first; with - before it the latest`);

/** What is looked for in the store. `numberOf`: E.164 of what was typed, or null. */
export function filterOf(
  asked: z.output<typeof filter>,
  now: number,
  numberOf: (raw: string) => string | null,
): CallbackFilter {
  const { status, kind, line, agent, number, dueFrom, dueBefore, text } = asked;
  const standings = status?.flatMap((one) => (one === 'open' ? OPEN : [one]));
  return {
    now,
    ...(standings ? { standings } : {}),
    ...(kind ? { kinds: kind } : {}),
    ...(line === undefined ? {} : { line }),
    ...(agent === undefined ? {} : { agent }),
    ...(number === undefined ? {} : { number: numberOf(number) ?? number }),
    ...(dueFrom === undefined ? {} : { dueFrom: Date.parse(dueFrom) }),
    ...(dueBefore === undefined ? {} : { dueBefore: Date.parse(dueBefore) }),
    ...(text === undefined ? {} : { text }),
  };
}

export function sortOf(text: string): NonNullable<CallbackQuery['sort']> {
  const by = SORTS.find((one) => text.endsWith(one)) ?? 'due';
  return { by, descending: text.startsWith('-') };
}

/** Where the list goes on, as `next` of the page before has it.
 * @throws ApiError API_BAD_REQUEST */
export function cursorOf(text: string): NonNullable<CallbackQuery['after']> {
  const [, value, id] = /^(-?\d{1,15})_(.{1,80})$/.exec(text) ?? [];
  if (value !== undefined && id !== undefined) return { value: Number(value), id };
  const cure = 'Send `next` of the page before, with the same filters and order.';
  throw new ApiError('API_BAD_REQUEST', 400, 'after: this is not the `next` of a page', cure);
}
