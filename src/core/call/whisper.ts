import type { PromptId } from '../ids.ts';
import type { CallbackKind } from '../model/callback.ts';
import { spokenDigits } from '../prompts/speak.ts';
import type { CallState } from './state.ts';

/** The reason for the callback. */
const WHY: Readonly<Record<CallbackKind, PromptId>> = {
  queue: 'whisper.kind.queue',
  promised: 'whisper.kind.promised',
  appointment: 'whisper.kind.appointment',
  abandoned: 'whisper.kind.abandoned',
  dropped: 'whisper.kind.dropped',
  afterHours: 'whisper.kind.after_hours',
  oneWay: 'whisper.kind.one_way',
  complaint: 'whisper.kind.complaint',
  supervisor: 'whisper.kind.supervisor',
  suggestion: 'whisper.kind.suggestion',
  interim: 'whisper.kind.interim',
  followUp: 'whisper.kind.follow_up',
  away: 'whisper.kind.away',
  requested: 'whisper.kind.requested',
  programme: 'whisper.kind.programme',
  satisfaction: 'whisper.kind.satisfaction',
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The shortest ages of a promise to announce, the longest first: the agent need not hear the age to the minute. */
const SINCE: readonly (readonly [number, PromptId])[] = [
  ...[7, 3, 2, 1].map((n) => [n * DAY, `whisper.since.${n}d`] as const),
  ...[12, 8, 6, 4, 3, 2, 1].map((n) => [n * HOUR, `whisper.since.${n}h`] as const),
  ...[45, 30, 20, 15, 10, 5, 2].map((n) => [n * MINUTE, `whisper.since.${n}m`] as const),
];

/** The prompts that the agent hears before the engine dials the customer: the reason, the customer, the age of the promise
 * (if it is minutes), the number of the attempt. */
export function whisperOf({ callback, customer }: CallState, wall: number): PromptId[] {
  if (!callback) return [];
  const since = SINCE.find(([ms]) => wall - callback.since >= ms);
  return [
    WHY[callback.kind],
    ...spokenDigits(customer.dialled),
    ...(since ? [since[1]] : []),
    'whisper.attempt',
    ...spokenDigits(String(callback.attempt)),
    // callback.interim: only the agent knows whether there is a result by now
    ...(callback.kind === 'interim' ? ['whisper.result_key'] : []),
  ];
}
