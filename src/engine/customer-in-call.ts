import { TelephonyError } from './ports.ts';

/** So many digits at the end make a number the same, whatever is in front: the code of the country, a 0 for the trunk. */
const ALIKE = 7;

/** Resolves where none of the callers has that number. Rejects with TelephonyError NOT_DIALLED where one has, or where it cannot be
 * found out: the dialplan may have taken a caller while the engine was away or stood still, and the engine does not know. */
export async function unlessInCall(
  customer: string,
  callers: () => Promise<readonly string[]>,
): Promise<void> {
  const here = await callers().catch((error: unknown) => {
    if (error instanceof TelephonyError && error.code !== 'LINK_DOWN')
      throw notDialled(`it is not known whether the customer is in a call: ${error.message}`, error.cure);
    throw error;
  });
  if (here.some((from) => isSameNumber(from, customer)))
    throw notDialled('the customer is in a call', 'Do nothing: the customer is called later');
}

/** Whether two ways to write a number mean the same one, as far as one can tell. */
export function isSameNumber(one: string, other: string): boolean {
  const [a, b] = [significant(one), significant(other)];
  if (a.length < ALIKE || b.length < ALIKE) return a === b && a !== '';
  return a.endsWith(b) || b.endsWith(a);
}

function significant(number: string): string {
  return number.replace(/\D/g, '').replace(/^0+/, '');
}

export function notDialled(message: string, cure: string): TelephonyError {
  return new TelephonyError('NOT_DIALLED', message, cure);
}
