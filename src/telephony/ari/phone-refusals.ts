import type { HangupCause, PhoneRefusal } from '../../core/legs.ts';

/** What is known about a leg that has ended. */
interface EndedLeg {
  readonly dialled: boolean;
  readonly toCustomer: boolean;
  readonly rang: boolean;
  readonly answered: boolean;
  readonly forwarded: boolean;
  readonly hangUp: { readonly sipStatus: number | undefined } | undefined;
}

/** SIP: not acceptable here, not acceptable anywhere. */
const NO_SOUND: readonly number[] = [488, 606];
/** SIP: temporarily unavailable, busy here, busy everywhere, decline. */
const NOT_NOW: readonly number[] = [480, 486, 600, 603];

/** Why an agent's phone has not even rung; undefined where it has, or where nobody knows. */
export function phoneRefusal(
  { dialled, toCustomer, answered, rang, forwarded, hangUp }: EndedLeg,
  how: HangupCause,
): PhoneRefusal | undefined {
  if (!dialled || toCustomer || answered || rang) return undefined;
  const status = hangUp?.sipStatus ?? 0;
  if (forwarded || (status >= 300 && status < 400)) return 'forwards';
  if (NO_SOUND.includes(status)) return 'noSound';
  if (NOT_NOW.includes(status)) return 'doNotDisturb';
  return status === 0 && how === 'unreachable' ? 'noReply' : undefined;
}
