import {
  type AgentRequest,
  type Assignment,
  assignAgents,
  hasAnyAgent,
  isAnyAgentPresent,
} from '../core/agents/assign.ts';
import { canTakeCall, isWorthWaitingFor } from '../core/agents/step.ts';
import type { CallState } from '../core/call/state.ts';
import { needsAgent, needsAgentPresence } from '../core/call/step.ts';
import { failedSince } from '../core/callback/retry.ts';
import type { CallbackState } from '../core/callback/state.ts';
import type { AgentId } from '../core/ids.ts';
import type { Placing } from '../core/model/outgoing-call.ts';
import type { Timestamp } from '../core/time.ts';
import type { FailedInput } from './change-set.ts';
import { recordingOf } from './incoming-call.ts';
import { dialHistory } from './number-history.ts';
import type { Registry } from './registry.ts';
import { AGENT_ASIDE_MS, REQUEST_ASIDE_MS, type SetAside } from './set-aside.ts';
import type { EngineSite } from './site.ts';
import type { UnitOfWork } from './unit-of-work.ts';

function callRequest(call: CallState): AgentRequest | null {
  if (!needsAgent(call)) return null;
  const { id, place, direction, phase, wants: asked = { role: 'agent', language: call.language } } = call;
  // people.urgent: an alert goes before callers, and waits for nobody
  const isAlert = direction === 'alert';
  const priority = call.priority === true || isAlert;
  const anyLanguage = isAlert || (phase.is === 'waiting' && phase.wait.anyLanguage === true);
  return { kind: 'call', id, place, priority, anyLanguage, wants: asked };
}

function callbackRequest(
  callback: CallbackState,
  registry: Registry,
  onTheLine: ReadonlySet<string>,
): AgentRequest | null {
  const { id, status, number, place, priority = false, language, wants: asked } = callback;
  if (status.is !== 'due' || onTheLine.has(number) || registry.programmes.holds(callback)) return null;
  const only = firstFor(callback, registry);
  // with little time left it waits for nobody, and past its deadline
  const hurries = callback.late || callback.warnedFor === callback.deadlineAt;
  const want: AgentRequest = {
    kind: 'callback',
    id,
    place,
    priority,
    anyLanguage: hurries,
    // nobody is waited for whom the company has not got
    wants: asked && hasAnyAgent(registry.agents.values(), asked) ? asked : { role: 'agent', language },
  };
  const after = callback.warnedFor === callback.deadlineAt ? [] : failedSince(callback);
  return { ...want, ...(only === undefined ? {} : { only }), ...(after.length > 0 ? { after } : {}) };
}

/** The agent for whom a callback is kept for now: whom an operator has named, be that agent there or not; else whoever is to
 * get it first. */
function firstFor(callback: CallbackState, registry: Registry): AgentId | undefined {
  const { agent, assigned, reserved, from } = callback;
  if (assigned !== undefined && registry.agents.has(assigned)) return assigned;
  const state = agent === undefined ? undefined : registry.agents.get(agent);
  return state && isWorthWaitingFor(state, from, reserved) ? agent : undefined;
}

/** The numbers of customers who are in a call, on whatever line, or are about to be called: they still hear the goodbye, have
 * rung in again, or another callback reaches them now. To call them would find them engaged. */
function customersOnTheLine(registry: Registry): ReadonlySet<string> {
  const here = [...registry.calls.values()].filter(
    ({ customer, direction, endedAt }) =>
      customer.leg !== null || (direction === 'out' && endedAt === null && !customer.answered),
  );
  return new Set(here.flatMap(({ customer }) => customer.number ?? []));
}

/** What the dispatch needs. */
export interface DispatcherOptions {
  readonly registry: Registry;
  readonly site: EngineSite;
  /** Told of each part that could not be worked on. */
  failed(what: FailedInput): void;
  readonly setAside: SetAside;
}

/** What is known as the dispatch begins. */
interface DispatchNow {
  readonly phonesKnown: boolean;
  readonly mayDial: boolean;
}

/** So many rows of programmes are called in one dispatch; whoever waits meanwhile comes first in the next. */
const MOST_ROWS = 50;

/** Gives free agents to those who want one, each on its own: one that fails keeps nothing from the others. */
export class Dispatcher {
  readonly #o: DispatcherOptions;

  constructor(options: DispatcherOptions) {
    this.#o = options;
  }

  /** The earliest place first, in the turn in which the agents became free; who asks for somebody of whom nobody is there
   * is told, once it is known who is (`phonesKnown`). No attempt at a callback begins while the store refuses (`mayDial`):
   * it would be forgotten, and made once more. */
  run(turn: UnitOfWork, at: Timestamp, { phonesKnown, mayDial }: DispatchNow): void {
    this.#o.setAside.forgetBefore(at);
    let rows = 0;
    do {
      // an alert wants more than one
      while (this.#offerCalls(turn, at, mayDial) > 0);
      rows += 1;
      // callback.programme: whom nobody else wants
    } while (phonesKnown && mayDial && rows <= MOST_ROWS && this.#startNextRow(turn, at));
    if (rows > MOST_ROWS) this.#o.setAside.wakeSoon(at);
    if (phonesKnown) this.#tellPresence(turn, at);
  }

  /** True where all of it could be worked on; else nothing of it has happened, and `keys` are left out for some time. */
  #attempt(turn: UnitOfWork, at: Timestamp, keys: readonly Key[], work: () => void): boolean {
    const { setAside, failed } = this.#o;
    const fault = turn.changes.attempt(at, work);
    if (!fault) {
      for (const { key } of keys) setAside.worked(key);
      return true;
    }
    failed(fault);
    // an agent of whom it is not the fault takes the next one
    for (const { key, agent } of keys)
      if (agent === undefined || (fault.step?.machine === 'agent' && fault.step.id === agent))
        setAside.failed(key, at, agent === undefined ? REQUEST_ASIDE_MS : AGENT_ASIDE_MS);
    return false;
  }

  #tellPresence(turn: UnitOfWork, at: Timestamp): void {
    const { registry, setAside } = this.#o;
    for (const call of [...registry.calls.values()].filter(needsAgentPresence)) {
      const key = `presence ${call.id}`;
      if (setAside.has(key, at)) continue;
      this.#attempt(turn, at, [{ key }], () => {
        const there = call.wants !== undefined && isAnyAgentPresent(registry.agents.values(), call.wants);
        if (!there) turn.toCall(at, call.id, { type: 'noAgentsPresent' });
        else if (call.phase.is === 'transferring') turn.toCall(at, call.id, { type: 'agentsPresent' });
      });
    }
  }

  /** callback.programme: the next row is called: true where one is. Never more rows than agents are free for. */
  #startNextRow(turn: UnitOfWork, at: Timestamp): boolean {
    const { setAside } = this.#o;
    for (const { id } of turn.programmes.withFreeAgent()) {
      const key = `programme ${id}`;
      if (setAside.has(key, at)) continue;
      const before = turn.promises;
      const worked = this.#attempt(turn, at, [{ key }], () =>
        turn.deliver(at, 'programme', id, { type: 'agentFree' }),
      );
      if (worked && turn.promises > before) return true;
    }
    return false;
  }

  /** Returns how many were tried. */
  #offerCalls(turn: UnitOfWork, at: Timestamp, mayDial: boolean): number {
    const { registry, setAside } = this.#o;
    const agents = [...registry.agents.values()].filter(({ id }) => !setAside.has(`agent ${id}`, at));
    // most of what happens happens while nobody is free: hundreds who wait need not be put in order for it
    if (!agents.some(canTakeCall)) return 0;
    const given = assignAgents(agents, this.#requests(at, mayDial));
    for (const { request, agent } of given) {
      const keys = [{ key: `${request.kind} ${request.id}` }, { key: `agent ${agent}`, agent }];
      this.#attempt(turn, at, keys, () => this.#offer(turn, at, { request, agent }));
    }
    return given.length;
  }

  #requests(at: Timestamp, mayDial: boolean): AgentRequest[] {
    const { registry } = this.#o;
    const onTheLine = customersOnTheLine(registry);
    const list: AgentRequest[] = [];
    for (const call of registry.calls.values()) this.#add(list, 'call', call, at, callRequest);
    for (const callback of mayDial ? registry.due.values() : [])
      this.#add(list, 'callback', callback, at, (one) => callbackRequest(one, registry, onTheLine));
    return list;
  }

  /** One that cannot be read keeps no other from its agent. */
  #add<S extends CallState | CallbackState>(
    list: AgentRequest[],
    machine: AgentRequest['kind'],
    state: S,
    at: Timestamp,
    read: (state: S) => AgentRequest | null,
  ): void {
    const { setAside, failed } = this.#o;
    const key = `${machine} ${state.id}`;
    if (setAside.has(key, at)) return;
    try {
      const request = read(state);
      if (request) list.push(request);
    } catch (error) {
      failed({ at, error, step: { machine, id: state.id, input: null, state }, before: [] });
      setAside.failed(key, at, REQUEST_ASIDE_MS);
    }
  }

  #offer(turn: UnitOfWork, at: Timestamp, { request, agent }: Assignment): void {
    const { registry, site } = this.#o;
    if (request.kind === 'call') {
      turn.toAgent(at, agent, { type: 'offered', call: request.id });
      const speaks = registry.agents.get(agent)?.languages.includes(request.wants.language);
      const other = speaks ? {} : { otherLanguage: true as const };
      turn.toCall(at, request.id, { type: 'agentOffered', agent, ...other });
      return;
    }
    const callback = registry.callbacks.get(request.id);
    // the same customer, of whom another callback of this dispatch takes care
    if (!callback || customersOnTheLine(registry).has(callback.number)) return;
    const call = `${request.id}.${callback.attempts.length + 1}`;
    const salutation = site.salutation(callback.line, at.wall);
    turn.toAgent(at, agent, { type: 'offered', call });
    const line = site.line(callback.line);
    const history = dialHistory(registry, callback, site.rules(callback.standard), at.wall);
    const more = { ...recordingOf(line, call), placing: placingOf(line), history };
    turn.toCallback(at, request.id, { type: 'agentOffered', agent, call, salutation, ...more });
    // a rule may have forbidden it: then there is no call, and the agent is free again
    if (!registry.calls.has(call)) turn.toAgent(at, agent, { type: 'released', call });
  }
}

/** What is left out after a failure: a request, a programme, or an agent. */
interface Key {
  readonly key: string;
  readonly agent?: AgentId;
}

function placingOf(line: ReturnType<EngineSite['line']>): Placing {
  const { customerFirst = false, press1 = false } = line?.callbacks ?? {};
  return {
    ...(customerFirst ? { customerFirst } : {}),
    ...(press1 ? { press1 } : {}),
  };
}
