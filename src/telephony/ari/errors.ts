import type { LegId } from '../../core/ids.ts';
import { TelephonyError } from '../../engine/ports.ts';
import { messageOf, reasonOf } from '../../util/errors.ts';

/** Why Asterisk did not do something, in its own words: of the answer, or of ari-client's error, whose message the answer is. The words
 * say more than the HTTP status. */
export function asteriskReason(error: unknown): string {
  const text = messageOf(error);
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null) return text;
    if ('message' in body && typeof body.message === 'string') return body.message;
    if ('error' in body && typeof body.error === 'string') return body.error;
    return text;
  } catch (fault) {
    if (fault instanceof SyntaxError) return text;
    throw fault;
  }
}

/** The error that stands for Asterisk's refusal of `what`, an operation's name. */
export function refusal(what: string, words: string): TelephonyError {
  const message = `Asterisk refused ${what}: ${words}`;
  if (/^Channel not found/.test(words)) {
    return new TelephonyError('LEG_GONE', message, 'Do nothing: the party has hung up');
  }
  // what has been destroyed, and is still being taken apart, is no bridge of the application's any more
  if (/ not found|^Bridge not in Stasis/.test(words)) {
    return new TelephonyError('NOT_FOUND', message, 'Do nothing: it has ended');
  }
  const cure = "Look into Asterisk's log at this time; compare its modules with dialplan/modules.conf";
  return new TelephonyError('REFUSED', message, cure);
}

/** Whether the request failed because its leg, bridge or playback has ended. */
export function isGone(error: unknown): boolean {
  if (!(error instanceof TelephonyError)) return false;
  return error.code === 'LEG_GONE' || error.code === 'NOT_FOUND';
}

export function badCredentials(url: string, user: string): TelephonyError {
  return new TelephonyError(
    'BAD_CREDENTIALS',
    `Asterisk at ${url} does not accept the ARI user ${user} with this password`,
    `Compare the ARI password in the configuration with that of [${user}] in Asterisk's ari.conf`,
  );
}

export function unreachable(url: string, why: string): TelephonyError {
  return new TelephonyError(
    'UNREACHABLE',
    `No Asterisk answers ARI requests at ${url}: ${why}`,
    "See whether Asterisk runs and whether this is the address and port in its http.conf; ari.conf must say 'enabled = yes'",
  );
}

/** A request for `what` that was never sent, for there was no connection. */
export function notReached(what: string, error: Error): TelephonyError {
  const cure =
    'Wait if Asterisk is being restarted; otherwise see whether it runs, and serves HTTP at this address';
  return new TelephonyError(
    'UNREACHABLE',
    `Asterisk could not be reached for ${what}: ${reasonOf(error)}`,
    cure,
  );
}

/** Waits for a request that ends something; that it has ended already is no error. */
export async function unlessGone(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** Whether Asterisk refused a request in these words. */
export function isRefusal(error: unknown, words: RegExp): boolean {
  return error instanceof TelephonyError && error.code === 'REFUSED' && words.test(error.message);
}

export function legGone(leg: LegId): TelephonyError {
  return new TelephonyError('LEG_GONE', `Leg ${leg} has ended`, 'Do nothing: the party has hung up');
}

export function idInUse(what: string): TelephonyError {
  return new TelephonyError('REFUSED', `There is a ${what} already`, 'Use a new id');
}
