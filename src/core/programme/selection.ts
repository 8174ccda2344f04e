import { type NumberHistory, nextUncapped } from '../callback/dial-policy.ts';
import { type Rules, refuseListed } from '../rules.ts';
import type { CustomerFrequency, ProgrammeState, PutOff, RowState, Skipped } from './state.ts';
import { TEMPLATES } from './templates.ts';

const DAY_MS = 86_400_000;

/** The history of a row's customer: frequency and latest calls. */
export interface RowCustomer {
  readonly frequency: CustomerFrequency | undefined;
  /** UTC ms: the last call by any programme, or the last callback of the line that reached the customer; null: none known. */
  readonly calledAt: number | null;
  /** A callback for this number on the line is open. */
  readonly isCalled?: boolean;
  /** Absent: no rule that forbids the dial is known. */
  readonly history?: NumberHistory;
}

/** The decision on a due row while an agent is free. */
export type Selection =
  | { readonly is: 'call' }
  /** The same day, or when the line calls again: UTC ms. */
  | { readonly is: 'later'; readonly from: number; readonly why: PutOff }
  /** Until a later day, when the schedule releases it again. UTC ms. */
  | { readonly is: 'putOff'; readonly until: number; readonly why: PutOff }
  | { readonly is: 'skip'; readonly why: Skipped };

/** callback.programme: the customer's own frequency goes before the schedule. The engine calls nobody whom the line may not
 * call, or who does not want it. */
export function selectionOf(
  row: RowState,
  programme: ProgrammeState,
  { frequency, calledAt, history = {} }: RowCustomer,
  wall: number,
  rules: Rules,
): Selection {
  if (frequency?.never) return { is: 'skip', why: 'never' };
  const everyMs = (frequency?.everyDays ?? programme.everyDays) * DAY_MS;
  // a call of tomorrow was made by a clock that was ahead
  const until = calledAt === null ? wall : Math.min(calledAt, wall) + everyMs;
  if (until > wall) {
    const lapsed = until > row.dueAt + TEMPLATES[programme.template].lapseDays * DAY_MS;
    return lapsed ? { is: 'skip', why: 'frequency' } : { is: 'putOff', until, why: 'frequency' };
  }
  const { doNotCall } = history;
  const dialling = refuseListed(rules.mayDial(row.number, programme.line), () => doNotCall === true);
  // callback.purpose: the rules apply to a row, too
  if ('refused' in dialling) return { is: 'skip', why: dialling.refused };
  const uncapped = nextUncapped(history, wall);
  const from = rules.nextCallingTime(programme.line, uncapped, frequency?.hours ?? undefined);
  if (from === null) return { is: 'skip', why: 'hours' };
  return from > wall ? { is: 'later', from, why: uncapped > wall ? 'cap' : 'hours' } : { is: 'call' };
}
