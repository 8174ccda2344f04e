import type { PromptId } from '../ids.ts';
import type { CallbackKind } from '../model/callback.ts';
import { spokenDigits } from '../prompts/speak.ts';
import type { CallState } from './state.ts';

/** Why somebody is called back. */
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
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** So long ago at least, the longest first: the agent need not hear it to the minute. */
const SINCE: readonly (readonly [number, PromptId])[] = [
  ...[7, 3, 2, 1].map((n) => [n * DAY, `whisper.since.${n}d`] as const),
  ...[12, 8, 6, 4, 3, 2, 1].map((n) => [n * HOUR, `whisper.since.${n}h`] as const),
  ...[45, 30, 20, 15, 10, 5, 2].map((n) => [n * MINUTE, `whisper.since.${n}m`] as const),
];

/** What the agent hears before the customer is dialled: why, whom, since when (where that is minutes), which attempt. */
export function whisperOf({ callback, customer }: CallState, wall: number): PromptId[] {
  if (!callback) return [];
  const since = SINCE.find(([ms]) => wall - callback.since >= ms);
  return [
    WHY[callback.kind],
    ...spokenDigits(customer.dialled),
    ...(since ? [since[1]] : []),
    'whisper.attempt',
    ...spokenDigits(String(callback.attempt)),
  ];
}
