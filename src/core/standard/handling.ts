import type { Handling } from './standard.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** What holds where a standard says nothing: mainland China's ring cadence, and values that suit a small service desk. */
export const MAINLAND_HANDLING: Handling = {
  ringOnMs: 1 * SECOND,
  ringOffMs: 4 * SECOND,
  answerMarginMs: 700,
  ringsWithoutLimit: 4,
  agentRingMs: 5 * SECOND,
  agentRingQueuedMs: 15 * SECOND,
  passOverMs: 30 * SECOND,
  reminderMarginMs: 300,
  goodbyeSilenceMs: 8 * SECOND,
  abandonAfterMs: 5 * SECOND,
  keyTimeoutMs: 8 * SECOND,
  retryMs: [2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE],
  maxAttempts: 5,
  customerRingMs: 30 * SECOND,
};
