/** When a caller who leaves a number with the dialplan presses the first key, and from one entry to the next, in ms. */
const DIALOGUE_MS = 10_000;
const ENTRY_MS = 1000;

/** What a caller presses, and when, ms after the call began. `own`: the caller's number; null where it may not be called. */
export function entriesFor(number: string, own: string | null): { keys: string; inMs: number }[] {
  const other = [`${number}#`, '1'];
  const entries = own === null ? other : number === own ? ['1'] : ['2', ...other];
  return entries.map((keys, index) => ({ keys, inMs: DIALOGUE_MS + index * ENTRY_MS }));
}
