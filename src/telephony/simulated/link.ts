import type { LegId } from '../../core/ids.ts';
import type { TelephonyEvent } from '../../engine/ports.ts';
import type { VirtualClock } from './clock.ts';

/** How long an event takes, in ms. */
const EVENT_MS = 1;

/** Carries events from Asterisk to the application. Events are lost while nobody listens. */
export class Link {
  #report: ((event: TelephonyEvent) => void) | null = null;
  #down = false;
  #ended = new Set<LegId>();
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** The application listens and the link is not broken. */
  get up(): boolean {
    return this.#report !== null && !this.#down;
  }

  get isDown(): boolean {
    return this.#down;
  }

  listen(report: ((event: TelephonyEvent) => void) | null): void {
    this.#report = report;
  }

  /** Breaks the link; calls go on in Asterisk. */
  lose(cause: string): void {
    if (this.#down) return;
    this.#clock.after(EVENT_MS, () => this.#report?.({ type: 'linkDown', cause }));
    this.#down = true;
  }

  mend(): void {
    if (!this.#down) return;
    this.#down = false;
    this.#clock.after(EVENT_MS, () => this.#report?.({ type: 'linkUp' }));
  }

  /** Reports in a millisecond, as Asterisk does after a command or an action of a party. */
  soon(event: TelephonyEvent): void {
    this.#clock.after(EVENT_MS, () => this.now(event));
  }

  /** Reports at once; only for timers. Drops what comes after the end of a leg. */
  now(event: TelephonyEvent): void {
    if ('leg' in event) {
      if (this.#ended.has(event.leg)) return;
      if (event.type === 'legEnded') this.#ended.add(event.leg);
    }
    if (this.up) this.#report?.(event);
  }
}
