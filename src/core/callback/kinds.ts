import type { ClauseId } from '../standard/standard.ts';
import type { CallbackKind } from './state.ts';

/** What holds for a kind of callback, besides what holds for all. */
export interface KindRule {
  /** When it is first due, where nobody has named a time: at once, or when news is owed (callback.interim). */
  readonly firstDue: 'now' | 'news';
  /** The customer has been told the time that is named: it is an appointment, and does not move (callback.appointment). */
  readonly told: boolean;
  /** What keeps it: the talk itself, or only a result that an agent states. */
  readonly settledBy: 'talk' | 'result';
  /** Which clause asks for it; null: nobody but who made it. */
  readonly clause: ClauseId | 'callback.programme' | null;
}

const WISH = { firstDue: 'now', told: false, settledBy: 'talk' } as const;
const RESULT = { ...WISH, settledBy: 'result' } as const;

export const KINDS: Readonly<Record<CallbackKind, KindRule>> = {
  queue: { ...WISH, clause: 'hold.limit' },
  promised: { firstDue: 'news', told: true, settledBy: 'result', clause: 'callback.interim' },
  appointment: { ...RESULT, told: true, clause: 'callback.appointment' },
  abandoned: { ...WISH, clause: 'callback.unanswered' },
  dropped: { ...WISH, clause: 'callback.dropped' },
  afterHours: { ...WISH, clause: 'callback.unanswered' },
  oneWay: { ...WISH, clause: 'hear.oneway' },
  complaint: { ...RESULT, clause: 'people.complaint' },
  supervisor: { ...RESULT, clause: 'people.supervisor' },
  suggestion: { ...WISH, clause: 'people.suggestion' },
  interim: { ...WISH, clause: 'callback.interim' },
  followUp: { ...WISH, clause: null },
  away: { ...WISH, clause: 'callback.unanswered' },
  requested: { ...WISH, clause: null },
  programme: { ...WISH, clause: 'callback.programme' },
};

/** A stated result is what keeps these; the others are kept by the talk itself. */
export function needsResult(kind: CallbackKind): boolean {
  return KINDS[kind].settledBy === 'result';
}
