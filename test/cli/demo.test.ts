// Who plays the agent in the demo: the scenario is only told where no other phone can take its calls.

import { describe, expect, test } from 'vitest';
import { chooseAgent } from '../../src/cli/demo/agent.ts';
import { type AgentState, NEW_AGENT } from '../../src/core/agents/state.ts';

const agents = ['8001', '8002', '8900'].map((id) => ({
  id,
  name: id,
  role: id === '8900' ? 'supervisor' : 'agent',
  secret: `secret-of-${id}`,
}));

function state(id: string, change: Partial<AgentState> = {}): AgentState {
  return { id, name: id, role: 'agent', languages: ['zh'], ...NEW_AGENT, ...change };
}

describe("the demo's agent", () => {
  test('is the first who has nothing to do', () => {
    const writing = state('8001', { doing: { is: 'wrapUp', call: 'c1', untilMono: 1 } });
    expect(chooseAgent({ agents }, [state('8001'), state('8002')])).toMatchObject({ id: '8001' });
    expect(chooseAgent({ agents }, [writing, state('8002')])).toMatchObject({
      id: '8002',
      secret: 'secret-of-8002',
    });
  });

  test('is nobody while a phone is registered that could be rung in its place', () => {
    const cast = () => chooseAgent({ agents }, [state('8001'), state('8002', { device: 'idle' })]);
    expect(cast).toThrow("phones are registered that would ring instead of the demo's: 8002");
  });

  test('is nobody where all are busy, or there is none', () => {
    const busy = ['8001', '8002'].map((id) => state(id, { doing: { is: 'talking', call: 'c1' } }));
    expect(() => chooseAgent({ agents }, busy)).toThrow('every agent of the site is busy');
    expect(() => chooseAgent({ agents: agents.slice(2) }, [])).toThrow('the site has no agents');
  });
});
