import type { Instant, Interval } from '../../../src/sipkit/index.ts';

/** A time in which the engine could not do its work, by a fault of ours. */
export interface Impairment {
  readonly fault: string;
  readonly from: Instant;
  /** The fault is over: from now on the engine may take control again. */
  overAt?: Instant;
  /** It has. */
  controlAt?: Instant;
  /** Asterisk was killed: the calls of that moment are gone. */
  readonly callsGone: boolean;
}

/** When the engine was in control of its calls, and when a fault kept it from that. It is in control again when its next sign of
 * life has reached Asterisk after the fault. */
export class Impairments {
  readonly all: Impairment[] = [];

  begin(fault: string, { callsGone = false } = {}): Impairment {
    const begun: Impairment = { fault, from: performance.now(), callsGone };
    this.all.push(begun);
    return begun;
  }

  over(impairment: Impairment): void {
    impairment.overAt = performance.now();
  }

  /** The engine has reached Asterisk: it is in control unless a fault goes on. */
  signOfLife(): void {
    if (this.all.some(({ overAt }) => overAt === undefined)) return;
    for (const each of this.all) each.controlAt ??= performance.now();
  }

  /** Faults that are over, and no sign of life has come since. */
  uncontrolled(): Impairment[] {
    return this.all.filter(({ overAt, controlAt }) => overAt !== undefined && controlAt === undefined);
  }

  /** Joined where they overlap, in order. */
  windows(): Interval[] {
    const joined: { from: Instant; to: Instant }[] = [];
    for (const { from, controlAt = Number.POSITIVE_INFINITY } of this.all) {
      const last = joined.at(-1);
      if (last && from <= last.to) last.to = Math.max(last.to, controlAt);
      else joined.push({ from, to: controlAt });
    }
    return joined;
  }
}

/** What is left of an interval outside of the windows, which are in order. */
export function outside({ from, to }: Interval, windows: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let start = from;
  for (const window of windows) {
    if (window.to <= start || window.from >= to) continue;
    if (window.from > start) left.push({ from: start, to: window.from });
    start = Math.max(start, window.to);
  }
  if (start < to) left.push({ from: start, to });
  return left;
}

/** How much of an interval lies in the windows, ms. */
export function within(interval: Interval, windows: readonly Interval[]): number {
  const out = outside(interval, windows).reduce((sum, { from, to }) => sum + to - from, 0);
  return interval.to - interval.from - out;
}
