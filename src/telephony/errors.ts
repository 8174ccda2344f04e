import { TelephonyError } from '../engine/ports.ts';

/** The link by `protocol` is down. */
export function linkDown(protocol: 'ARI' | 'AMI', cause: string): TelephonyError {
  return new TelephonyError(
    'LINK_DOWN',
    `There is no ${protocol} link to Asterisk: ${cause}`,
    'Wait if Asterisk is being restarted: the engine connects again by itself. Otherwise see whether Asterisk runs',
  );
}

/** Asterisk has not answered `what`. */
export function timedOut(what: string, ms: number): TelephonyError {
  return new TelephonyError(
    'TIMED_OUT',
    `Asterisk did not answer ${what} within ${ms / 1000} s`,
    'See whether the machine is overloaded or Asterisk hangs',
  );
}
