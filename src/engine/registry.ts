import type { AgentState } from '../core/agents/state.ts';
import { AT_RISK_ALERT_MS } from '../core/call/moves/supervisor-alert.ts';
import type { CallState } from '../core/call/state.ts';
import type { Dials } from '../core/callback/dial-policy.ts';
import type { DoNotCall } from '../core/callback/do-not-call.ts';
import type { CallbackState } from '../core/callback/state.ts';
import type { CallbackId, CallId, LegId } from '../core/ids.ts';
import type { CustomerChoice } from '../core/model/customer.ts';
import type { OutageState } from '../core/outage/state.ts';
import type { ProgrammeState } from '../core/programme/state.ts';
import type { Timestamp } from '../core/time.ts';
import { CallbackIndex } from './callback-index.ts';
import { ProgrammeIndex } from './programme-index.ts';
import { UndoableMap, UndoableSet, UndoLog } from './undo.ts';

/** Callbacks that have ended are remembered for so long: the longest time of a cap. */
export const RECENT_MS = 24 * 3_600_000;

/** All running machines, and which call owns which leg. */
export class Registry {
  /** What the input in hand has changed. */
  readonly undo = new UndoLog();
  readonly #machines = new Map<string, Map<string, { readonly id: string }>>();
  readonly calls = this.#kind<CallState>('call');
  readonly callbacks = this.#kind<CallbackState>('callback');
  /** The callbacks that are due: of many thousands few are. */
  readonly due = new UndoableMap<CallbackId, CallbackState>(this.undo);
  readonly agents = this.#kind<AgentState>('agent');
  readonly outages = this.#kind<OutageState>('outage');
  /** language.caller: by number, E.164. */
  readonly customers = new UndoableMap<string, CustomerChoice>(this.undo);
  readonly programmes = new ProgrammeIndex(this.#kind<ProgrammeState>('programme'), this.undo);
  /** callback.unanswered: keys of entries that have made a callback, and may still be in Asterisk's own database. */
  readonly away = new UndoableSet<string>(this.undo);
  /** callback.purpose: whom no line calls, by number, E.164. */
  readonly doNotCall = new UndoableMap<string, DoNotCall>(this.undo);
  /** Callbacks that have ended within the last day, in the order in which they did. */
  readonly #ended = new UndoableMap<CallbackId, CallbackState>(this.undo);
  readonly #callbackIndex = new CallbackIndex();
  /** Machines whose state has changes that the journal has not: `KIND ID`. */
  readonly passed = new UndoableSet<string>(this.undo);
  readonly #owners = new UndoableMap<LegId, CallId>(this.undo);
  #rungForRiskUntil = Number.NEGATIVE_INFINITY;

  /** The machines of this kind, by id. */
  machinesOf(kind: string): ReadonlyMap<string, { readonly id: string }> {
    return this.#kind(kind);
  }

  /** Keeps the machine's new state, or forgets it. */
  put(kind: string, state: { readonly id: string }, isOver: boolean): void {
    const machines = this.#kind(kind);
    const before = machines.get(state.id);
    if (isOver) machines.delete(state.id);
    else machines.set(state.id, state);
    if (kind === 'call')
      this.#own(before as CallState | undefined, isOver ? undefined : (state as CallState));
    if (kind === 'callback') this.#index(before as CallbackState | undefined, state as CallbackState, isOver);
  }

  #kind<S extends { readonly id: string }>(kind: string): Map<string, S> {
    const known = this.#machines.get(kind) ?? new UndoableMap<string, S>(this.undo);
    this.#machines.set(kind, known);
    return known as Map<string, S>;
  }

  #own(before: CallState | undefined, call: CallState | undefined): void {
    const legs = call ? legsOf(call) : [];
    for (const leg of before ? legsOf(before) : []) if (!legs.includes(leg)) this.#owners.delete(leg);
    for (const leg of legs) if (call && this.#owners.get(leg) !== call.id) this.#owners.set(leg, call.id);
  }

  #index(before: CallbackState | undefined, callback: CallbackState, isOver: boolean): void {
    const { id, status } = callback;
    this.#putIndexed(callback, before ?? this.#ended.get(id));
    if (!isOver && status.is === 'due') this.due.set(id, callback);
    else this.due.delete(id);
    if (!isOver) return;
    this.#ended.set(id, callback);
    const now = 'at' in status ? status.at : 0;
    for (const old of this.#ended.values()) {
      if (!('at' in old.status) || old.status.at > now - RECENT_MS) break;
      this.#ended.delete(old.id);
      this.#callbackIndex.remove(old);
      this.undo.note(() => this.#callbackIndex.put(old, undefined));
    }
  }

  #putIndexed(callback: CallbackState, before: CallbackState | undefined): void {
    this.#callbackIndex.put(callback, before);
    this.undo.note(() =>
      before ? this.#callbackIndex.put(before, callback) : this.#callbackIndex.remove(callback),
    );
  }

  /** callback.purpose: the callbacks for this number that are open, or have ended within the last day. */
  callbacksOf(number: string): Iterable<CallbackState> {
    return this.#callbackIndex.ofNumber(number);
  }

  /** callback.purpose: when they, and those of the line, have dialled. */
  dials(number: string, line: string): Dials {
    return this.#callbackIndex.dials(number, line);
  }

  /** callback.done: whether supervisors' phones are rung for a callback that is about to be late: where there are supervisors, and
   * not for one after another; who has heard of one looks at them all. */
  ringsForRisk({ mono }: Timestamp): boolean {
    const anybody = [...this.agents.values()].some(({ role }) => role === 'supervisor');
    if (!anybody || mono < this.#rungForRiskUntil) return false;
    const before = this.#rungForRiskUntil;
    this.undo.note(() => {
      this.#rungForRiskUntil = before;
    });
    this.#rungForRiskUntil = mono + AT_RISK_ALERT_MS;
    return true;
  }

  /** The call that a leg belongs to. */
  ownerOf(leg: LegId): CallId | undefined {
    return this.#owners.get(leg);
  }

  /** The open callback for this number on this line, if there is one. */
  openCallback(number: string, line: string): CallbackState | undefined {
    return this.#callbackIndex.open(number, line);
  }
}

/** All legs that a call has to see to their end. */
export function legsOf(call: CallState): LegId[] {
  const agents = call.agentLegs.map((a) => a.leg);
  return call.customer.leg ? [call.customer.leg, ...agents] : agents;
}
