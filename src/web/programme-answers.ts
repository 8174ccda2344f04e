import { z } from 'zod';
import type { RowState } from '../core/programme/state.ts';
import type { ProgrammeView } from '../engine/programme-commands.ts';
import { iso } from './fields.ts';
import type { Shown } from './ports.ts';

const time = z.iso.datetime();

export const programmeAnswer = z.object({
  id: z.string(),
  name: z.string(),
  template: z.string(),
  line: z.string(),
  schedule: z.string().nullable(),
  everyDays: z.int(),
  secondAfterDays: z.int().nullable(),
  by: z.string(),
  madeAt: time,
  nextRoundAt: time.nullable(),
  status: z.string().describe('running, paused, finished or cancelled'),
  total: z.int(),
  done: z.int().describe('rows that have their outcome'),
  rows: z
    .record(z.string(), z.int())
    .describe('how many are waiting, due, calling, settled, notReached, skipped, cancelled'),
});
export type ProgrammeAnswer = z.infer<typeof programmeAnswer>;

export const rowAnswer = z.object({
  row: z.int(),
  number: z.string(),
  name: z.string().nullable(),
  about: z.string().nullable(),
  status: z.string(),
  why: z.string().nullable(),
  visit: z.int(),
  /** When it is to be called next, or was done. */
  at: time.nullable(),
  attempts: z.int(),
  last: z.string().nullable().describe('how the last attempt went'),
  agent: z.string().nullable(),
  callbacks: z.array(z.string()),
});
export type RowAnswer = z.infer<typeof rowAnswer>;

const OPEN = ['waiting', 'due', 'calling'];

/** A programme as it is sent. */
export function viewOf({ state, counts }: ProgrammeView): ProgrammeAnswer {
  const { standard: _standard, language: _language, status, madeAt, nextRoundAt, ...same } = state;
  const total = counts.reduce((sum, { rows }) => sum + rows, 0);
  const open = counts.filter(({ is }) => OPEN.includes(is)).reduce((sum, { rows }) => sum + rows, 0);
  return {
    ...same,
    madeAt: iso(madeAt),
    nextRoundAt: nextRoundAt === null ? null : iso(nextRoundAt),
    status: status.is,
    total,
    done: total - open,
    rows: Object.fromEntries(counts.map(({ is, rows }) => [is, rows])),
  };
}

/** A row as it is sent. */
export function rowOf({ row, number, name, about, status, visit, calls }: RowState, shown: Shown): RowAnswer {
  const last = calls.at(-1);
  return {
    row,
    number: shown.number(number),
    ...shown.data({ name: name ?? null, about: about ?? null }),
    status: status.is,
    why: 'why' in status ? (status.why ?? null) : null,
    visit,
    at: timeOf(status),
    attempts: calls.reduce((sum, { attempts }) => sum + attempts, 0),
    last: last?.last ?? null,
    agent: last?.agent ?? null,
    callbacks: calls.map(({ callback }) => callback),
  };
}

function timeOf(status: RowState['status']): string | null {
  if (status.is === 'waiting') return iso(status.until);
  if (status.is === 'due') return iso(status.from);
  return 'at' in status ? iso(status.at) : null;
}

/** Asks once for each day of a list: an answer takes longer than all else there is to do for a row. */
export function remembered(startOfDay: (day: string) => number): (day: string) => number {
  const known = new Map<string, number>();
  return (day) => {
    const start = known.get(day) ?? startOfDay(day);
    known.set(day, start);
    return start;
  };
}
