import type { LegId } from '../core/ids.ts';
import type { TelephonyEvent } from '../engine/ports.ts';

/** How a leg's sound has arrived in the last few seconds. */
export interface LineQualityReport {
  readonly leg: LegId;
  /** Lost packets, of all that were sent. */
  readonly lossPercent: number;
  /** How unevenly the others arrived (RFC 3550, 6.4.1): packets that arrive together once in 120 ms make 35. */
  readonly jitterMs: number;
}

type LineEvent = Extract<TelephonyEvent, { type: 'lineWeak' | 'lineGood' }>;

/** Sound is weak above `weak` and good again at `good` or below; in between it stays what it was. Speech loses syllables when about
 * 5 % of its packets are lost; phones even out about 30 ms. */
const LOSS_PERCENT = { weak: 5, good: 2 };
const JITTER_MS = { weak: 30, good: 15 };

/** Decides from reports whose sound arrives badly. */
export class LineQuality {
  #tell: (event: LineEvent) => void = () => undefined;
  readonly #weak = new Set<LegId>();

  listen(tell: (event: LineEvent) => void): void {
    this.#tell = tell;
  }

  take(report: LineQualityReport): void {
    const { leg, lossPercent, jitterMs } = report;
    if (this.#weak.has(leg)) {
      if (lossPercent > LOSS_PERCENT.good || jitterMs > JITTER_MS.good) return;
      this.#weak.delete(leg);
      this.#tell({ type: 'lineGood', ...report });
    } else if (lossPercent > LOSS_PERCENT.weak || jitterMs > JITTER_MS.weak) {
      this.#weak.add(leg);
      this.#tell({ type: 'lineWeak', ...report });
    }
  }

  /** The leg has ended. */
  forget(leg: LegId): void {
    this.#weak.delete(leg);
  }
}
