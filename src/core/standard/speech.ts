import type { Standard } from './standard.ts';

/** Whether a clause of the standard needs to know in the whole of a talk when this party speaks: hear.interrupt of both,
 * hear.silent and hear.noresponse of the customer. What a clause asks now and then is not of this. */
export function isHeardInTalk(party: 'customer' | 'agent', { clauses }: Pick<Standard, 'clauses'>): boolean {
  if (clauses['hear.interrupt'] !== undefined) return true;
  return party === 'customer' && (clauses['hear.silent'] ?? clauses['hear.noresponse']) !== undefined;
}
