import type { AgentState } from '../../../src/core/agents/state.ts';
import type { CallState } from '../../../src/core/call/state.ts';
import { isDone } from '../../../src/core/call/step.ts';
import type { CallbackState } from '../../../src/core/callback/state.ts';
import { isOpen } from '../../../src/core/callback/step.ts';
import type { Batch, Store } from '../../../src/engine/ports.ts';

/** What an engine needs of a store, and no more. */
export type EngineStore = Pick<Store, 'commit' | 'load'>;

export function memoryStore(): EngineStore {
  const calls = new Map<string, CallState>();
  const callbacks = new Map<string, CallbackState>();
  const agents = new Map<string, AgentState>();
  return {
    commit: async (batch: Batch) => {
      for (const call of batch.calls) calls.set(call.id, structuredClone(call));
      for (const callback of batch.callbacks) callbacks.set(callback.id, structuredClone(callback));
      for (const agent of batch.agents) agents.set(agent.id, structuredClone(agent));
    },
    load: async () => ({
      calls: [...calls.values()].filter((call) => !isDone(call)),
      callbacks: [...callbacks.values()].filter(isOpen),
      agents: [...agents.values()],
    }),
  };
}
