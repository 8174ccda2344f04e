import { z } from 'zod';
import { kindNames } from '../../core/callback/kinds.ts';
import type { CallbackState } from '../../core/callback/state.ts';
import { isOpen } from '../../core/callback/state.ts';
import { STATES } from '../../core/callback/table.ts';
import { LANGUAGES } from '../../core/ids.ts';
import type { DialRule } from '../../core/model/callback.ts';
import type { CustomerHours } from '../../core/model/customer.ts';
import { isAtRisk, isOverdue } from '../../core/reports/callback-counts.ts';
import { iso, isoOrNull, time } from '../fields.ts';
import type { Shown } from '../ports.ts';

/** Every kind, in the order of the documents. */
export const KINDS = kindNames();

const ofDay = z.string().describe('HH:MM in the line’s time zone');

const attempt = z.object({
  call: z.string().describe('GET /v1/callbacks/{id} and sansheng calls show know it'),
  agent: z.string().nullable(),
  at: time,
  outcome: z.string().nullable().describe('null: it is under way'),
});

/** A callback as the API shows it. */
export const callbackSchema = z.object({
  id: z.string(),
  revision: z.int().describe('grows with each change; an order names the one that was looked at'),
  kind: z.enum(KINDS),
  status: z.enum(STATES),
  open: z.boolean().describe('it has no outcome yet'),
  overdue: z.boolean().describe('open, and past its deadline'),
  atRisk: z.boolean().describe('open, and the engine has said that its deadline is likely to be missed'),
  number: z.string().describe('E.164; of an operator’s view the first digits and the last two'),
  dialled: z.string().describe('as the network or the caller’s keys gave it'),
  line: z.string(),
  standard: z.string(),
  language: z.enum(LANGUAGES as ['zh', 'yue', 'en']),
  name: z.string().nullable(),
  about: z.string().nullable(),
  requestedBy: z.string().nullable().describe('who asked for it, where it was no caller'),
  hours: z.object({ from: ofDay, to: ofDay }).nullable().describe('when the customer wants to be called'),
  wants: z
    .object({ role: z.string(), language: z.string() })
    .nullable()
    .describe('who is asked for, where that is not just any agent'),
  programme: z.object({ programme: z.string(), row: z.int() }).nullable(),
  call: z.string().nullable().describe('the call that it came from'),
  agent: z.string().nullable().describe('who promised it, or is asked for: gets it first'),
  assigned: z.string().nullable().describe('by an operator: nobody else gets it, unless it is at risk'),
  reserved: z.boolean().describe('others get it only where that agent is not there'),
  priority: z.boolean(),
  place: time.describe('since when the customer has waited: the place in the queue'),
  promisedAt: time,
  dueAt: time.describe('the next try'),
  deadlineAt: time.describe('by then the customer must have had news'),
  agreedAt: time.nullable().describe('the time agreed upon with the customer'),
  satisfied: z.boolean().nullable().describe('whether the solution satisfied, as the customer said by key'),
  late: z.boolean().describe('it is on record that a deadline has passed'),
  heldBy: z.string().nullable().describe('the rule that holds it back, or by which it failed'),
  ended: z
    .object({ at: time, by: z.string().nullable(), why: z.string().nullable() })
    .nullable()
    .describe(
      'by: the operator, where it was no talk; why: in that person’s words, or notReached, invalidNumber, notAllowed',
    ),
  attempts: z.array(attempt),
});

export type CallbackAnswer = z.infer<typeof callbackSchema>;

/** @param now UTC ms */
export function callbackAnswer(state: CallbackState, now: number, shown: Shown): CallbackAnswer {
  const open = isOpen(state);
  const { id, revision, kind, line, standard, language, reserved, late, status } = state;
  const texts = shown.data({ name: state.name ?? null, about: state.about ?? null, ...endOf(status) });
  return {
    ...{ id, revision, kind, status: status.is, open },
    overdue: isOverdue(state, now),
    atRisk: isAtRisk(state, now),
    number: shown.number(state.number),
    dialled: shown.number(state.dialled),
    ...{ line, standard, language, name: texts.name, about: texts.about },
    requestedBy: state.by ?? null,
    hours: state.hours ? hoursText(state.hours) : null,
    wants: state.wants ? { role: state.wants.role, language: state.wants.language } : null,
    programme: state.programme ? { programme: state.programme.programme, row: state.programme.row } : null,
    call: state.from,
    agent: state.agent ?? null,
    assigned: state.assigned ?? null,
    ...{ reserved, priority: state.priority === true },
    place: iso(state.place),
    promisedAt: iso(state.promisedAt),
    dueAt: iso(state.dueAt),
    deadlineAt: iso(state.deadlineAt),
    agreedAt: isoOrNull(state.agreedAt),
    satisfied: state.satisfied ?? null,
    late,
    heldBy: ruleOf(status),
    ended: texts.ended,
    attempts: state.attempts.map(({ call, agent, at, outcome }) => ({
      ...{ call, agent: agent ?? null, at: iso(at), outcome: outcome ?? null },
    })),
  };
}

function endOf(status: CallbackState['status']): Pick<CallbackAnswer, 'ended'> {
  if (!('at' in status)) return { ended: null };
  const by = 'by' in status ? (status.by ?? null) : null;
  return { ended: { at: iso(status.at), by, why: status.why ?? null } };
}

function ruleOf(status: CallbackState['status']): DialRule | null {
  if (status.is === 'blocked') return status.why;
  return status.is === 'failed' ? (status.rule ?? null) : null;
}

function hoursText({ from, to }: CustomerHours): { from: string; to: string } {
  const text = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return { from: text(from), to: text(to) };
}
