/** A number that a caller left with Asterisk while no engine ran (callback.unanswered). */
export interface OfflineNumber {
  /** As the caller dialled it. */
  readonly line: string;
  /** The number for the callback, as the caller's network or the caller's keys gave it. */
  readonly number: string;
  /** The caller's own number, as the network gave it; empty where it was withheld. */
  readonly own: string;
  /** UTC ms. */
  readonly at: number;
}

/** `LINE|NUMBER|CALLER'S OWN|SECONDS SINCE 1970`; the caller's own number may be withheld. */
const WRITTEN = /^(\+?\d{1,20})\|(\+?\d{5,20})\|(\+?\d{0,20})\|(\d{1,12})$/;
/** A clock that differs by more than this is not usable. */
const BELIEVED_MS = 90 * 86_400_000;

/** Parses the dialplan's entry; null if the dialplan did not write it. `wall`: now, UTC ms. */
export function readOfflineNumber(text: string, wall: number): OfflineNumber | null {
  const [, line, number, own = '', seconds] = WRITTEN.exec(text) ?? [];
  if (line === undefined || number === undefined) return null;
  const at = Number(seconds) * 1000;
  const believed = at <= wall && at >= wall - BELIEVED_MS;
  return { line, number, own, at: believed ? at : wall };
}
