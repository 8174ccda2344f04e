import { involvesCustomer } from '../callback/callback-end.ts';
import type { CallbackState } from '../callback/state.ts';
import { isOpen } from '../callback/state.ts';
import type { Fact } from '../facts.ts';
import type { Rules } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import type { Selection } from './selection.ts';
import { isRowDone, type ProgrammeState, type RowCall, type RowState, type Skipped } from './state.ts';

/** The result of a row's step: its new state and facts. */
export interface RowStep {
  readonly row: RowState;
  readonly facts: readonly Fact[];
}

const DAY_MS = 86_400_000;

/** Its day has come: the engine has to call it by the end of the day, `by`, and not before `from`; UTC ms. */
export function released(row: RowState, from: number, by: number): RowState {
  return { ...row, status: { is: 'due', from, by } };
}

/** The engine did not call it, for this reason. `endOfDay`: UTC ms of the end of that moment's day. */
export function notCalled(
  row: RowState,
  selection: Exclude<Selection, { is: 'call' }>,
  at: Timestamp,
  rules: Rules,
  endOfDay: (wall: number) => number,
): RowStep {
  const { status } = row;
  if (status.is !== 'due') return { row, facts: [] };
  if (selection.is === 'skip') return skipped(row, selection.why, at, rules);
  const { why } = selection;
  if (selection.is === 'putOff') {
    const putOff = event(row, at, { is: 'putOff', why });
    return { row: { ...row, status: { is: 'waiting', until: selection.until, why } }, facts: [putOff] };
  }
  // the line may not call before: the row's day is the first on which it may
  const by = status.by === null ? null : Math.max(status.by, endOfDay(selection.from));
  return { row: { ...row, status: { is: 'due', from: selection.from, by, why } }, facts: [] };
}

/** callback.programme: the engine does not call a customer who does not want it, which keeps the clause; nor one whom a rule
 * forbids. */
function skipped(row: RowState, why: Skipped, at: Timestamp, rules: Rules): RowStep {
  const by = 'by' in row.status ? row.status.by : null;
  const wished = why === 'never' || why === 'frequency' || why === 'hours';
  const kept = wished && by !== null ? judge(row, at, rules, 'kept', NOTES[why]) : [];
  const next: RowState = { ...row, status: { is: 'skipped', at: at.wall, why } };
  return { row: next, facts: [...kept, event(row, at, { is: 'skipped', why })] };
}

const NOTES = {
  never: 'the customer does not want to be called',
  frequency: 'the customer has been called already, as often as is wished',
  hours: 'nobody may be called at the hours that the customer wishes',
} as const;

/** An agent is free for the row, and it gets a callback. */
export function called(row: RowState, callback: string): RowState {
  const by = 'by' in row.status ? row.status.by : null;
  return { ...row, status: { is: 'calling', callback, by } };
}

/** callback.programme: its callback has changed: the engine called the customer, or the callback is over and the row has its
 * outcome. */
export function callbackChanged(
  row: RowState,
  callback: CallbackState,
  programme: ProgrammeState,
  at: Timestamp,
  rules: Rules,
): RowStep {
  const { status } = row;
  if (status.is !== 'calling' || status.callback !== callback.id) return { row, facts: [] };
  const calledAt = firstCall(callback, at);
  const judged = status.by !== null && calledAt !== null;
  const verdict = judged && status.by !== null && calledAt <= status.by ? 'kept' : 'broken';
  const facts = judged ? judge(row, at, rules, verdict) : [];
  const next: RowState = judged ? { ...row, status: { ...status, by: null } } : row;
  if (isOpen(callback)) return { row: next, facts };
  const over = ended(next, callback, programme, at);
  const { is } = over.status;
  return { row: over, facts: [...facts, event(row, at, { is, attempts: callback.attempts.length })] };
}

/** UTC ms of the first dial to the customer, or of a talk without one; null: not yet. */
function firstCall({ attempts, status }: CallbackState, at: Timestamp): number | null {
  const dialled = attempts.find((one) => one.outcome !== undefined && involvesCustomer(one));
  if (dialled) return dialled.at;
  return status.is === 'settled' ? at.wall : null;
}

function ended(row: RowState, callback: CallbackState, programme: ProgrammeState, at: Timestamp): RowState {
  const { status, attempts } = callback;
  const last = attempts.at(-1);
  const call: RowCall = {
    callback: callback.id,
    at: at.wall,
    outcome: status.is,
    attempts: attempts.length,
    ...(last?.agent ? { agent: last.agent } : {}),
    ...(last?.outcome ? { last: last.outcome } : {}),
  };
  const next = { ...row, calls: [...row.calls, call] };
  if (status.is === 'settled' && row.visit === 1 && programme.secondAfterDays !== null) {
    const dueAt = at.wall + programme.secondAfterDays * DAY_MS;
    return { ...next, visit: 2, dueAt, status: { is: 'waiting', until: dueAt } };
  }
  if (status.is === 'failed' && status.why === 'notAllowed') {
    return { ...next, status: { is: 'skipped', at: at.wall, why: status.rule ?? 'noNumber' } };
  }
  const is = status.is === 'settled' || status.is === 'cancelled' ? status.is : 'notReached';
  return { ...next, status: { is, at: at.wall } };
}

/** callback.programme: its day has passed without a call. If a call began in time, the verdict waits for its end. */
export function dayPassed(
  row: RowState,
  callback: CallbackState | undefined,
  at: Timestamp,
  rules: Rules,
  why?: string,
): RowStep {
  const { status } = row;
  if (!('by' in status) || status.by === null || at.wall <= status.by) return { row, facts: [] };
  if (callback?.status.is === 'attempting') return { row, facts: [] };
  return { row: { ...row, status: { ...status, by: null } }, facts: judge(row, at, rules, 'broken', why) };
}

/** Somebody has cancelled the programme: the engine calls no further customers. A current call goes on. */
export function cancelled(row: RowState, at: Timestamp): RowStep {
  if (isRowDone(row) || row.status.is === 'calling') return { row, facts: [] };
  return {
    row: { ...row, status: { is: 'cancelled', at: at.wall } },
    facts: [event(row, at, { is: 'cancelled' })],
  };
}

function judge(
  row: RowState,
  at: Timestamp,
  rules: Rules,
  verdict: 'kept' | 'broken',
  note?: string,
): Fact[] {
  if (!rules.standard.clauses['callback.programme']) return [];
  const callback = row.status.is === 'calling' ? { callback: row.status.callback } : {};
  const said = note === undefined ? {} : { note };
  return [{ kind: 'clause', clause: 'callback.programme', verdict, at, by: 'engine', ...callback, ...said }];
}

function event(row: RowState, at: Timestamp, detail: Readonly<Record<string, string | number>>): Fact {
  const { programme, row: number, status } = row;
  const callback = status.is === 'calling' ? { callback: status.callback } : {};
  const what = { programme, row: number, ...detail };
  return { kind: 'event', name: 'programmeRow', at, by: 'engine', ...callback, detail: what };
}
