import { assign, type Want } from '../core/agents/assign.ts';
import { wantsAgent } from '../core/call/step.ts';
import type { Moment } from '../core/time.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';
import type { Turn } from './turn.ts';

function wants(registry: Registry): Want[] {
  const list: Want[] = [];
  for (const call of registry.calls.values()) {
    if (wantsAgent(call)) list.push({ kind: 'call', id: call.id, place: call.place });
  }
  for (const callback of registry.callbacks.values()) {
    if (callback.status.is === 'due') list.push({ kind: 'callback', id: callback.id, place: callback.place });
  }
  return list;
}

/** Gives free agents to those who want one, the earliest place first, in the turn in which they became free. */
export function dispatch(turn: Turn, registry: Registry, site: EngineSite, at: Moment): void {
  for (const { want, agent } of assign(registry.agents.values(), wants(registry))) {
    if (want.kind === 'call') {
      turn.toAgent(at, agent, { type: 'offered', call: want.id });
      turn.toCall(at, want.id, { type: 'agentOffered', agent });
      continue;
    }
    const callback = registry.callbacks.get(want.id);
    if (!callback) continue;
    const call = `${want.id}.${callback.attempts.length + 1}`;
    const salutation = site.salutation(callback.line, at.wall);
    turn.toAgent(at, agent, { type: 'offered', call });
    turn.toCallback(at, want.id, { type: 'agentOffered', agent, call, salutation });
    // a rule may have forbidden it: then there is no call, and the agent is free again
    if (!registry.calls.has(call)) turn.toAgent(at, agent, { type: 'released', call });
  }
}
