/** A number that a caller left with Asterisk while no engine ran (callback.unanswered). */
export interface OfflineNumber {
  /** As it was dialled. */
  readonly line: string;
  /** The one to be called back on, as the caller's network or the caller's keys gave it. */
  readonly number: string;
  /** UTC ms. */
  readonly at: number;
}

/** `LINE|NUMBER|CALLER'S OWN|SECONDS SINCE 1970`; the caller's own number may be withheld. */
const WRITTEN = /^(\+?\d{1,20})\|(\+?\d{5,20})\|(?:\+?\d{0,20})\|(\d{1,12})$/;
/** A clock that is so far off says nothing. */
const BELIEVED_MS = 90 * 86_400_000;

/** What the dialplan has written down, or null where it was not the dialplan. `wall`: now, UTC ms. */
export function readOfflineNumber(text: string, wall: number): OfflineNumber | null {
  const [, line, number, seconds] = WRITTEN.exec(text) ?? [];
  if (line === undefined || number === undefined) return null;
  const at = Number(seconds) * 1000;
  const believed = at <= wall && at >= wall - BELIEVED_MS;
  return { line, number, at: believed ? at : wall };
}
