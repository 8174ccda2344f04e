import type { CallbackKind } from './state.ts';

/** What holds for a kind of callback, besides what holds for all. */
export interface KindRule {
  /** When it is first due, where nobody has named a time: at once, or when news is owed (callback.interim). */
  readonly firstDue: 'now' | 'news';
  /** The customer has been told the time that is named: it is an appointment, and does not move (callback.appointment). */
  readonly told: boolean;
  /** What keeps it: the talk itself, or only a result that an agent states. */
  readonly settledBy: 'talk' | 'result';
}

const WISH: KindRule = { firstDue: 'now', told: false, settledBy: 'talk' };
const RESULT: KindRule = { ...WISH, settledBy: 'result' };

export const KINDS: Readonly<Record<CallbackKind, KindRule>> = {
  queue: WISH,
  promised: { firstDue: 'news', told: true, settledBy: 'result' },
  appointment: { ...RESULT, told: true },
  abandoned: WISH,
  dropped: WISH,
  afterHours: WISH,
  oneWay: WISH,
  complaint: RESULT,
  supervisor: RESULT,
  suggestion: WISH,
  interim: WISH,
  followUp: WISH,
  away: WISH,
  requested: WISH,
  programme: WISH,
};

/** A stated result is what keeps these; the others are kept by the talk itself. */
export function needsResult(kind: CallbackKind): boolean {
  return KINDS[kind].settledBy === 'result';
}
