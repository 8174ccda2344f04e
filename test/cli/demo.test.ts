// Who plays the agent in the demo: the scenario is only told where no other phone can take its calls.

import { describe, expect, test } from 'vitest';
import { chooseAgent } from '../../src/cli/demo/agent.ts';
import { cueGiven } from '../../src/cli/demo/cues.ts';
import { type AgentState, NEW_AGENT } from '../../src/core/agents/state.ts';
import type { Fact } from '../../src/core/facts.ts';

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

describe('the cues of the story', () => {
  const base = { at: { wall: 0, mono: 0 }, by: 'engine' } as const;
  const engineAnswered: Fact = { ...base, kind: 'event', name: 'engineAnswered', call: 'ben' };
  const offerTo = (call: string): Fact => ({ ...base, kind: 'event', name: 'offerMade', call });
  const goodbyeTo = (call: string): Fact => ({
    ...base,
    ...{ kind: 'clause', clause: 'close.goodbye', verdict: 'kept', call },
  });

  test('are those of the caller whom the engine answered, and of nobody else', () => {
    expect(cueGiven([offerTo('anna'), engineAnswered], 'offered')).toBe(false);
    expect(cueGiven([engineAnswered, offerTo('ben')], 'offered')).toBe(true);
  });

  test('keep that caller on the line until the goodbye has been heard, however long what comes before it takes', () => {
    const before = [engineAnswered, offerTo('ben'), goodbyeTo('anna')];
    expect(cueGiven(before, 'goodbyeHeard')).toBe(false);
    expect(cueGiven([...before, goodbyeTo('ben')], 'goodbyeHeard')).toBe(true);
  });
});
