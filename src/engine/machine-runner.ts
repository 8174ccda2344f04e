import type { CallState } from '../core/call/state.ts';
import type { Command } from '../core/commands.ts';
import type { Step, Tell } from '../core/effects.ts';
import type { CallId } from '../core/ids.ts';
import type { Standard } from '../core/standard/standard.ts';
import type { Timestamp } from '../core/time.ts';
import { ChangeSet } from './change-set.ts';
import type { MachineKind } from './machine-states.ts';
import {
  MACHINES,
  type Machine,
  type MachineEvent,
  type MachineState,
  type MachineTable,
} from './machines.ts';
import type { Log } from './ports.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';
import { dialsCustomer } from './superseded-commands.ts';

/** What a unit of work needs. */
export interface UnitOfWorkOptions {
  readonly registry: Registry;
  readonly site: EngineSite;
  readonly log: Log;
  /** Every kind of machine that runs; MACHINES where not said. */
  readonly machines?: MachineTable;
  newId(kind: MachineKind): string;
}

/** The event by which a machine comes to be. */
type BeginEvent = MachineEvent & Readonly<Record<string, unknown>>;

/** Gives machines their inputs, whatever their kind: all that differs is in the table of machines. */
export abstract class MachineRunner {
  readonly registry: Registry;
  readonly changes: ChangeSet;
  protected readonly o: UnitOfWorkOptions;
  protected readonly machines: MachineTable;

  constructor(options: UnitOfWorkOptions) {
    const { registry, machines = MACHINES } = options;
    this.o = options;
    this.machines = machines;
    this.registry = registry;
    this.changes = new ChangeSet(registry.undo);
  }

  /** Takes what a machine tells another one. */
  protected abstract tell(at: Timestamp, tell: Tell): void;

  /** Has a command carried out for this call, after those that it has ordered before. */
  command(call: CallId, command: Command): void {
    this.changes.commands.push({ call, command });
  }

  /** The standard that the call began with. */
  standardOf({ standard, edition }: Pick<CallState, 'standard' | 'edition'>): Standard {
    return this.o.site.rules(standard, edition).standard;
  }

  /** Has every running machine's deadline looked at. */
  touchAll(): void {
    for (const kind of Object.keys(this.machines)) {
      for (const id of this.registry.machinesOf(kind).keys()) this.changes.touch(kind, id);
    }
  }

  /** Gives a machine an input. Returns false where there is no such machine, or the input means nothing to it. */
  deliver(at: Timestamp, kind: string, id: string, event: MachineEvent): boolean {
    return this.take(at, kind, id, event) !== undefined;
  }

  protected take(at: Timestamp, kind: string, id: string, event: MachineEvent): MachineState | undefined {
    const machine = this.machines[kind];
    const before = this.registry.machinesOf(kind).get(id);
    if (!machine || !before) return undefined;
    const { registry, changes } = this;
    const rules = machine.rules(before, this.o.site);
    const input = machine.inputOf?.(before, event, { at, rules, registry }) ?? event;
    changes.stepping({ machine: kind, id, input: event, state: before });
    const step = machine.step(before, { ...input, at }, rules);
    // armed anew where the wall clock has woken it, or what depends on it has changed: a new state is touched anyway
    if (machine.clock === 'wall' && (input.type === 'deadline' || step.tells.length > 0))
      changes.touch(kind, id);
    // what is kept of a machine in this turn is journaled whole
    if (!changes.has(kind, id) && machine.isPassing?.(event, before, step)) {
      this.#pass(kind, step.state);
      return step.unexpected ? undefined : step.state;
    }
    if (step.unexpected && machine.warns) this.#warn(kind, id, input);
    const isIdle = input.type === 'deadline' && step.state === before;
    if (machine.isJournaled && !isIdle) {
      const hasPassed = registry.passed.delete(`${kind} ${id}`);
      const journaled = machine.journaled?.(input, before, rules, hasPassed) ?? input;
      changes.journal.push({ at, machine: kind, id, input: journaled });
    }
    const after = this.#apply(at, kind, step, before);
    return step.unexpected ? undefined : after;
  }

  /** The machine knows it; it is kept with what is kept next. */
  #pass(kind: string, state: MachineState): void {
    this.#put(kind, state);
    this.registry.passed.add(`${kind} ${state.id}`);
    this.changes.touch(kind, state.id);
  }

  #warn(machine: string, id: string, event: MachineEvent): void {
    this.o.log.warn('input means nothing in this state', { machine, id, event });
  }

  /** What the start has changed in the machines is kept, and is an input of theirs. */
  noteRestored(at: Timestamp, lastAt?: Timestamp): void {
    const input = { type: 'restored', newIds: true, ...(lastAt && { lastAt }) };
    const { registry, changes } = this;
    for (const [kind, machine] of Object.entries(this.machines)) {
      if (!machine.restore) continue;
      for (const state of registry.machinesOf(kind).values()) {
        changes.put(kind, state);
        changes.journal.push({ at, machine: kind, id: state.id, input });
      }
    }
  }

  #put(kind: string, state: MachineState): void {
    const { staysKnown, endedAt } = this.machines[kind] as Machine;
    this.registry.put(kind, state, !staysKnown && endedAt(state) !== null);
  }

  /** A machine comes to be by this input. */
  begin<S extends MachineState>(
    at: Timestamp,
    kind: string,
    id: string,
    input: BeginEvent,
    begin: () => Step<S>,
  ): S {
    this.changes.stepping({ machine: kind, id, input });
    if (this.machines[kind]?.isJournaled) this.changes.journal.push({ at, machine: kind, id, input });
    return this.#apply(at, kind, begin());
  }

  #apply<S extends MachineState>(at: Timestamp, kind: string, step: Step<S>, before?: S): S {
    const machine = this.machines[kind] as Machine;
    const isChanged = step.state !== before;
    const state =
      isChanged && before && machine.keptState ? (machine.keptState(step.state, before) as S) : step.state;
    if (isChanged) {
      this.#put(kind, state);
      this.changes.put(kind, state);
    }
    if (machine.isDurable?.(step)) this.changes.requireDurableFirst();
    // an attempt that is forgotten would be made again
    if (step.commands.some(dialsCustomer)) this.changes.requireDurable();
    for (const command of step.commands) this.command(state.id, command);
    this.changes.facts.push(...step.facts);
    const concerned = (isChanged && machine.concerns?.(state, at)) || [];
    for (const tell of [...concerned, ...step.tells]) this.tell(at, tell);
    return state;
  }
}
