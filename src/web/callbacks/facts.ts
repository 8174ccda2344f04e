import { z } from 'zod';
import type { EventFact, Fact } from '../../core/facts.ts';
import { iso, time } from '../fields.ts';
import type { Shown } from '../ports.ts';

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Something that is known for good, as the API shows it: an event, or how a clause was kept. */
export const factSchema = z.object({
  at: time,
  what: z.string().describe('the name of the event, or the id of the clause'),
  by: z.string().nullable().describe('engine, caller, network, or an agent’s number'),
  call: z.string().nullable(),
  callback: z.string().nullable(),
  verdict: z.enum(['kept', 'broken']).nullable().describe('of a clause'),
  note: z.string().nullable(),
  detail: z.record(z.string(), value),
});

export type FactAnswer = z.infer<typeof factSchema>;

/** The engine's times are UTC ms, by names that end so; everybody else's are ISO 8601. */
function timesRead(detail: NonNullable<EventFact['detail']>): NonNullable<EventFact['detail']> {
  const entries = Object.entries(detail).map(([key, of]) => [
    key,
    key.endsWith('At') && typeof of === 'number' ? iso(of) : of,
  ]);
  return Object.fromEntries(entries);
}

export function factAnswer(fact: Fact, shown: Shown): FactAnswer {
  const { by } = fact;
  const common = {
    at: iso(fact.at.wall),
    by: by === undefined ? null : typeof by === 'string' ? by : by.agent,
    call: fact.call ?? null,
    callback: fact.callback ?? null,
  };
  if (fact.kind === 'event') {
    return {
      ...{ ...common, what: fact.name, verdict: null, note: null },
      detail: shown.data(timesRead(fact.detail ?? {})),
    };
  }
  const { clause, verdict, note, measured } = fact;
  const { note: said } = shown.data({ note: note ?? null });
  return { ...common, what: clause, verdict, note: said, detail: { ...measured } };
}
