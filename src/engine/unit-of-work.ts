import type { AgentEvent } from '../core/agents/input.ts';
import { placeAlert } from '../core/call/alert-call.ts';
import { type Arrival, arrive } from '../core/call/incoming-call.ts';
import type { CallEvent } from '../core/call/input.ts';
import { mayBeSuperseded } from '../core/call/moves/superseded.ts';
import { placeCallback } from '../core/call/outgoing-call.ts';
import { orderRefusal } from '../core/callback/apply-order.ts';
import type { CallbackEvent } from '../core/callback/input.ts';
import type { OperatorOrder, OrderRefusal } from '../core/callback/operator-orders.ts';
import { type CallbackState, isPendingFollowUp } from '../core/callback/state.ts';
import { createCallback } from '../core/callback/step.ts';
import type { Tell } from '../core/effects.ts';
import type { AgentId, CallbackId, CallId, OutageId, ProgrammeId } from '../core/ids.ts';
import type { Alert } from '../core/model/alert.ts';
import type { CallbackRequest } from '../core/model/callback.ts';
import type { OutageEvent } from '../core/outage/input.ts';
import type { OutageState, OutageWish } from '../core/outage/state.ts';
import { putOn } from '../core/outage/step.ts';
import { createProgramme } from '../core/programme/create.ts';
import type { ProgrammeEvent } from '../core/programme/input.ts';
import type { ProgrammeWish } from '../core/programme/programme.ts';
import type { ProgrammeState } from '../core/programme/state.ts';

import { e164Of, type Rules } from '../core/rules.ts';
import type { Timestamp } from '../core/time.ts';
import type { QueuedCommand } from './change-set.ts';
import { applyChangedResult, applyCorrection } from './correct-callback.ts';
import { MachineRunner, type UnitOfWorkOptions } from './machine-runner.ts';
import { requestHistory } from './number-history.ts';
import { NumberRecords } from './number-records.ts';
import { OfflineRequestChanges } from './offline-request-changes.ts';
import { ProgrammeRecords } from './programme-records.ts';
import type { Batch } from './store-port.ts';

/** A unit of work: machines take inputs and send messages to each other until no message is left. Nothing has happened
 * outside yet: `batch` is kept first, then `commands` are carried out. */
export class UnitOfWork extends MachineRunner {
  readonly programmes: ProgrammeRecords;
  readonly away: OfflineRequestChanges;
  readonly numbers: NumberRecords;
  #promises = 0;

  constructor(options: UnitOfWorkOptions) {
    super(options);
    const { registry, changes } = this;
    this.away = new OfflineRequestChanges(registry);
    this.numbers = new NumberRecords(registry, changes);
    this.programmes = new ProgrammeRecords(registry, changes);
  }

  get commands(): readonly QueuedCommand[] {
    return this.changes.commands;
  }

  /** The calls whose commands wait until the batch is on the disk. */
  get waiting(): ReadonlySet<CallId> {
    return this.changes.waiting;
  }

  get batch(): Batch {
    return {
      ...this.changes.batch,
      ...this.numbers.changes,
      programmes: this.programmes.changes,
      away: this.away.changes,
    };
  }

  /** How many requests for callbacks this turn has taken so far. */
  get promises(): number {
    return this.#promises;
  }

  /** True where the turn has changed nothing that has to be kept. */
  get isEmpty(): boolean {
    return [this.changes, this.programmes, this.away, this.numbers].every((part) => part.isEmpty);
  }

  /** Ends the attempt at a callback whose call is not known any more, for its state could not be read. */
  endLostAttempt(at: Timestamp, id: CallbackId): void {
    const status = this.registry.callbacks.get(id)?.status;
    if (status?.is !== 'attempting' || this.registry.calls.has(status.call)) return;
    this.toCallback(at, id, { type: 'attemptEnded', call: status.call, outcome: 'lost' });
  }

  arrive(at: Timestamp, arrival: Arrival): void {
    const line = this.o.site.line(arrival.line);
    if (!line) return;
    const rules = this.o.site.rules(line.standard);
    this.#overtake(at, arrival, rules);
    this.begin(at, 'call', arrival.id, { type: 'arrived', ...arrival }, () => arrive(arrival, at, rules));
  }

  /** callback.purpose: a customer who rings in at this moment, on whatever line, is not dialled. The callback of that line goes on
   * with the call; one of another line waits until the customer has left. */
  #overtake(at: Timestamp, { from, line, callback: own }: Arrival, rules: Rules): void {
    const number = e164Of(rules.mayDial(from, line));
    for (const call of number === null ? [] : [...this.registry.calls.values()]) {
      const { id, callback, customer } = call;
      if (call.direction !== 'out' || customer.number !== number || !mayBeSuperseded(call)) continue;
      this.toCall(at, id, { type: 'customerRang' });
      if (callback && callback.id !== own?.id)
        this.toCallback(at, callback.id, { type: 'attemptEnded', call: id, outcome: 'superseded' });
    }
  }

  /** Gives a call an input. Returns false where it meant nothing to it. */
  toCall(at: Timestamp, id: CallId, event: CallEvent): boolean {
    return this.deliver(at, 'call', id, event);
  }

  /** Gives an agent an input. Returns false where it meant nothing to the agent. */
  toAgent(at: Timestamp, id: AgentId, event: AgentEvent): boolean {
    return this.deliver(at, 'agent', id, event);
  }

  /** The phone of an agent who may be in a call is not there any more. */
  phoneGone(at: Timestamp, agent: AgentId): void {
    const doing = this.registry.agents.get(agent)?.doing;
    if (doing?.is === 'talking') this.toCall(at, doing.call, { type: 'phoneGone', agent });
  }

  /** Gives an outage an input. Returns false where it meant nothing to it. */
  toOutage(at: Timestamp, id: OutageId, event: OutageEvent): boolean {
    return this.deliver(at, 'outage', id, event);
  }

  /** Gives a programme an input. Returns false where it meant nothing to it. */
  toProgramme(at: Timestamp, id: ProgrammeId, event: ProgrammeEvent): boolean {
    return this.deliver(at, 'programme', id, event);
  }

  /** Gives a callback an input. Returns its state after it, or undefined where the input meant nothing to it. */
  toCallback(at: Timestamp, id: CallbackId, event: CallbackEvent): CallbackState | undefined {
    const after = this.take(at, 'callback', id, event);
    return after as CallbackState | undefined;
  }

  protected tell(at: Timestamp, tell: Tell): void {
    switch (tell.to) {
      case 'customer':
        this.numbers.chosen(tell.choice);
        break;
      case 'customerCalled':
        this.programmes.remember(tell.called);
        break;
      case 'programmeRow':
        this.programmes.putRow(tell.row);
        break;
      case 'openFollowUp':
        this.#supersedeFollowUp(at, tell.number, tell.line, tell.call);
        break;
      case 'resultChanged':
        applyChangedResult(this, at, tell);
        break;
      case 'newCallback':
        this.promise(at, tell.request);
        break;
      case 'correctCallback':
        applyCorrection(this, at, tell);
        break;
      case 'newCall': {
        const { call } = tell;
        const rules = this.o.site.rules(call.standard);
        this.begin(at, 'call', call.id, { type: 'placed', ...call }, () => placeCallback(call, at, rules));
        break;
      }
      case 'newAlert':
        this.#alert(at, tell.alert);
        break;
      default:
        this.deliver(at, tell.to, tell.id, tell.event);
    }
  }

  /** people.urgent: on record and in the log before anybody is called about it. The call it was raised in does not wait. */
  #alert(at: Timestamp, alert: Alert): void {
    const { id, of, line, dialled, standard } = alert;
    const { log, site } = this.o;
    this.changes.requireDurableBefore(id);
    if ('atRisk' in of) {
      const late = { callback: of.atRisk, line, number: dialled };
      this.changes.afterwards(() => log.warn('a callback is about to be late', late));
      if (!this.registry.ringsForRisk(at)) return;
    } else {
      const { raisedIn: call, agent } = of;
      const urgent = { call, agent, line, number: dialled };
      this.changes.afterwards(() => log.error('an agent has raised an urgent alert', urgent));
    }
    const rules = site.rules(standard);
    this.begin(at, 'call', id, { type: 'alerted', ...alert }, () => placeAlert(alert, at, rules));
  }

  /** callback.number: durable before it is spoken; one open callback for each number and line. */
  promise(at: Timestamp, wish: CallbackRequest): CallbackState {
    this.#promises += 1;
    this.changes.requireDurableFirst();
    const open = this.#openFor(at, wish);
    if (open) return this.toCallback(at, open.id, { type: 'joined', request: wish }) ?? open;
    const id = this.o.newId('callback');
    const history = requestHistory(this.registry, wish.number, at.wall);
    const rules = this.o.site.rules(wish.standard);
    return this.begin(
      at,
      'callback',
      id,
      { type: 'promised', ...wish, history, edition: rules.edition },
      () => createCallback(id, wish, at, rules, history),
    );
  }

  /** The open callback that the request joins. callback.follow_up: a follow-up is joined by none, but gives way to it. */
  #openFor(at: Timestamp, { kind, number, line }: CallbackRequest): CallbackState | undefined {
    if (kind !== 'satisfaction') this.#supersedeFollowUp(at, number, line, null);
    return this.registry.openCallback(number, line);
  }

  /** callback.follow_up */
  #supersedeFollowUp(at: Timestamp, number: string, line: string, call: CallId | null): void {
    const open = this.registry.openCallback(number, line);
    if (open && isPendingFollowUp(open)) this.toCallback(at, open.id, { type: 'superseded', call });
  }

  /** An operator's order. Durable, for the operator relies on it. Returns the state after it, or why it means nothing. */
  order(
    at: Timestamp,
    callback: CallbackState,
    order: OperatorOrder,
    by: string,
  ): CallbackState | OrderRefusal {
    const rules = this.o.site.rules(callback.standard);
    const refusal = orderRefusal(callback, order, at.wall, rules);
    if (refusal !== null) return refusal;
    this.changes.requireDurable();
    return this.toCallback(at, callback.id, { type: 'ordered', order, by }) ?? 'over';
  }

  /** outage.notice: durable, for the person who puts it on relies on it. */
  putOnOutage(at: Timestamp, wish: OutageWish): OutageState {
    const id = this.o.newId('outage');
    return this.begin(at, 'outage', id, { type: 'putOn' }, () => putOn(id, wish, at));
  }

  makeProgramme(at: Timestamp, wish: ProgrammeWish): ProgrammeState {
    const id = this.o.newId('programme');
    const { site } = this.o;
    return this.begin(at, 'programme', id, { type: 'made' }, () =>
      createProgramme(id, wish, at, (...asked) => site.nextRound(...asked)),
    );
  }
}
