import type { AgentEvent } from '../core/agents/input.ts';
import type { AgentState } from '../core/agents/state.ts';
import { placeAlert } from '../core/call/alert-call.ts';
import { type Arrival, arrive } from '../core/call/incoming-call.ts';
import type { CallEvent, CallInput } from '../core/call/input.ts';
import { placeCallback } from '../core/call/outgoing-call.ts';
import { changesOnlySpeech } from '../core/call/speech-activity.ts';
import type { CallState } from '../core/call/state.ts';
import { numbersOf } from '../core/call/step.ts';
import { orderRefusal } from '../core/callback/apply-order.ts';
import type { CallbackEvent } from '../core/callback/input.ts';
import type { OperatorOrder, OrderRefusal } from '../core/callback/operator-orders.ts';
import type { CallbackState } from '../core/callback/state.ts';
import { createCallback } from '../core/callback/step.ts';
import type { Command } from '../core/commands.ts';
import type { Step, Tell } from '../core/effects.ts';
import type { Fact } from '../core/facts.ts';
import type { AgentId, CallbackId, CallId, OutageId, ProgrammeId } from '../core/ids.ts';
import type { Alert } from '../core/model/alert.ts';
import type { CallbackRequest } from '../core/model/callback.ts';
import type { OutageEvent } from '../core/outage/input.ts';
import type { OutageState, OutageWish } from '../core/outage/state.ts';
import { putOn } from '../core/outage/step.ts';
import type { Rules } from '../core/rules.ts';
import type { Timestamp } from '../core/time.ts';
import type { GivenAnswer } from './access.ts';
import type { AuditEntry } from './audit.ts';
import { AwayTurn } from './away.ts';
import { MACHINES, type MachineKind } from './machines.ts';
import { requestHistory } from './number-history.ts';
import { NumbersTurn } from './numbers-turn.ts';
import type { Batch, JournalEntry, Log } from './ports.ts';
import { ProgrammeTurn } from './programme-turn.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';
import { UndoableMap, UndoableSet } from './undo.ts';

/** What the engine makes ids for. */
export type IdKind = 'call' | 'callback' | 'outage' | 'programme';

/** A command, and the call in whose order it stands. */
export interface Ordered {
  readonly call: CallId;
  readonly command: Command;
}

/** The step of a machine: all that is needed to take it again. */
export interface TakenStep {
  readonly machine: MachineKind;
  readonly id: string;
  /** The input, as plain data. */
  readonly input: unknown;
  /** The machine's state before it; undefined where there was none. */
  readonly state?: unknown;
}

/** An input that could not be worked on, and has left nothing behind. */
export interface FailedInput {
  readonly at: Timestamp;
  readonly error: unknown;
  /** The step that was taken when it failed; null where it failed before any. */
  readonly step: TakenStep | null;
  /** What had been taken before, in the same piece of work. */
  readonly before: readonly JournalEntry[];
}

/** One turn of the engine: inputs are taken, machines step, and so do the machines that they send messages to, until no
 * message is left. Nothing has happened outside yet; `batch` is what has to be kept first, `commands` what is to be done then. */
export class Turn {
  readonly commands: Ordered[] = [];
  readonly programmes: ProgrammeTurn;
  readonly away: AwayTurn;
  readonly numbers: NumbersTurn;
  readonly registry: Registry;
  readonly #calls: Map<CallId, CallState>;
  /** Calls in which nothing has changed but who talks. */
  readonly #heard: Set<CallId>;
  readonly #callbacks: Map<CallbackId, CallbackState>;
  readonly #agents: Map<AgentId, AgentState>;
  readonly #outages: Map<OutageId, OutageState>;
  readonly #facts: Fact[] = [];
  readonly #journal: JournalEntry[] = [];
  readonly #audit: AuditEntry[] = [];
  readonly #answers: GivenAnswer[] = [];
  #durable = false;
  #step: TakenStep | null = null;
  /** What is done once the input in hand has been worked on. */
  #afterwards: (() => void)[] = [];
  readonly #site: EngineSite;
  readonly #log: Log;
  readonly #newId: (kind: IdKind) => string;

  constructor(registry: Registry, site: EngineSite, log: Log, newId: (kind: IdKind) => string) {
    const { undo } = registry;
    this.#calls = new UndoableMap(undo);
    this.#heard = new UndoableSet(undo);
    this.#callbacks = new UndoableMap(undo);
    this.#agents = new UndoableMap(undo);
    this.#outages = new UndoableMap(undo);
    this.registry = registry;
    this.#site = site;
    this.#log = log;
    this.#newId = newId;
    this.away = new AwayTurn(registry);
    this.numbers = new NumbersTurn(registry, this.#facts, () => this.mustLast());
    this.programmes = new ProgrammeTurn({
      registry,
      site,
      facts: this.#facts,
      tell: (at, tell) => this.#tell(at, tell),
      stepping: (step) => {
        this.#step = step;
      },
    });
  }

  /** Works on one input wholly or not at all: where `work` throws, the registry, the batch and the commands are as they
   * were before. Returns what failed, or null. */
  attempt(at: Timestamp, work: () => void): FailedInput | null {
    const { undo } = this.registry;
    const taken = this.#journal.length;
    undo.begin();
    const lists = [this.#journal, this.#facts, this.#audit, this.#answers, this.commands];
    for (const list of lists) undo.noteLength(list);
    this.#afterwards = [];
    this.#step = null;
    try {
      work();
      undo.keep();
    } catch (error) {
      const failed = { at, error, step: this.#step, before: this.#journal.slice(taken) };
      undo.undo();
      return failed;
    }
    for (const effect of this.#afterwards) effect();
    return null;
  }

  /** Has `effect`, which cannot be undone, take place once the input in hand has been worked on. */
  afterwards(effect: () => void): void {
    this.#afterwards.push(effect);
  }

  get batch(): Batch {
    return {
      durable: this.#durable,
      journal: this.#journal,
      calls: [...this.#calls.values()],
      callbacks: [...this.#callbacks.values()],
      agents: [...this.#agents.values()],
      facts: this.#facts,
      audit: this.#audit,
      answers: this.#answers,
      outages: [...this.#outages.values()],
      ...this.numbers.changes,
      programmes: this.programmes.changes,
      away: this.away.changes,
    };
  }

  /** True where the turn has changed nothing that has to be kept. */
  get isEmpty(): boolean {
    const machines = this.#calls.size + this.#callbacks.size + this.#agents.size + this.#outages.size;
    const parts = [this.programmes, this.away, this.numbers];
    const notes = this.#audit.length + this.#answers.length;
    return this.#journal.length + machines + notes === 0 && parts.every((part) => part.isEmpty);
  }

  /** The ids of the machines that this turn has touched: their deadlines are to be looked at again. */
  touched(): {
    calls: Iterable<CallId>;
    callbacks: Iterable<CallbackId>;
    agents: Iterable<AgentId>;
    programmes: Iterable<ProgrammeId>;
  } {
    return {
      calls: new Set([...this.#calls.keys(), ...this.#heard]),
      callbacks: this.#callbacks.keys(),
      agents: this.#agents.keys(),
      programmes: this.programmes.touched(),
    };
  }

  /** Somebody relies on what this turn does: it must be on the disk before that is told. */
  mustLast(): void {
    const before = this.#durable;
    this.registry.undo.note(() => {
      this.#durable = before;
    });
    this.#durable = true;
  }

  /** Keeps with this turn what is noted of it, for whoever ordered it relies on that. */
  note(entry: AuditEntry | null, answer: GivenAnswer | null): void {
    if (entry) this.#audit.push(entry);
    if (answer) this.#answers.push(answer);
    if (entry || answer) this.mustLast();
  }

  /** Ends the attempts at callbacks whose call is not known any more, for its state could not be read. */
  endLostAttempts(at: Timestamp): void {
    for (const { id, status } of [...this.registry.callbacks.values()]) {
      if (status.is !== 'attempting' || this.registry.calls.has(status.call)) continue;
      this.toCallback(at, id, { type: 'attemptEnded', call: status.call, outcome: 'lost' });
    }
  }

  /** Has every running machine's deadline looked at, and its state kept. */
  touchAll(): void {
    for (const call of this.registry.calls.values()) this.#calls.set(call.id, call);
    for (const callback of this.registry.callbacks.values()) this.#callbacks.set(callback.id, callback);
    for (const agent of this.registry.agents.values()) this.#agents.set(agent.id, agent);
  }

  arrive(at: Timestamp, arrival: Arrival): void {
    const line = this.#site.line(arrival.line);
    if (!line) return;
    this.#overtake(at, arrival);
    this.#begins(at, 'call', arrival.id, { type: 'arrived', ...arrival });
    this.#applyCall(at, arrive(arrival, at, this.#site.rules(line.standard)));
  }

  /** Nobody is dialled who rings in at this moment. */
  #overtake(at: Timestamp, { callback }: Arrival): void {
    const status = callback && this.registry.callbacks.get(callback.id)?.status;
    if (status?.is === 'attempting') this.toCall(at, status.call, { type: 'customerRang' });
  }

  /** Gives a call an input. Returns false where it meant nothing to it. */
  toCall(at: Timestamp, id: CallId, event: CallEvent): boolean {
    const call = this.registry.calls.get(id);
    if (!call) return false;
    const rules = this.#site.rules(call.standard, call.edition);
    const input = { ...event, ...this.#doNotCall(call, rules) };
    this.#step = { machine: 'call', id, input, state: call };
    const step = MACHINES.call.step(call, { ...input, at }, rules);
    if (isTalk(event) && changesOnlySpeech(call, step)) this.#passing(step.state);
    else {
      this.#note(at, 'call', id, input, step, call);
      this.#applyCall(at, step, call);
    }
    return !step.unexpected;
  }

  #doNotCall(call: CallState, rules: Rules): Pick<CallInput, 'doNotCall'> {
    const listed = this.registry.doNotCall;
    if (listed.size === 0) return {};
    const doNotCall = numbersOf(call, rules).filter((number) => listed.has(number));
    return doNotCall.length > 0 ? { doNotCall } : {};
  }

  /** Who talks changes several times a minute in every call: it is known to the machine, and kept with what is kept next. */
  #passing(call: CallState): void {
    this.registry.putCall(call);
    if (this.#calls.has(call.id)) this.#calls.set(call.id, call);
    else this.#heard.add(call.id);
  }

  /** Gives an agent an input. Returns false where it meant nothing to the agent. */
  toAgent(at: Timestamp, id: AgentId, event: AgentEvent): boolean {
    const agent = this.registry.agents.get(id);
    if (!agent) return false;
    this.#step = { machine: 'agent', id, input: event, state: agent };
    const step = MACHINES.agent.step(agent, { ...event, at });
    this.#note(at, 'agent', id, event, step, agent);
    this.#facts.push(...step.facts);
    if (step.state !== agent) {
      this.registry.agents.set(id, step.state);
      this.#agents.set(id, step.state);
    }
    return !step.unexpected;
  }

  /** Gives a callback an input. Returns its state after it, or undefined where the input meant nothing to it. */
  toCallback(at: Timestamp, id: CallbackId, event: CallbackEvent): CallbackState | undefined {
    const callback = this.registry.callbacks.get(id);
    if (!callback) return undefined;
    this.#step = { machine: 'callback', id, input: event, state: callback };
    const step = MACHINES.callback.step(callback, { ...event, at }, this.#site.rules(callback.standard));
    this.#note(at, 'callback', id, event, step, callback);
    const after = this.#applyCallback(at, step, callback);
    return step.unexpected ? undefined : after;
  }

  /** An operator's order. Durable, for the operator relies on it. Returns the state after it, or why it means nothing. */
  order(
    at: Timestamp,
    callback: CallbackState,
    order: OperatorOrder,
    by: string,
  ): CallbackState | OrderRefusal {
    const rules = this.#site.rules(callback.standard);
    const refusal = orderRefusal(callback, order, at.wall, rules);
    if (refusal !== null) return refusal;
    this.mustLast();
    return this.toCallback(at, callback.id, { type: 'ordered', order, by }) ?? 'over';
  }

  /** outage.notice: durable, for the person who puts it on relies on it. */
  putOnOutage(at: Timestamp, wish: OutageWish): OutageState {
    return this.#applyOutage(putOn(this.#newId('outage'), wish, at));
  }

  /** False where there is no such outage, or it meant nothing to it. */
  toOutage(at: Timestamp, id: OutageId, event: OutageEvent): boolean {
    const outage = this.registry.outages.get(id);
    if (!outage) return false;
    this.#step = { machine: 'outage', id, input: event, state: outage };
    const step = MACHINES.outage.step(outage, { ...event, at });
    if (!step.unexpected) this.#applyOutage(step);
    return !step.unexpected;
  }

  #applyOutage({ state, facts }: Step<OutageState>): OutageState {
    if (facts.length > 0) this.mustLast();
    this.registry.outages.set(state.id, state);
    this.#outages.set(state.id, state);
    this.#facts.push(...facts);
    return state;
  }

  /** A machine comes to be by this input. */
  #begins(at: Timestamp, machine: JournalEntry['machine'], id: string, input: unknown): void {
    this.#step = { machine, id, input };
    this.#journal.push({ at, machine, id, input });
  }

  #note<S>(
    at: Timestamp,
    machine: JournalEntry['machine'],
    id: string,
    event: { readonly type: string },
    step: Step<S>,
    before: S,
  ): void {
    if (step.unexpected) this.#log.warn('input means nothing in this state', { machine, id, event });
    const nothing = event.type === 'deadline' && step.state === before;
    if (!nothing) this.#journal.push({ at, machine, id, input: event });
  }

  #applyCall(at: Timestamp, step: Step<CallState>, before?: CallState): void {
    const call = step.state;
    if (call !== before) {
      this.registry.putCall(call);
      this.#calls.set(call.id, call);
    }
    for (const command of step.commands) this.commands.push({ call: call.id, command });
    this.#facts.push(...step.facts);
    for (const tell of step.tells) this.#tell(at, tell);
  }

  #applyCallback(at: Timestamp, step: Step<CallbackState>, before?: CallbackState): CallbackState {
    // two operators who have looked at the same state cannot both change it
    const callback =
      before && step.state !== before ? { ...step.state, revision: before.revision + 1 } : step.state;
    if (callback !== before) {
      this.registry.putCallback(callback);
      this.#callbacks.set(callback.id, callback);
    }
    this.#facts.push(...step.facts);
    if (callback !== before) this.programmes.callbackChanged(at, callback);
    for (const tell of step.tells) this.#tell(at, tell);
    return callback;
  }

  #tell(at: Timestamp, tell: Tell): void {
    switch (tell.to) {
      case 'agent':
        this.toAgent(at, tell.id, tell.event);
        break;
      case 'callback':
        this.toCallback(at, tell.id, tell.event);
        break;
      case 'outage':
        this.toOutage(at, tell.id, tell.event);
        break;
      case 'customer':
        this.numbers.chosen(tell.choice);
        break;
      case 'customerCalled':
        this.programmes.remember(tell.called);
        break;
      case 'programmeRow':
        this.programmes.putRow(tell.row);
        break;
      case 'newCallback':
        this.promise(at, tell.request);
        break;
      case 'newCall':
        this.#begins(at, 'call', tell.call.id, { type: 'placed', ...tell.call });
        this.#applyCall(at, placeCallback(tell.call, at, this.#site.rules(tell.call.standard)));
        break;
      case 'newAlert':
        this.#alert(at, tell.alert);
    }
  }

  /** people.urgent: on record and in the log before anything else is done about it. */
  #alert(at: Timestamp, alert: Alert): void {
    const { id, of, line, dialled, standard } = alert;
    this.mustLast();
    if ('atRisk' in of) {
      const late = { callback: of.atRisk, line, number: dialled };
      this.afterwards(() => this.#log.warn('a callback is about to be late', late));
      if (!this.registry.ringsForRisk(at)) return;
    } else {
      const { raisedIn: call, agent } = of;
      const urgent = { call, agent, line, number: dialled };
      this.afterwards(() => this.#log.error('an agent has raised an urgent alert', urgent));
    }
    this.#begins(at, 'call', id, { type: 'alerted', ...alert });
    this.#applyCall(at, placeAlert(alert, at, this.#site.rules(standard)));
  }

  /** callback.number: durable before it is spoken; one open callback for each number and line. */
  promise(at: Timestamp, wish: CallbackRequest): CallbackState {
    this.mustLast();
    const open = this.registry.openCallback(wish.number, wish.line);
    if (open) return this.toCallback(at, open.id, { type: 'joined', request: wish }) ?? open;
    const id = this.#newId('callback');
    const history = requestHistory(this.registry, wish.number, at.wall);
    this.#begins(at, 'callback', id, { type: 'promised', ...wish, history });
    return this.#applyCallback(at, createCallback(id, wish, at, this.#site.rules(wish.standard), history));
  }
}

function isTalk({ type }: CallEvent): boolean {
  return type === 'talkStarted' || type === 'talkEnded';
}
