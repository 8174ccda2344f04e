import type { FailedInput } from './change-set.ts';
import type { MachineTable } from './machines.ts';
import type { Task } from './mailbox.ts';
import type { Clock } from './ports.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';
import { Timers } from './timers.ts';
import type { UnitOfWork } from './unit-of-work.ts';
import { WallTimers } from './wall-timers.ts';

/** After this time a deadline is tried again that a machine could not work on: not at once, or it would be tried for ever. The first
 * time it is tried soon, for somebody may hear nothing meanwhile. */
const TRY_SOON_MS = 1000;
const TRY_AGAIN_MS = 10_000;
/** A machine of the wall clock whose deadline is not all that it waits for is asked again this often. */
const LOOK_AGAIN_MS = 60_000;

/** What the timers need. */
export interface MachineTimersOptions {
  readonly machines: MachineTable;
  readonly registry: Registry;
  readonly site: EngineSite;
  readonly clock: Clock;
  /** Posts a task; `failed` is called where it could not be worked on. */
  post(task: Task, failed: () => void): void;
  /** Called where a machine could not tell its deadline. */
  failed(what: FailedInput): void;
  /** Called where a machine could not work on its deadline the second time either, and each time after that. */
  stuck(id: string): void;
}

/** `stuck`: called from the second failure on. `afterMs`: when the task is posted again if it fails. */
interface Insistence {
  readonly stuck: (() => void) | undefined;
  readonly afterMs: number;
}

/** Asks each machine for its next deadline and posts the deadline to it in time. */
export class MachineTimers {
  readonly #timers: Timers;
  readonly #wallTimers: WallTimers;
  readonly #o: MachineTimersOptions;

  constructor(options: MachineTimersOptions) {
    this.#timers = new Timers(options.clock);
    this.#wallTimers = new WallTimers(options.clock);
    this.#o = options;
  }

  /** After a turn: every machine that it has touched is asked. */
  rearm({ changes }: UnitOfWork): void {
    for (const { kind, id } of changes.touched()) this.#tryRearm(kind, id);
  }

  stop(): void {
    this.#timers.stop();
    this.#wallTimers.stop();
  }

  /** A machine whose deadline cannot be told keeps no other from being asked. */
  #tryRearm(kind: string, id: string): void {
    const { clock, failed } = this.#o;
    try {
      this.#rearm(kind, id);
    } catch (error) {
      const at = clock.now();
      failed({ at, error, step: { machine: kind, id, input: null }, before: [] });
      this.#timers.arm(`${kind} ${id}`, at.mono + TRY_AGAIN_MS, () => this.#tryRearm(kind, id));
    }
  }

  #rearm(kind: string, id: string): void {
    const { machines, registry, site, clock } = this.#o;
    const machine = machines[kind];
    if (!machine) return;
    const state = registry.machinesOf(kind).get(id);
    const world = state && { at: clock.now(), rules: machine.rules(state, site), registry };
    const due = world ? machine.deadline(state, world) : null;
    const key = `${kind} ${id}`;
    const wake = () => this.look(kind, id);
    if (machine.clock === 'mono') {
      this.#timers.arm(key, due, wake);
      return;
    }
    const onlyDeadline = !state || due === null || machine.waitsForDeadlineOnly?.(state);
    this.#wallTimers.arm(key, onlyDeadline ? due : Math.min(due, clock.now().wall + LOOK_AGAIN_MS), wake);
  }

  /** Has the machine look at its deadline, and again later if that fails. */
  look(kind: string, id: string): void {
    const stuck = () => this.#o.stuck(id);
    this.insist(`${kind} ${id}`, (turn, at) => turn.deliver(at, kind, id, { type: 'deadline' }), stuck);
  }

  /** Posts the task, and again after some seconds for as long as it cannot be worked on. `stuck`: called from the second failure on. */
  insist(key: string, task: Task, stuck?: () => void): void {
    this.#insist(key, task, { stuck, afterMs: TRY_SOON_MS });
  }

  #insist(key: string, task: Task, { stuck, afterMs }: Insistence): void {
    const { clock, post } = this.#o;
    post(task, () => {
      if (afterMs === TRY_AGAIN_MS) stuck?.();
      const again = () => this.#insist(key, task, { stuck, afterMs: TRY_AGAIN_MS });
      this.#timers.arm(key, clock.now().mono + afterMs, again);
    });
  }
}
