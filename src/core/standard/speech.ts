import type { AsksFirst, Standard } from './standard.ts';

/** Whether a clause of the standard needs to know when this party of a call speaks. To listen to a leg costs Asterisk a good part of what
 * the leg costs at all, so it is told to only where this says so: an agent from the dial on, a customer once the two are connected. */
export function isListenedTo(
  party: 'customer' | 'agent',
  { clauses }: Pick<Standard, 'clauses'>,
  direction: 'in' | 'out' | 'alert',
): boolean {
  if (direction === 'alert') return false;
  // callback.opening, callback.programme, callback.follow_up: a dialogue with the customer, which the agent's first word takes over
  const opening = clauses['callback.opening']?.steps ?? [];
  const isDialogue =
    opening.length > 1 || Boolean(clauses['callback.programme'] ?? clauses['callback.follow_up']);
  const both =
    clauses['hear.interrupt'] !== undefined ||
    // the agent's word leaves the answer to the agent
    asks(clauses['hold.promise']) ||
    (direction === 'out' && isDialogue);
  if (party === 'agent' || both) return both;
  const silence = clauses['hear.silent'] ?? clauses['hear.noresponse'];
  const question = asks(clauses['hold.announce']) || asks(clauses['hold.return']);
  const more =
    clauses['close.anything'] ??
    clauses['callback.number']?.sayAsk ??
    clauses['people.supervisor']?.answerMs ??
    clauses['people.complaint']?.answerMs ??
    undefined;
  return silence !== undefined || question || more !== undefined;
}

function asks(clause: AsksFirst | undefined): boolean {
  return (clause?.sayAsk ?? []).length > 0;
}
