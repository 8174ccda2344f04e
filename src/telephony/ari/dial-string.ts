import type { CallerId } from '../../core/commands.ts';
import type { AgentId } from '../../core/ids.ts';
import { TelephonyError } from '../../engine/ports.ts';
import { cutText, plainLine } from '../../util/plain-text.ts';

/** Characters of a name that a phone is shown. */
const LONGEST_NAME = 60;

// Both throw TelephonyError REFUSED for anything that could mean more than one phone or number: in dial strings `&` and `@` have a meaning.

/** Asterisk's endpoint for an agent. */
export function agentEndpoint(agent: AgentId): string {
  if (/^\d{1,20}$/.test(agent)) return `PJSIP/${agent}`;
  throw refused(`agent ${JSON.stringify(agent)}`, "Give an agent's number in digits only");
}

/** Asterisk's endpoint for a customer, by a trunk. */
export function customerEndpoint(number: string, trunk: string): string {
  if (/^\+?\d{1,28}$/.test(number)) return `PJSIP/${number}@${trunk}`;
  const cure = 'Give the number in digits only, with or without a + before them';
  throw refused(`number ${JSON.stringify(number)}`, cure);
}

/** `"name" <number>` for Asterisk, without characters that would end the name or the header. */
export function callerIdOf({ name = '', number }: CallerId): string {
  const shown = cutText(plainLine(name).replace(/[\ufffd"\\<>]/g, ''), LONGEST_NAME);
  return `"${shown}" <${number.replace(/[^\d+*#A-Za-z]/g, '')}>`;
}

function refused(what: string, cure: string): TelephonyError {
  return new TelephonyError('REFUSED', `The ${what} cannot be dialled`, cure);
}
