import type { StepDraft } from '../step-draft.ts';
import { requestByAgent } from './callback-requests.ts';

/** The key with which an agent states that all is done: `*31`. */
const SOLVED_KEY = '1';
const DAY_MS = 86_400_000;
/** Live callers and all other callbacks go first. */
const BEHIND_MS = 7 * DAY_MS;

/** The disposition of this name says that all is done. */
export function isSolved({ rules }: StepDraft, name: string): boolean {
  return name === rules.dispositions[SOLVED_KEY]?.name;
}

/** callback.follow_up: days after a solution the engine asks the customer whether it satisfied. A follow-up has none of its
 * own. There is one for each number and line: the engine joins a second one to it. */
export function requestFollowUp(d: StepDraft, wasFollowUp = false): void {
  const clause = d.rules.standard.clauses['callback.follow_up'];
  const { customer, disposition, lastAgent } = d.call;
  if (!clause || wasFollowUp || customer.number === null) return;
  if (disposition === null || !isSolved(d, disposition)) return;
  const dueAt = d.at.wall + clause.afterMs;
  requestByAgent(d, 'satisfaction', customer, {
    dueAt,
    place: dueAt + BEHIND_MS,
    withinMs: clause.afterMs + DAY_MS,
    ...(lastAgent === null ? {} : { agent: lastAgent }),
  });
}

/** callback.follow_up: a customer who talks with an agent again needs no call about the earlier solution. */
export function supersedeFollowUp(d: StepDraft): void {
  const { direction, customer, line, id } = d.call;
  if (direction !== 'in' || customer.number === null) return;
  if (!d.rules.standard.clauses['callback.follow_up']) return;
  d.tells.push({ to: 'openFollowUp', number: customer.number, line, call: id });
}
