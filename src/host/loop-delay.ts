import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 10;

/** How late the loop of this process was at worst since the last question, seconds. */
export interface LoopDelay {
  worst(): number;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Measures from its start to its stop. Costs a timer each 10 ms. */
export function measureLoopDelay(): LoopDelay {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  return {
    worst: () => {
      // it measures the whole interval, of which the resolution is no delay
      const worst = Math.max(0, histogram.max / 1e6 - RESOLUTION_MS) / 1000;
      histogram.reset();
      return worst;
    },
    start: async () => {
      histogram.enable();
    },
    stop: async () => {
      histogram.disable();
    },
  };
}
