import type { FaultScene } from './faults/fault.ts';
import type { FaultMaker } from './faults/lanes.ts';

const EVERY_MS = 10_000;

/** Says now and then what goes on. */
export class Progress {
  readonly #timer: NodeJS.Timeout;

  constructor(scene: FaultScene, maker: FaultMaker, print: (line: string) => void) {
    this.#timer = setInterval(() => print(line(scene, maker)), EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

function line({ world, callers, impairments }: FaultScene, { records }: FaultMaker): string {
  const seconds = Math.round((performance.now() - world.startedAt) / 1000);
  const now = records.filter(({ to }) => !Number.isFinite(to)).map(({ name }) => name);
  return [
    `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`,
    `${callers.count} callers`,
    `${world.live.size} legs`,
    `${world.records.length} judged`,
    `${records.length} faults`,
    `${impairments.uncontrolled().length} not in control`,
    ...(now.length > 0 ? [`now: ${now.join(', ')}`] : []),
  ].join(', ');
}
