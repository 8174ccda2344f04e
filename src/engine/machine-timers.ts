import type { MachineTable } from './machines.ts';
import type { Task } from './mailbox.ts';
import type { Clock } from './ports.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';
import { Timers } from './timers.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** After this time a deadline is tried again that a machine could not work on: not at once, or it would be tried for ever. */
const TRY_AGAIN_MS = 10_000;

/** What the timers need. */
export interface MachineTimersOptions {
  readonly machines: MachineTable;
  readonly registry: Registry;
  readonly site: EngineSite;
  readonly clock: Clock;
  /** Posts a task; `failed` is called where it could not be worked on. */
  post(task: Task, failed: () => void): void;
}

/** Asks each machine for its next deadline and posts the deadline to it in time. */
export class MachineTimers {
  readonly #timers: Timers;
  readonly #o: MachineTimersOptions;

  constructor(options: MachineTimersOptions) {
    this.#timers = new Timers(options.clock);
    this.#o = options;
  }

  /** After a turn: every machine that it has touched is asked. */
  rearm({ changes }: UnitOfWork): void {
    for (const { kind, id } of changes.touched()) this.#rearm(kind, id);
  }

  stop(): void {
    this.#timers.stop();
  }

  #rearm(kind: string, id: string): void {
    const { machines, registry, site, clock } = this.#o;
    const machine = machines[kind];
    if (!machine) return;
    const state = registry.machinesOf(kind).get(id);
    const world = state && { at: clock.now(), rules: machine.rules(state, site), registry };
    const due = world ? machine.deadline(state, world) : null;
    const key = `${kind} ${id}`;
    const wake = () => this.#wake(kind, id);
    if (machine.clock === 'mono') this.#timers.arm(key, due, wake);
    else this.#timers.armWall(key, due, wake);
  }

  #wake(kind: string, id: string): void {
    const { clock, post } = this.#o;
    const again = () =>
      this.#timers.arm(`${kind} ${id}`, clock.now().mono + TRY_AGAIN_MS, () => this.#wake(kind, id));
    post((turn, at) => turn.deliver(at, kind, id, { type: 'deadline' }), again);
  }
}
