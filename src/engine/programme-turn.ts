import { assign } from '../core/agents/assign.ts';
import { isAvailable } from '../core/agents/step.ts';
import type { OperatorOrder } from '../core/callback/orders.ts';
import type { CallbackState } from '../core/callback/state.ts';
import { isOpen } from '../core/callback/state.ts';
import type { Fact } from '../core/facts.ts';
import type { ProgrammeId } from '../core/ids.ts';
import type { CallbackPromise } from '../core/model/callback.ts';
import { feeding } from '../core/programme/feeding.ts';
import {
  finished,
  isReleased,
  isRound,
  newProgramme,
  ordered,
  type ProgrammeOrder,
  type ProgrammeWish,
} from '../core/programme/programme.ts';
import {
  callbackChanged,
  called,
  cancelled,
  dayPassed,
  notCalled,
  type RowStep,
  released,
} from '../core/programme/row.ts';
import {
  type CustomerCalled,
  type CustomerFrequency,
  isOver,
  type ProgrammeState,
  type RowState,
} from '../core/programme/state.ts';
import { TEMPLATES } from '../core/programme/templates.ts';
import type { Moment } from '../core/time.ts';
import { dialHistory } from './number-history.ts';
import type { ProgrammeChanges } from './ports.ts';
import { BEHIND_MS } from './programme-book.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';
import { UndoableMap, UndoableSet } from './undo.ts';

/** What a turn does beside programmes. */
interface Rest {
  readonly registry: Registry;
  readonly site: EngineSite;
  readonly facts: Fact[];
  promise(at: Moment, wish: CallbackPromise): CallbackState;
  order(at: Moment, callback: string, order: OperatorOrder, by: string): void;
}

/** So many rows that cannot be called are looked at in one turn, so that no live call waits for it; the others soon. */
const MOST_AT_ONCE = 50;
const SOON_MS = 1000;

/** callback.programme: what one turn does with programmes, and has changed of them. */
export class ProgrammeTurn {
  readonly #programmes: Map<ProgrammeId, ProgrammeState>;
  readonly #looked: Set<ProgrammeId>;
  readonly #rows: Map<string, RowState>;
  readonly #frequencies: Map<string, CustomerFrequency>;
  readonly #called: Map<string, CustomerCalled>;
  readonly #rest: Rest;

  constructor(rest: Rest) {
    const { undo } = rest.registry;
    this.#programmes = new UndoableMap(undo);
    this.#looked = new UndoableSet(undo);
    this.#rows = new UndoableMap(undo);
    this.#frequencies = new UndoableMap(undo);
    this.#called = new UndoableMap(undo);
    this.#rest = rest;
  }

  get changes(): ProgrammeChanges {
    return {
      programmes: [...this.#programmes.values()],
      rows: [...this.#rows.values()],
      frequencies: [...this.#frequencies.values()],
      called: [...this.#called.values()],
    };
  }

  get isEmpty(): boolean {
    const size = this.#programmes.size + this.#rows.size + this.#frequencies.size + this.#called.size;
    return size === 0;
  }

  /** Those whose deadlines are to be looked at again. */
  touched(): Iterable<ProgrammeId> {
    const ofRows = [...this.#rows.values()].map(({ programme }) => programme);
    return new Set([...this.#looked, ...this.#programmes.keys(), ...ofRows]);
  }

  make(id: ProgrammeId, wish: ProgrammeWish, at: Moment): ProgrammeState {
    const { schedule, line, by } = wish;
    const next = schedule === null ? null : this.#rest.site.nextRound(schedule, line, at.wall);
    return this.#change(newProgramme(id, wish, at, next), at, by);
  }

  /** Rows are on the list from now on. */
  add(at: Moment, id: ProgrammeId, rows: readonly RowState[]): void {
    for (const row of rows) this.#putRow(row);
    this.look(at, id);
  }

  /** Null where the order means nothing to the programme. */
  order(at: Moment, id: ProgrammeId, order: ProgrammeOrder, by: string): ProgrammeState | null {
    const { programmes } = this.#rest.registry;
    const programme = programmes.programmes.get(id);
    const next = programme ? ordered(programme, order, by, at) : null;
    if (!next) return null;
    this.#change(next, at, by);
    if (order === 'cancel') this.#cancelRows(at, id, by);
    this.look(at, id);
    return next;
  }

  #cancelRows(at: Moment, id: ProgrammeId, by: string): void {
    const { registry } = this.#rest;
    for (const row of registry.programmes.rows(id)) {
      this.#apply(cancelled(row, at));
      if (row.status.is !== 'calling') continue;
      const callback = registry.callbacks.get(row.status.callback);
      if (callback) this.#cancelCallback(at, callback, by);
    }
  }

  /** Who is on the line is talked with, and not tried again. */
  #cancelCallback(at: Moment, callback: CallbackState, by: string): void {
    const { registry, order } = this.#rest;
    if (callback.status.is === 'attempting' || !registry.programmes.isPointless(callback)) return;
    order(at, callback.id, { do: 'cancel', why: 'the programme was cancelled' }, by);
  }

  /** The clock is looked at: the schedule lets rows go, days pass. Twice is as good as once. */
  look(at: Moment, id: ProgrammeId): void {
    const { registry, site } = this.#rest;
    this.#looked.add(id);
    const programme = registry.programmes.programmes.get(id);
    if (!programme || isOver(programme)) return;
    const rows = registry.programmes.rows(id);
    const rules = site.rules(programme.standard);
    const going = rows.filter((row) => isReleased(row, programme, at.wall));
    const opening = rules.nextCallingTime(programme.line, at.wall) ?? at.wall;
    for (const row of going) this.#putRow(released(row, opening, this.#endOfDay(programme, row)));
    const paused = programme.status.is === 'paused' ? 'the programme was paused' : undefined;
    for (const { row: number } of rows) {
      const row = registry.programmes.row(id, number);
      const callback = row?.status.is === 'calling' ? registry.callbacks.get(row.status.callback) : undefined;
      if (row) this.#apply(dayPassed(row, callback, at, rules, paused));
    }
    if (isRound(programme, at.wall)) this.#round(programme, going.length, at);
  }

  /** callback.programme: a row is due on the day that the schedule, or its own day, has said, however late that is seen; or where
   * nobody may be called then, on the next on which somebody may. */
  #endOfDay({ line, standard, nextRoundAt }: ProgrammeState, { status }: RowState): number {
    const { site } = this.#rest;
    const day = nextRoundAt ?? (status.is === 'waiting' ? status.until : 0);
    return site.endOfDay(line, site.rules(standard).nextCallingTime(line, day) ?? day);
  }

  #round(programme: ProgrammeState, rows: number, at: Moment): void {
    const { site, facts } = this.#rest;
    const { id, schedule, line } = programme;
    const nextRoundAt = schedule === null ? null : site.nextRound(schedule, line, at.wall);
    this.#putProgramme({ ...programme, nextRoundAt });
    facts.push({ kind: 'event', name: 'programmeRound', at, by: 'engine', detail: { programme: id, rows } });
  }

  /** A callback has changed: its row may have its outcome, and when the customer was reached is remembered. */
  callbackChanged(at: Moment, callback: CallbackState): void {
    const { registry, site } = this.#rest;
    const { number, line, status, programme: from } = callback;
    if (status.is === 'settled') this.#remember(number, line, at);
    const row = from && registry.programmes.row(from.programme, from.row);
    const programme = from && registry.programmes.programmes.get(from.programme);
    if (!row || !programme) return;
    this.#apply(callbackChanged(row, callback, programme, at, site.rules(programme.standard)));
    if (isOpen(callback)) {
      if (programme.status.is === 'cancelled') this.#cancelCallback(at, callback, programme.status.by);
      return;
    }
    const over = finished(programme, registry.programmes.rows(programme.id), at);
    if (over !== programme) this.#change(over, at, 'engine');
  }

  /** A customer says how often. */
  wish(at: Moment, frequency: CustomerFrequency): void {
    const { registry, facts } = this.#rest;
    registry.programmes.frequencies.set(frequency.number, frequency);
    this.#frequencies.set(frequency.number, frequency);
    const { everyDays, never, by } = frequency;
    const detail = { who: by, never, everyDays };
    facts.push({ kind: 'event', name: 'customerFrequency', at, by: 'engine', detail });
  }

  /** callback.programme: where an agent is free whom nobody else wants, the next row is called: true where one is. Never more
   * of them than agents are free for. */
  feed(at: Moment): boolean {
    const { registry } = this.#rest;
    const { programmes } = registry;
    for (const programme of programmes.programmes.values()) {
      if (programme.status.is !== 'running' || !this.#isAgentFree(programme)) continue;
      const rules = this.#rest.site.rules(programme.standard);
      const opening = rules.nextCallingTime(programme.line, at.wall) ?? Number.POSITIVE_INFINITY;
      if (opening > at.wall) this.#lookAgain(programme.id, opening);
      else if (this.#feedFrom(programme, at)) return true;
    }
    return false;
  }

  #feedFrom(programme: ProgrammeState, at: Moment): boolean {
    const { registry } = this.#rest;
    let looked = 0;
    for (const row of registry.programmes.dueRows(programme.id, at.wall)) {
      // one open callback for each number and line: the customer is called anyway
      if (registry.openCallback(row.number, programme.line)) continue;
      if (this.#feedRow(row, programme, at)) return true;
      looked += 1;
      if (looked < MOST_AT_ONCE) continue;
      this.#lookAgain(programme.id, at.wall + SOON_MS);
      return false;
    }
    return false;
  }

  #lookAgain(id: ProgrammeId, wall: number): void {
    const { lookAgainAt } = this.#rest.registry.programmes;
    if (lookAgainAt.get(id) === wall || !Number.isFinite(wall)) return;
    lookAgainAt.set(id, wall);
    this.#looked.add(id);
  }

  #feedRow(row: RowState, programme: ProgrammeState, at: Moment): boolean {
    const { registry, site } = this.#rest;
    const { line, standard } = programme;
    const rules = site.rules(standard);
    const history = dialHistory(registry, { number: row.number, line }, rules, at.wall);
    const customer = { ...registry.programmes.customer(row.number, line), history };
    const what = feeding(row, programme, customer, at.wall, rules);
    if (what.is !== 'call') {
      this.#apply(notCalled(row, what, at, rules, (wall) => site.endOfDay(line, wall)));
      const over = finished(programme, registry.programmes.rows(programme.id), at);
      if (over !== programme) this.#change(over, at, 'engine');
      return false;
    }
    const { id } = this.#rest.promise(at, this.#wishOf(row, programme, at));
    this.#putRow(called(row, id));
    this.#remember(row.number, null, at);
    return true;
  }

  #wishOf(row: RowState, programme: ProgrammeState, at: Moment): CallbackPromise {
    const { registry, site } = this.#rest;
    const { line, standard, language, template, name, id } = programme;
    const hours = registry.programmes.frequencies.get(row.number)?.hours;
    return {
      kind: 'programme',
      number: row.number,
      dialled: row.dialled,
      line,
      standard,
      language,
      from: null,
      ...(row.name === undefined ? {} : { name: row.name }),
      about: [TEMPLATES[template].title.zh, row.about].filter(Boolean).join('：'),
      by: name,
      ...(hours ? { hours } : {}),
      programme: { programme: id, row: row.row },
      place: at.wall + BEHIND_MS,
      dueAt: at.wall,
      withinMs: Math.max(site.endOfDay(line, at.wall) - at.wall, 60_000),
    };
  }

  /** Those of its callbacks that nobody could take yet count as if they had an agent. */
  #isAgentFree({ language }: ProgrammeState): boolean {
    const { registry } = this.#rest;
    const agents = [...registry.agents.values()];
    const free = agents.filter((agent) => agent.role === 'agent' && isAvailable(agent));
    if (free.length === 0) return false;
    const waiting = [...registry.callbacks.values()].filter(
      (one) => one.programme && one.status.is === 'due' && !registry.programmes.holds(one),
    );
    if (waiting.length >= free.length) return false;
    const want = { kind: 'callback', id: '', place: 0, wants: { role: 'agent', language } } as const;
    return assign(agents, [want]).length > 0;
  }

  #remember(number: string, line: string | null, at: Moment): void {
    const called: CustomerCalled = { number, line, at: at.wall };
    this.#rest.registry.programmes.putCalled(called);
    this.#called.set(`${number} ${line ?? ''}`, called);
  }

  #apply({ row, facts }: RowStep): void {
    const { programme, row: number } = row;
    if (this.#rest.registry.programmes.row(programme, number) !== row) this.#putRow(row);
    this.#rest.facts.push(...facts);
  }

  #putRow(row: RowState): void {
    this.#rest.registry.programmes.putRow(row);
    this.#rows.set(`${row.programme} ${row.row}`, row);
  }

  #putProgramme(programme: ProgrammeState): void {
    this.#rest.registry.programmes.programmes.set(programme.id, programme);
    this.#programmes.set(programme.id, programme);
  }

  #change(programme: ProgrammeState, at: Moment, who: string): ProgrammeState {
    this.#putProgramme(programme);
    const detail = { programme: programme.id, is: programme.status.is, who };
    this.#rest.facts.push({ kind: 'event', name: 'programmeChanged', at, by: 'engine', detail });
    return programme;
  }
}
