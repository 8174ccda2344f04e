import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 10;
/** How often the measurement is looked at. */
const LOOK_MS = 10_000;
/** How many looks are remembered: those of five minutes. */
const RECENT_LOOKS = 30;
/** A caller hears that nothing happens for so long, ms. */
const LATE_MS = 200;

/** How late the loop of this process is at worst, seconds. */
export interface LoopDelay {
  /** Since the last question. */
  worst(): number;
  /** In the last five minutes. */
  recent(): number;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** As much of Node's histogram as is asked. */
type Histogram = Pick<ReturnType<typeof monitorEventLoopDelay>, 'max' | 'reset' | 'enable' | 'disable'>;

/** Measures from its start to its stop. Costs a timer each 10 ms. `onLate`: the loop has stood still so many seconds, since at most
 * 10 s. */
export function measureLoopDelay(
  onLate: (seconds: number) => void,
  histogram: Histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS }),
): LoopDelay {
  const recent: number[] = [];
  let sinceQuestion = 0;
  let sinceLook = 0;
  let looks: NodeJS.Timeout | undefined;
  const read = () => {
    // it measures the whole interval, of which the resolution is no delay
    const late = Math.max(0, histogram.max / 1e6 - RESOLUTION_MS) / 1000;
    histogram.reset();
    sinceQuestion = Math.max(sinceQuestion, late);
    sinceLook = Math.max(sinceLook, late);
  };
  const look = () => {
    read();
    recent.push(sinceLook);
    if (recent.length > RECENT_LOOKS) recent.shift();
    if (sinceLook * 1000 >= LATE_MS) onLate(sinceLook);
    sinceLook = 0;
  };
  return {
    worst: () => {
      read();
      const worst = sinceQuestion;
      sinceQuestion = 0;
      return worst;
    },
    recent: () => {
      read();
      return Math.max(sinceLook, ...recent);
    },
    start: async () => {
      histogram.enable();
      looks = setInterval(look, LOOK_MS);
      looks.unref();
    },
    stop: async () => {
      clearInterval(looks);
      histogram.disable();
    },
  };
}
