import type { Handling, Standard } from './standard.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The defaults where a standard sets no value: mainland China's ring cadence, and values that suit a small service centre. */
export const MAINLAND_HANDLING: Handling = {
  ringOnMs: 1 * SECOND,
  ringOffMs: 4 * SECOND,
  answerMarginMs: 700,
  ringsWithoutLimit: 4,
  agentRingMs: 5 * SECOND,
  agentRingQueuedMs: 15 * SECOND,
  languageWaitMs: 2 * MINUTE,
  passOverMs: 30 * SECOND,
  reminderMarginMs: 300,
  goodbyeSilenceMs: 8 * SECOND,
  abandonAfterMs: 5 * SECOND,
  keyTimeoutMs: 8 * SECOND,
  retryBusyMs: [2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE],
  retryNoAnswerMs: [10 * MINUTE, HOUR, 4 * HOUR, 24 * HOUR],
  retryRefusedMs: [20 * MINUTE, 4 * HOUR],
  retryUnreachableMs: [2 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR],
  retryInvalidNumberMs: [10 * MINUTE],
  retryCongestedMs: [1 * MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE],
  retryMachineMs: [20 * MINUTE, 2 * HOUR, 24 * HOUR],
  retryLostMs: [1 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE],
  ownAgentMs: 1 * MINUTE,
  maxAttempts: 5,
  customerRingMs: 30 * SECOND,
};

/** The standard with every operating value: a text that a call began with may be older than some of them. */
export function withHandling(standard: Standard): Standard {
  return { ...standard, handling: { ...MAINLAND_HANDLING, ...standard.handling } };
}
