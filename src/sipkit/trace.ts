import { closeSync, type FSWatcher, openSync, readSync, watch } from 'node:fs';
import type { SipMessage } from './sip-message.ts';

/** How often the log is looked at when the file system does not tell, ms. */
const POLL_MS = 20;
/** So many are kept for the tail that errors carry: a station may take thousands of calls. */
const MOST_KEPT = 200;
/** `---- 2026-01-31T12:00:00.123456Z`, then `UDP message received [201] bytes:`; older SIPps vary the punctuation. */
const HEADING =
  /-{20,} (\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\.\d+)Z?\r?\nUDP message (received|sent) [[(](\d+)\D*?\n\r?\n/;

/** Follows the log that SIPp writes of its messages (`-trace_msg`, with TZ=UTC), and tells each a millisecond or two after it. */
export class Trace {
  /** The latest ones. */
  readonly messages: SipMessage[] = [];
  readonly #tell: (message: SipMessage) => void;
  readonly #file: number;
  readonly #watcher: FSWatcher;
  readonly #poll: NodeJS.Timeout;
  readonly #chunk = Buffer.alloc(1 << 16);
  /** Latin-1, so that SIPp's counts of bytes are counts of characters. */
  #unread = '';

  /** Throws when the file is not there. */
  constructor(path: string, tell: (message: SipMessage) => void) {
    this.#tell = tell;
    this.#file = openSync(path, 'r');
    this.#watcher = watch(path, () => this.#read());
    this.#poll = setInterval(() => this.#read(), POLL_MS);
  }

  /** Reads what is left, and follows no more. */
  close(): void {
    this.#read();
    this.#watcher.close();
    clearInterval(this.#poll);
    closeSync(this.#file);
  }

  #read(): void {
    for (;;) {
      const count = readSync(this.#file, this.#chunk, 0, this.#chunk.length, null);
      if (count === 0) break;
      this.#unread += this.#chunk.toString('latin1', 0, count);
    }
    for (;;) {
      const heading = HEADING.exec(this.#unread);
      if (!heading) return;
      const start = heading.index + heading[0].length;
      const length = Number(heading[5]);
      if (this.#unread.length < start + length) return;
      const raw = this.#unread.slice(start, start + length);
      this.#unread = this.#unread.slice(start + length);
      const text = Buffer.from(raw, 'latin1').toString('utf8');
      const message = {
        at: monotonic(`${heading[1]}T${heading[2]}Z`, Number(heading[3])),
        sent: heading[4] === 'sent',
        text,
      };
      this.messages.push(message);
      if (this.messages.length > 2 * MOST_KEPT) this.messages.splice(0, MOST_KEPT);
      this.#tell(message);
    }
  }
}

/** SIPp's wall clock (`fraction` of a second apart, since it has microseconds) on `performance.now()`'s. */
function monotonic(wall: string, fraction: number): number {
  const now = performance.now();
  const drift = Date.now() - (performance.timeOrigin + now);
  // A wall clock that was set since this process began makes its time of origin useless: then whole milliseconds must do.
  const origin = performance.timeOrigin + (Math.abs(drift) < 2 ? 0 : drift);
  return Math.min(now, Date.parse(wall) + fraction * 1000 - origin);
}
