import { type AgentRequest, assignAgents, hasAnyAgent, isAnyAgentPresent } from '../core/agents/assign.ts';
import { canTakeCall, isWorthWaitingFor } from '../core/agents/step.ts';
import { needsAgent, needsAgentPresence } from '../core/call/step.ts';
import { failedSince } from '../core/callback/retry.ts';
import type { CallbackState } from '../core/callback/state.ts';
import type { AgentId } from '../core/ids.ts';
import type { Placing } from '../core/model/outgoing-call.ts';
import type { Timestamp } from '../core/time.ts';
import { recordingOf } from './incoming-call.ts';
import { dialHistory } from './number-history.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';
import type { UnitOfWork } from './unit-of-work.ts';

function agentRequests(registry: Registry): AgentRequest[] {
  const list: AgentRequest[] = [];
  for (const call of registry.calls.values()) {
    if (!needsAgent(call)) continue;
    const { id, place, direction, wants: asked = { role: 'agent', language: call.language } } = call;
    // people.urgent: an alert goes before callers
    const priority = call.priority === true || direction === 'alert';
    list.push({ kind: 'call', id, place, priority, wants: asked });
  }
  const onTheLine = customersOnTheLine(registry);
  const agents = [...registry.agents.values()];
  for (const callback of registry.callbacks.values()) {
    const { id, status, number, line, place, priority = false, language, wants: asked } = callback;
    if (status.is !== 'due' || onTheLine.has(`${number} ${line}`) || registry.programmes.holds(callback))
      continue;
    const only = firstFor(callback, registry);
    const want: AgentRequest = {
      kind: 'callback',
      id,
      place,
      priority,
      // nobody is waited for whom the company has not got
      wants: asked && hasAnyAgent(agents, asked) ? asked : { role: 'agent', language },
    };
    // with little time left nobody waits for others
    const after = callback.warnedFor === callback.deadlineAt ? [] : failedSince(callback);
    list.push({ ...want, ...(only === undefined ? {} : { only }), ...(after.length > 0 ? { after } : {}) });
  }
  return list;
}

/** The agent for whom a callback is kept for now: whom an operator has named, be that agent there or not; else whoever is to
 * get it first. */
function firstFor(callback: CallbackState, registry: Registry): AgentId | undefined {
  const { agent, assigned, reserved, from } = callback;
  if (assigned !== undefined && registry.agents.has(assigned)) return assigned;
  const state = agent === undefined ? undefined : registry.agents.get(agent);
  return state && isWorthWaitingFor(state, from, reserved) ? agent : undefined;
}

/** Who is still hearing the goodbye, or has rung in again meanwhile: to call them back now would find them engaged. */
function customersOnTheLine(registry: Registry): ReadonlySet<string> {
  const here = [...registry.calls.values()].filter(({ customer }) => customer.leg !== null);
  return new Set(here.map(({ customer, line }) => `${customer.number} ${line}`));
}

/** Gives free agents to those who want one, the earliest place first, in the turn in which they became free; who asks for
 * somebody of whom nobody is there is told, once it is known who is (`phonesKnown`). */
export function dispatch(
  turn: UnitOfWork,
  registry: Registry,
  site: EngineSite,
  at: Timestamp,
  phonesKnown = true,
): void {
  // an alert wants more than one
  do {
    while (offerCalls(turn, registry, site, at) > 0);
    // callback.programme: whom nobody else wants
  } while (phonesKnown && startNextRow(turn, at));
  if (!phonesKnown) return;
  for (const call of [...registry.calls.values()].filter(needsAgentPresence)) {
    const there = call.wants !== undefined && isAnyAgentPresent(registry.agents.values(), call.wants);
    if (!there) turn.toCall(at, call.id, { type: 'noAgentsPresent' });
    else if (call.phase.is === 'transferring') turn.toCall(at, call.id, { type: 'agentsPresent' });
  }
}

/** callback.programme: the next row is called: true where one is. Never more rows than agents are free for. */
function startNextRow(turn: UnitOfWork, at: Timestamp): boolean {
  const { callbacks } = turn.registry;
  const before = callbacks.size;
  for (const { id } of turn.programmes.withFreeAgent()) {
    turn.deliver(at, 'programme', id, { type: 'agentFree' });
    if (callbacks.size > before) return true;
  }
  return false;
}

function offerCalls(turn: UnitOfWork, registry: Registry, site: EngineSite, at: Timestamp): number {
  // most of what happens happens while nobody is free: hundreds who wait need not be put in order for it
  if (![...registry.agents.values()].some(canTakeCall)) return 0;
  const given = assignAgents(registry.agents.values(), agentRequests(registry));
  for (const { request, agent } of given) {
    if (request.kind === 'call') {
      turn.toAgent(at, agent, { type: 'offered', call: request.id });
      turn.toCall(at, request.id, { type: 'agentOffered', agent });
      continue;
    }
    const callback = registry.callbacks.get(request.id);
    if (!callback) continue;
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
  return given.length;
}

function placingOf(line: ReturnType<EngineSite['line']>): Placing {
  const { customerFirst = false, press1 = false } = line?.callbacks ?? {};
  return {
    ...(customerFirst ? { customerFirst } : {}),
    ...(press1 ? { press1 } : {}),
  };
}
