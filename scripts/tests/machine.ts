/** A stretch of time; ms since 1970. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** This process has nothing else to do: a wait that was so much too long was the machine's, ms. */
const TICK_MS = 10;
const STANDSTILL_MS = 60;

/** From now on, when the machine stands still. */
export function watchMachine(): { readonly stalls: readonly Interval[]; stop(): void } {
  const stalls: Interval[] = [];
  const now = () => performance.timeOrigin + performance.now();
  let last = now();
  const timer = setInterval(() => {
    const tick = now();
    if (tick - last > TICK_MS + STANDSTILL_MS) stalls.push({ from: last + TICK_MS, to: tick });
    last = tick;
  }, TICK_MS);
  return { stalls, stop: () => clearInterval(timer) };
}

/** For how long of a time the machine stood still, ms. */
export function stoodStill(stalls: readonly Interval[], { from, to }: Interval): number {
  const parts = stalls.map((stall) => Math.min(stall.to, to) - Math.max(stall.from, from));
  return parts.reduce((sum, part) => sum + Math.max(0, part), 0);
}
