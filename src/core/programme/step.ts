import type { CallbackState } from '../callback/state.ts';
import { isOpen } from '../callback/state.ts';
import type { Step, Tell } from '../effects.ts';
import type { Fact } from '../facts.ts';
import { changed } from './create.ts';
import type { ProgrammeInput, ProgrammeRules } from './input.ts';
import { finished, isReleased, isScheduledRun, ordered } from './programme.ts';
import { isProgrammesOnly, requestOf } from './request.ts';
import { callbackChanged, called, cancelled, dayPassed, notCalled, type RowStep, released } from './row.ts';
import { selectionOf } from './selection.ts';
import { isOver, type ProgrammeState, type RowState } from './state.ts';

/** The number of unsuitable rows that the engine checks for one free agent, so that no live call waits; the others follow
 * soon. */
const MOST_AT_ONCE = 50;
const SOON_MS = 1000;

/** callback.programme: takes one input for a programme. The step reports the changed rows, and the callbacks that rows need. */
export function stepProgramme(
  programme: ProgrammeState,
  input: ProgrammeInput,
  rules: ProgrammeRules,
): Step<ProgrammeState> {
  return new ProgrammeStep(programme, input, rules).taken();
}

class ProgrammeStep {
  readonly #input: ProgrammeInput;
  readonly #rules: ProgrammeRules;
  readonly #facts: Fact[] = [];
  readonly #tells: Tell[] = [];
  readonly #rows = new Map<number, RowState>();
  #programme: ProgrammeState;

  constructor(programme: ProgrammeState, input: ProgrammeInput, rules: ProgrammeRules) {
    this.#programme = programme;
    this.#input = input;
    this.#rules = rules;
  }

  taken(): Step<ProgrammeState> {
    const expected = this.#take();
    const rows = [...this.#rows.values()].map((row): Tell => ({ to: 'programmeRow', row }));
    return {
      state: this.#programme,
      commands: [],
      tells: [...rows, ...this.#tells],
      facts: this.#facts,
      unexpected: !expected,
    };
  }

  /** False if the input means nothing to the programme in its present state. */
  #take(): boolean {
    const input = this.#input;
    switch (input.type) {
      case 'deadline':
        this.#look();
        return true;
      case 'rowsAdded':
        for (const row of input.added) this.#rows.set(row.row, row);
        // the others have not changed: a list may be long, and comes in pieces
        if (isScheduledRun(this.#programme, input.at.wall)) this.#look();
        else this.#lookAt(input.added);
        return true;
      case 'ordered':
        return this.#ordered(input.order, input.by);
      case 'callbackChanged':
        this.#callbackChanged(input.callback);
        return true;
      case 'agentFree':
        this.#startNextRow();
        return true;
    }
  }

  #look(): void {
    const programme = this.#programme;
    const { at } = this.#input;
    if (isOver(programme)) return;
    const going = this.#lookAt(this.#all());
    const next = this.#nextRound();
    if (isScheduledRun(programme, at.wall)) this.#ran(going, next);
    // the wall clock was ahead at the last round, and has been set right
    else if (next !== null && next < (programme.nextRoundAt ?? 0))
      this.#programme = { ...programme, nextRoundAt: next };
  }

  /** The rows whose day has come, or has passed. Returns how many begin theirs. */
  #lookAt(rows: readonly RowState[]): number {
    const programme = this.#programme;
    const { at, callbacks } = this.#input;
    if (isOver(programme)) return 0;
    const rules = this.#rules;
    const going = rows.filter((row) => isReleased(row, programme, at.wall));
    const opening = rules.nextCallingTime(programme.line, at.wall) ?? at.wall;
    for (const row of going) this.#rows.set(row.row, released(row, opening, this.#lastMoment(row)));
    const paused = programme.status.is === 'paused' ? 'the programme was paused' : undefined;
    for (const before of rows) {
      const row = this.#rows.get(before.row) ?? before;
      const callback = row.status.is === 'calling' ? callbacks.get(row.status.callback) : undefined;
      this.#apply(row, dayPassed(row, callback, at, rules, paused));
    }
    return going.length;
  }

  #nextRound(): number | null {
    const { schedule, line } = this.#programme;
    return schedule === null ? null : this.#rules.nextRound(schedule, line, this.#input.at.wall);
  }

  /** callback.programme: a row is due on the day that the schedule, or its own day, has set, however late the engine sees
   * it. If the line may call nobody then, it is due on the next possible day. UTC ms of the end of that day. */
  #lastMoment({ status }: RowState): number {
    const { line, nextRoundAt } = this.#programme;
    const day = nextRoundAt ?? (status.is === 'waiting' ? status.until : 0);
    return this.#rules.endOfDay(line, this.#rules.nextCallingTime(line, day) ?? day);
  }

  #ran(rows: number, nextRoundAt: number | null): void {
    const { at } = this.#input;
    const { id } = this.#programme;
    this.#programme = { ...this.#programme, nextRoundAt };
    const detail = { programme: id, rows };
    this.#facts.push({ kind: 'event', name: 'programmeRound', at, by: 'engine', detail });
  }

  #ordered(order: Parameters<typeof ordered>[1], by: string): boolean {
    const { at, callbacks } = this.#input;
    const next = ordered(this.#programme, order, by, at);
    if (!next) return false;
    this.#change(next, by);
    if (order === 'cancel') {
      for (const row of this.#all()) {
        this.#apply(row, cancelled(row, at));
        const callback = row.status.is === 'calling' ? callbacks.get(row.status.callback) : undefined;
        if (callback) this.#cancelCallback(callback, by);
      }
    }
    this.#look();
    return true;
  }

  /** A customer who is on the line is already talking, and gets no second call. */
  #cancelCallback(callback: CallbackState, by: string): void {
    if (callback.status.is === 'attempting' || !isProgrammesOnly(callback)) return;
    const order = { do: 'cancel', why: 'the programme was cancelled' } as const;
    this.#tells.push({ to: 'callback', id: callback.id, event: { type: 'ordered', order, by } });
  }

  /** This callback may give the row its outcome. */
  #callbackChanged(callback: CallbackState): void {
    const { at } = this.#input;
    const before = callback.programme && this.#row(callback.programme.row);
    if (!before) return;
    const row = before.status.is === 'due' ? called(before, callback.id) : before;
    if (row !== before) this.#rows.set(row.row, row);
    const { status } = this.#programme;
    this.#apply(row, callbackChanged(row, callback, this.#programme, at, this.#rules));
    if (isOpen(callback)) {
      if (status.is === 'cancelled') this.#cancelCallback(callback, status.by);
      return;
    }
    this.#finish();
  }

  /** callback.programme: the engine never calls more rows than there are free agents. */
  #startNextRow(): void {
    const { at, rows, customer } = this.#input;
    const { line } = this.#programme;
    const opening = this.#rules.nextCallingTime(line, at.wall);
    if (opening === null || opening > at.wall) {
      if (opening !== null) this.#lookAgain(opening);
      return;
    }
    let looked = 0;
    for (const row of rows.due()) {
      if (row.status.is !== 'due' || row.status.from > at.wall) continue;
      const known = customer(row.number);
      // one open callback for each number and line: the customer gets a call anyway
      if (known.isCalled) continue;
      const selection = selectionOf(row, this.#programme, known, at.wall, this.#rules);
      if (selection.is === 'call') {
        this.#call(row, known.frequency?.hours);
        return;
      }
      this.#apply(
        row,
        notCalled(row, selection, at, this.#rules, (wall) => this.#rules.endOfDay(line, wall)),
      );
      looked += 1;
      if (looked < MOST_AT_ONCE) continue;
      this.#lookAgain(at.wall + SOON_MS);
      break;
    }
    if (looked > 0) this.#finish();
  }

  #call(row: RowState, hours: Parameters<typeof requestOf>[2]['hours']): void {
    const { wall } = this.#input.at;
    const { line, everyDays } = this.#programme;
    const dayEnds = this.#rules.endOfDay(line, wall);
    const promise = requestOf(row, this.#programme, { hours, wall, dayEnds });
    this.#tells.push(
      { to: 'newCallback', request: promise },
      { to: 'customerCalled', called: { number: row.number, line: null, at: wall, everyDays } },
    );
  }

  #lookAgain(lookAgainAt: number): void {
    if (this.#programme.lookAgainAt !== lookAgainAt) this.#programme = { ...this.#programme, lookAgainAt };
  }

  #finish(): void {
    const over = finished(this.#programme, this.#all(), this.#input.at);
    if (over !== this.#programme) this.#change(over, 'engine');
  }

  #change(programme: ProgrammeState, who: string): void {
    this.#programme = programme;
    this.#facts.push(changed(programme, this.#input.at, who));
  }

  #row(row: number): RowState | undefined {
    return this.#rows.get(row) ?? this.#input.rows.get(row);
  }

  #all(): RowState[] {
    const all = [...this.#input.rows.all()].map((row) => this.#rows.get(row.row) ?? row);
    const added = [...this.#rows.values()].filter(({ row }) => !this.#input.rows.get(row));
    return [...all, ...added];
  }

  #apply(before: RowState, { row, facts }: RowStep): void {
    if (row !== before) this.#rows.set(row.row, row);
    this.#facts.push(...facts);
  }
}
