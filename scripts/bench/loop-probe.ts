/** How the loop fared for some time. Ms. */
export interface LoopFigures {
  /** How late a tick of the probe was: with what the machine did besides. */
  readonly late: { readonly p999: number; readonly worst: number };
  /** The CPU time of this thread between two ticks: what the loop was held by itself, whatever else the machine does. */
  readonly held: { readonly p999: number; readonly worst: number; readonly over20: number };
}

const PROBE_MS = 5;
/** No turn is to hold the loop longer. */
const LIMIT_MS = 20;

/** Looks every 5 ms, until it is stopped. */
export class LoopProbe {
  #late: number[] = [];
  #held: number[] = [];
  #stopped = false;
  readonly #done: Promise<void>;

  constructor() {
    this.#done = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#done;
  }

  /** What has been seen since the last time. */
  take(): LoopFigures {
    const [late, held] = [this.#late, this.#held].map((all) => all.sort((a, b) => a - b));
    this.#late = [];
    this.#held = [];
    const of = (all: readonly number[] = []) => ({ p999: at(all, 0.999), worst: at(all, 1) });
    return {
      late: of(late),
      held: { ...of(held), over20: (held ?? []).filter((ms) => ms > LIMIT_MS).length },
    };
  }

  async #run(): Promise<void> {
    let [at, cpu] = [performance.now(), cpuMs()];
    while (!this.#stopped) {
      await new Promise((tick) => setTimeout(tick, PROBE_MS));
      const [now, used] = [performance.now(), cpuMs()];
      this.#late.push(Math.max(0, now - at - PROBE_MS));
      this.#held.push(used - cpu);
      [at, cpu] = [now, used];
    }
  }
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
