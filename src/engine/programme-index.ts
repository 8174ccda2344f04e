import type { CallbackState } from '../core/callback/state.ts';
import type { ProgrammeId } from '../core/ids.ts';
import { isProgrammesOnly } from '../core/programme/request.ts';
import type { RowCustomer } from '../core/programme/selection.ts';
import {
  type CustomerCalled,
  type CustomerFrequency,
  isOver,
  type ProgrammeState,
  type RowState,
} from '../core/programme/state.ts';
import type { KeptProgrammes } from './store-port.ts';
import { UndoableMap, UndoableSet, type UndoLog } from './undo.ts';

/** All programmes that are not over, with their rows and the customers' frequencies (callback.programme). */
export class ProgrammeIndex {
  readonly programmes: Map<ProgrammeId, ProgrammeState>;
  readonly frequencies: Map<string, CustomerFrequency>;
  readonly #rows: Map<ProgrammeId, Map<number, RowState>>;
  /** The rows that are due, in the order of their lists. */
  readonly #due: Map<ProgrammeId, Set<number>>;
  /** The numbers (E.164) on each list, and the last row of each. */
  readonly #numbers: Map<ProgrammeId, Set<string>>;
  readonly #last: Map<ProgrammeId, number>;
  readonly #called: Map<string, number>;
  readonly #undo: UndoLog;

  constructor(programmes: Map<ProgrammeId, ProgrammeState>, undo: UndoLog) {
    this.programmes = programmes;
    this.frequencies = new UndoableMap(undo);
    this.#rows = new UndoableMap(undo);
    this.#due = new UndoableMap(undo);
    this.#numbers = new UndoableMap(undo);
    this.#last = new UndoableMap(undo);
    this.#called = new UndoableMap(undo);
    this.#undo = undo;
  }

  load({ rows, frequencies, called }: KeptProgrammes): void {
    for (const row of rows) this.putRow(row);
    for (const frequency of frequencies) this.frequencies.set(frequency.number, frequency);
    for (const one of called) this.putCalled(one);
  }

  putRow(row: RowState): void {
    const { programme, row: number } = row;
    inside(this.#rows, programme, () => new UndoableMap<number, RowState>(this.#undo)).set(number, row);
    if (number > this.lastRow(programme)) {
      this.#last.set(programme, number);
      inside(this.#numbers, programme, () => new UndoableSet<string>(this.#undo)).add(row.number);
    }
    const due = inside(this.#due, programme, () => new UndoableSet<number>(this.#undo));
    if (row.status.is === 'due') due.add(number);
    else due.delete(number);
  }

  row(programme: ProgrammeId, number: number): RowState | undefined {
    return this.#rows.get(programme)?.get(number);
  }

  /** The number of the last row of the list; 0: there is none. */
  lastRow(programme: ProgrammeId): number {
    return this.#last.get(programme) ?? 0;
  }

  /** Whether the number (E.164) is on the list. */
  isListed(programme: ProgrammeId, number: string): boolean {
    return this.#numbers.get(programme)?.has(number) ?? false;
  }

  rows(programme: ProgrammeId): RowState[] {
    return [...(this.#rows.get(programme)?.values() ?? [])];
  }

  /** Those that are due, in the order of the list. */
  *dueRows(programme: ProgrammeId): Generator<RowState> {
    for (const number of this.#due.get(programme) ?? []) {
      const row = this.row(programme, number);
      if (row) yield row;
    }
  }

  putCalled({ number, line, at }: CustomerCalled): void {
    this.#called.set(keyOf(number, line), at);
  }

  /** By any programme, or reached by a callback of the line. */
  customer(number: string, line: string): RowCustomer {
    const times = [keyOf(number, null), keyOf(number, line)].flatMap((key) => this.#called.get(key) ?? []);
    return {
      frequency: this.frequencies.get(number),
      calledAt: times.length === 0 ? null : Math.max(...times),
    };
  }

  /** Its programme is paused, and nobody but the programme has asked for it. */
  holds(callback: CallbackState): boolean {
    return isProgrammesOnly(callback) && this.#statusOf(callback) === 'paused';
  }

  #statusOf({ programme }: CallbackState) {
    return programme && this.programmes.get(programme.programme)?.status.is;
  }

  /** Programmes that are over are not known here either once the store has pruned. When customers were last called is known until the
   * next start: only the store knows which wishes still need it. */
  forgetOver(): void {
    for (const programme of this.programmes.values()) {
      if (!isOver(programme) || this.rows(programme.id).some(({ status }) => status.is === 'calling'))
        continue;
      this.programmes.delete(programme.id);
      this.#rows.delete(programme.id);
      this.#due.delete(programme.id);
      this.#numbers.delete(programme.id);
      this.#last.delete(programme.id);
    }
  }
}

function keyOf(number: string, line: string | null): string {
  return `${number} ${line ?? ''}`;
}

function inside<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
