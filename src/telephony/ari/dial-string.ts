import type { CallerId, DialTarget } from '../../core/commands.ts';
import { TelephonyError } from '../../engine/ports.ts';
import { plainLine } from '../../util/plain-text.ts';

/** Asterisk's endpoint for an agent or a customer. Throws TelephonyError REFUSED for anything that could mean more than one phone or
 * number: in dial strings `&` and `@` have a meaning. */
export function endpointOf(to: DialTarget, trunk: string): string {
  if ('agent' in to) {
    if (/^\d{1,20}$/.test(to.agent)) return `PJSIP/${to.agent}`;
    throw refused(`agent ${JSON.stringify(to.agent)}`, "Give an agent's number in digits only");
  }
  if (/^\+?\d{1,20}$/.test(to.customer)) return `PJSIP/${to.customer}@${trunk}`;
  throw refused(
    `number ${JSON.stringify(to.customer)}`,
    'Give the number in digits only, with or without a + before them',
  );
}

/** `"name" <number>` for Asterisk, without characters that would end the name or the header. */
export function callerIdOf({ name = '', number }: CallerId): string {
  const shown = plainLine(name)
    .replace(/[\ufffd"\\<>]/g, '')
    .slice(0, 60);
  return `"${shown}" <${number.replace(/[^\d+*#A-Za-z]/g, '')}>`;
}

function refused(what: string, cure: string): TelephonyError {
  return new TelephonyError('REFUSED', `The ${what} cannot be dialled`, cure);
}
