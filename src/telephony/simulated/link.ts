import type { LegId } from '../../core/ids.ts';
import type { ReportEvent, TelephonyEvent } from '../../engine/ports.ts';
import type { VirtualClock } from './clock.ts';

/** How long an event takes, in ms. */
const EVENT_MS = 1;
/** From one heartbeat of the engine to the next, in ms. */
const BEAT_MS = 2000;

/** Carries events from Asterisk to the application. Events are lost while nobody listens. */
export class Link {
  #report: ReportEvent | null = null;
  #down = false;
  #ended = new Set<LegId>();
  /** When the engine's heartbeat stopped to arrive (monotonic ms); null while it arrives. */
  #silentSince: number | null = null;
  #muffled = false;
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

  listen(report: ReportEvent | null): void {
    this.#report = report;
    this.#noteBeat();
  }

  /** A new leg may have the id of one that has ended. */
  begins(leg: LegId): void {
    this.#ended.delete(leg);
  }

  /** When the last heartbeat of the engine arrived. */
  get lastBeat(): number {
    const until = this.#silentSince ?? this.#clock.now().mono;
    return until - (until % BEAT_MS);
  }

  /** The engine sends no heartbeat, or none of them arrives, though the link is there: it is frozen, say. */
  muffle(muffled: boolean): void {
    this.#muffled = muffled;
    this.#noteBeat();
  }

  #noteBeat(): void {
    const beats = this.up && !this.#muffled;
    this.#silentSince = beats ? null : (this.#silentSince ?? this.#clock.now().mono);
  }

  /** Breaks the link; calls go on in Asterisk. */
  lose(cause: string): void {
    if (this.#down) return;
    this.#down = true;
    this.#noteBeat();
    // the application knows before the first request fails for it
    this.#report?.({ type: 'linkDown', cause });
  }

  mend(): void {
    if (!this.#down) return;
    this.#down = false;
    this.#noteBeat();
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
    if (this.up) this.#report?.(event, this.#clock.now().wall);
  }
}
