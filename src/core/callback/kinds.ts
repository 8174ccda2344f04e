import type { CallbackKind } from '../model/callback.ts';
import type { ClauseId } from '../standard/standard.ts';

/** The rules for one kind of callback. */
export interface KindRule {
  /** The first due time, if nobody has named a time: at once, or when news is due (callback.interim). */
  readonly firstDue: 'now' | 'news';
  /** The customer knows the named time: it is an appointment, and does not move (callback.appointment). */
  readonly told: boolean;
  /** The act that keeps the promise: the talk itself, or only a result that an agent states. */
  readonly settledBy: 'talk' | 'result';
  /** The source of the callback. The engine blocks many callbacks of one caller for a check (callback.purpose), but not
   * those of an agent or a list. */
  readonly by: 'caller' | 'company';
  /** The clause that requires it; null: none, only the person who made it. */
  readonly clause: ClauseId | 'callback.programme' | null;
}

const WISH = { firstDue: 'now', told: false, settledBy: 'talk', by: 'caller' } as const;
const RESULT = { ...WISH, settledBy: 'result' } as const;
const OURS = { ...WISH, by: 'company' } as const;

export const KIND_RULES: Readonly<Record<CallbackKind, KindRule>> = {
  queue: { ...WISH, clause: 'hold.limit' },
  promised: { ...OURS, firstDue: 'news', told: true, settledBy: 'result', clause: 'callback.interim' },
  appointment: { ...RESULT, by: 'company', told: true, clause: 'callback.appointment' },
  abandoned: { ...WISH, clause: 'callback.unanswered' },
  dropped: { ...WISH, clause: 'callback.dropped' },
  afterHours: { ...WISH, clause: 'callback.unanswered' },
  oneWay: { ...WISH, clause: 'hear.oneway' },
  complaint: { ...RESULT, clause: 'people.complaint' },
  supervisor: { ...RESULT, clause: 'people.supervisor' },
  suggestion: { ...WISH, clause: 'people.suggestion' },
  interim: { ...OURS, clause: 'callback.interim' },
  followUp: { ...OURS, clause: null },
  away: { ...WISH, clause: 'callback.unanswered' },
  requested: { ...WISH, clause: null },
  programme: { ...OURS, clause: 'callback.programme' },
  satisfaction: { ...OURS, clause: 'callback.follow_up' },
};

/** Only a stated result keeps these; the talk itself keeps the others. */
export function needsResult(kind: CallbackKind): boolean {
  return KIND_RULES[kind].settledBy === 'result';
}

/** All kinds, in the order of the table. */
export function kindNames(): readonly CallbackKind[] {
  return Object.keys(KIND_RULES) as CallbackKind[];
}
