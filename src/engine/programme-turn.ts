import { assign } from '../core/agents/assign.ts';
import { canTakeCall } from '../core/agents/step.ts';
import type { CallbackState } from '../core/callback/state.ts';
import type { Step, Tell } from '../core/effects.ts';
import type { Fact } from '../core/facts.ts';
import type { ProgrammeId } from '../core/ids.ts';
import type { ProgrammeEvent, ProgrammeInput, ProgrammeRules } from '../core/programme/input.ts';
import type { ProgrammeOrder, ProgrammeWish } from '../core/programme/programme.ts';
import type { CustomerCalled, CustomerFrequency, ProgrammeState, RowState } from '../core/programme/state.ts';
import { createProgramme } from '../core/programme/step.ts';
import type { Rules } from '../core/rules.ts';
import type { Timestamp } from '../core/time.ts';
import { MACHINES } from './machines.ts';
import { dialHistory } from './number-history.ts';
import type { ProgrammeChanges } from './ports.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';
import type { TakenStep } from './turn.ts';
import { UndoableMap, UndoableSet } from './undo.ts';

/** What a turn does beside programmes. */
interface Rest {
  readonly registry: Registry;
  readonly site: EngineSite;
  readonly facts: Fact[];
  tell(at: Timestamp, tell: Tell): void;
  /** This step is about to be taken. */
  stepping(step: TakenStep): void;
}

/** callback.programme: gives programmes their inputs in one turn, and has what it has changed of them. */
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

  make(id: ProgrammeId, wish: ProgrammeWish, at: Timestamp): ProgrammeState {
    const { site } = this.#rest;
    const nextRound: ProgrammeRules['nextRound'] = (...asked) => site.nextRound(...asked);
    return this.#apply(at, createProgramme(id, wish, at, nextRound));
  }

  /** Gives a programme an input. Undefined where there is none, or the input means nothing to it. */
  take(at: Timestamp, id: ProgrammeId, event: ProgrammeEvent): Step<ProgrammeState> | undefined {
    const { registry, site, stepping } = this.#rest;
    const programme = registry.programmes.programmes.get(id);
    if (!programme) return undefined;
    this.#looked.add(id);
    stepping({ machine: 'programme', id, input: event, state: programme });
    const rules = programmeRules(site, programme);
    const step = MACHINES.programme.step(programme, this.#inputOf(programme, event, at, rules), rules);
    if (step.unexpected) return undefined;
    this.#apply(at, step, programme);
    return step;
  }

  #inputOf({ id, line }: ProgrammeState, event: ProgrammeEvent, at: Timestamp, rules: Rules): ProgrammeInput {
    const { registry } = this.#rest;
    const { programmes, callbacks } = registry;
    return {
      ...event,
      at,
      rows: {
        get: (row) => programmes.row(id, row),
        all: () => programmes.rows(id),
        due: () => programmes.dueRows(id),
      },
      callbacks,
      customer: (number) => ({
        ...programmes.customer(number, line),
        isCalled: registry.openCallback(number, line) !== undefined,
        history: dialHistory(registry, { number, line }, rules, at.wall),
      }),
    };
  }

  #apply(
    at: Timestamp,
    { state, facts, tells }: Step<ProgrammeState>,
    before?: ProgrammeState,
  ): ProgrammeState {
    const { registry, facts: all, tell } = this.#rest;
    if (state !== before) {
      registry.programmes.programmes.set(state.id, state);
      this.#programmes.set(state.id, state);
    }
    all.push(...facts);
    for (const one of tells) tell(at, one);
    return state;
  }

  /** Null where the order means nothing to the programme. */
  order(at: Timestamp, id: ProgrammeId, order: ProgrammeOrder, by: string): ProgrammeState | null {
    return this.take(at, id, { type: 'ordered', order, by })?.state ?? null;
  }

  /** A callback has changed: its row may have its outcome, and when the customer was reached is remembered. */
  callbackChanged(at: Timestamp, callback: CallbackState): void {
    const { number, line, status, programme } = callback;
    if (status.is === 'settled') this.remember({ number, line, at: at.wall });
    if (programme) this.take(at, programme.programme, { type: 'callbackChanged', callback });
  }

  /** A customer says how often. */
  wish(at: Timestamp, frequency: CustomerFrequency): void {
    const { registry, facts } = this.#rest;
    registry.programmes.frequencies.set(frequency.number, frequency);
    this.#frequencies.set(frequency.number, frequency);
    const { everyDays, never, by } = frequency;
    const detail = { who: by, never, everyDays };
    facts.push({ kind: 'event', name: 'customerFrequency', at, by: 'engine', detail });
  }

  /** Where an agent is free whom nobody else wants, the next row is called: true where one is. */
  feed(at: Timestamp): boolean {
    for (const programme of this.#rest.registry.programmes.programmes.values()) {
      if (programme.status.is !== 'running' || !this.#isAgentFree(programme)) continue;
      const step = this.take(at, programme.id, { type: 'agentFree' });
      if (step?.tells.some(({ to }) => to === 'newCallback')) return true;
    }
    return false;
  }

  /** Those of its callbacks that nobody could take yet count as if they had an agent. */
  #isAgentFree({ language }: ProgrammeState): boolean {
    const { registry } = this.#rest;
    const agents = [...registry.agents.values()];
    const free = agents.filter((agent) => agent.role === 'agent' && canTakeCall(agent));
    if (free.length === 0) return false;
    const waiting = [...registry.callbacks.values()].filter(
      (one) => one.programme && one.status.is === 'due' && !registry.programmes.holds(one),
    );
    if (waiting.length >= free.length) return false;
    const want = { kind: 'callback', id: '', place: 0, wants: { role: 'agent', language } } as const;
    return assign(agents, [want]).length > 0;
  }

  remember(called: CustomerCalled): void {
    this.#rest.registry.programmes.putCalled(called);
    this.#called.set(`${called.number} ${called.line ?? ''}`, called);
  }

  putRow(row: RowState): void {
    this.#rest.registry.programmes.putRow(row);
    this.#rows.set(`${row.programme} ${row.row}`, row);
  }
}

const KNOWN = new WeakMap<Rules, ProgrammeRules>();

function programmeRules(site: EngineSite, { standard }: ProgrammeState): ProgrammeRules {
  const rules = site.rules(standard);
  const known = KNOWN.get(rules);
  if (known) return known;
  const made: ProgrammeRules = {
    ...rules,
    endOfDay: (...asked) => site.endOfDay(...asked),
    nextRound: (...asked) => site.nextRound(...asked),
  };
  KNOWN.set(rules, made);
  return made;
}
