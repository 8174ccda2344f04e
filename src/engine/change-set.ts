import type { Command } from '../core/commands.ts';
import type { Fact } from '../core/facts.ts';
import type { CallId } from '../core/ids.ts';
import type { Timestamp } from '../core/time.ts';
import type { GivenAnswer } from './access.ts';
import type { AuditEntry } from './audit.ts';
import type { MachineState } from './machines.ts';
import type { Batch, JournalEntry } from './store-port.ts';
import { UndoableMap, UndoableSet, type UndoLog } from './undo.ts';

/** A command, and the call in whose order it runs. */
export interface QueuedCommand {
  readonly call: CallId;
  readonly command: Command;
}

/** A step of a machine with everything needed to take it again. */
export interface TakenStep {
  readonly machine: string;
  readonly id: string;
  /** The input, as plain data. */
  readonly input: unknown;
  /** The machine's state before it; absent where there was none. */
  readonly state?: unknown;
}

/** An input that failed and has left nothing behind. */
export interface FailedInput {
  readonly at: Timestamp;
  readonly error: unknown;
  /** The step that was taken when it failed; null where it failed before any. */
  readonly step: TakenStep | null;
  /** The steps that had been taken before, in the same piece of work. */
  readonly before: readonly Omit<TakenStep, 'state'>[];
}

/** All that the inputs of one turn change and order. */
export class ChangeSet {
  readonly commands: QueuedCommand[] = [];
  readonly facts: Fact[] = [];
  readonly journal: JournalEntry[] = [];
  readonly #audit: AuditEntry[] = [];
  readonly #answers: GivenAnswer[] = [];
  readonly #machines = new Map<string, Map<string, MachineState>>();
  readonly #touched = new Map<string, Set<string>>();
  readonly #undo: UndoLog;
  #durable = false;
  readonly #waiting: UndoableSet<CallId>;
  /** The input in hand promises something: the commands of its calls wait. */
  #promises = false;
  /** The steps that the input in hand has made machines take. */
  #taken: TakenStep[] = [];
  /** What is done once the input in hand has been worked on. */
  #afterwards: (() => void)[] = [];

  constructor(undo: UndoLog) {
    this.#undo = undo;
    this.#waiting = new UndoableSet(undo);
  }

  /** Works on one input wholly or not at all: where `work` throws, the registry and the changes are as they were before.
   * Returns what failed, or null. */
  attempt(at: Timestamp, work: () => void): FailedInput | null {
    const undo = this.#undo;
    undo.begin();
    const lists = [this.journal, this.facts, this.#audit, this.#answers, this.commands];
    for (const list of lists) undo.noteLength(list);
    this.#afterwards = [];
    this.#taken = [];
    this.#promises = false;
    const { length: ordered } = this.commands;
    try {
      work();
      if (this.#promises) this.#waitFrom(ordered);
      undo.keep();
    } catch (error) {
      const before = this.#taken.slice(0, -1).map(({ state: _state, ...step }) => step);
      const failed = { at, error, step: this.#taken.at(-1) ?? null, before };
      undo.undo();
      return failed;
    }
    for (const effect of this.#afterwards) effect();
    return null;
  }

  /** This step is about to be taken. */
  stepping(step: TakenStep): void {
    this.#taken.push(step);
  }

  /** Has `effect`, which cannot be undone, take place once the input in hand has been worked on. */
  afterwards(effect: () => void): void {
    this.#afterwards.push(effect);
  }

  /** The new state of a machine, which is kept. */
  put(kind: string, state: MachineState): void {
    this.#of(kind).set(state.id, state);
  }

  /** Whether a state of this machine is kept with this turn. */
  has(kind: string, id: string): boolean {
    return this.#machines.get(kind)?.has(id) ?? false;
  }

  /** The machine's deadline is looked at again, though no state of it is kept. */
  touch(kind: string, id: string): void {
    const touched = this.#touched.get(kind) ?? new UndoableSet<string>(this.#undo);
    this.#touched.set(kind, touched.add(id));
  }

  /** The machines whose deadlines are looked at again. */
  *touched(): Generator<{ readonly kind: string; readonly id: string }> {
    for (const [kind, states] of this.#machines) for (const id of states.keys()) yield { kind, id };
    for (const [kind, ids] of this.#touched)
      for (const id of ids) if (!this.has(kind, id)) yield { kind, id };
  }

  /** The calls whose commands wait until the batch is on the disk. */
  get waiting(): ReadonlySet<CallId> {
    return this.#waiting;
  }

  /** The input in hand promises something: it is on the disk before any command is carried out for the calls and other
   * machines that have taken part in it. */
  requireDurableFirst(): void {
    this.#promises = true;
    this.requireDurable();
  }

  /** It is on the disk before any command is carried out for this call. */
  requireDurableBefore(call: CallId): void {
    this.#waiting.add(call);
    this.requireDurable();
  }

  #waitFrom(ordered: number): void {
    for (const { id } of this.#taken) this.#waiting.add(id);
    for (const { call } of this.commands.slice(ordered)) this.#waiting.add(call);
  }

  /** Somebody relies on what this turn does, and is answered once it is on the disk. No command waits for that. */
  requireDurable(): void {
    const before = this.#durable;
    this.#undo.note(() => {
      this.#durable = before;
    });
    this.#durable = true;
  }

  /** Keeps with this turn what is noted of it, for whoever ordered it relies on that and is answered after it. */
  note(entry: AuditEntry | null, answer: GivenAnswer | null): void {
    if (entry) this.#audit.push(entry);
    if (answer) this.#answers.push(answer);
    if (entry || answer) this.requireDurable();
  }

  get isEmpty(): boolean {
    const lists = [this.journal, this.facts, this.#audit, this.#answers];
    return (
      lists.every(({ length }) => length === 0) &&
      [...this.#machines.values()].every(({ size }) => size === 0)
    );
  }

  get batch(): Pick<Batch, 'durable' | 'journal' | 'facts' | 'audit' | 'answers' | 'machines'> {
    return {
      durable: this.#durable,
      journal: this.journal,
      facts: this.facts,
      audit: this.#audit,
      answers: this.#answers,
      machines: Object.fromEntries([...this.#machines].map(([kind, states]) => [kind, [...states.values()]])),
    };
  }

  #of(kind: string): Map<string, MachineState> {
    const known = this.#machines.get(kind);
    if (known) return known;
    const made = new UndoableMap<string, MachineState>(this.#undo);
    this.#machines.set(kind, made);
    return made;
  }
}
