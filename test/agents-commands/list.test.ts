import { describe, expect, test } from 'vitest';
import { AGENT_COLUMNS, agentRow } from '../../src/cli/agents/list.ts';
import { type AgentState, NEW_AGENT } from '../../src/core/agents/state.ts';

/** 10:00 in Shanghai. */
const TEN = Date.UTC(2026, 2, 2, 2);

function row(change: Partial<AgentState>): Record<string, string | undefined> {
  const agent = { ...NEW_AGENT, id: '8001', name: '王芳', role: 'agent', languages: ['zh'] } as const;
  const cells = agentRow({ ...agent, ...change }, 'Asia/Shanghai');
  expect(cells).toHaveLength(AGENT_COLUMNS.length);
  return Object.fromEntries(AGENT_COLUMNS.map((column, i) => [column, cells[i]]));
}

describe('an agent in `sansheng agents` and `sansheng status`', () => {
  test.each<[AgentState['availability'], string]>([
    [{ is: 'loggedIn', since: TEN }, 'logged in since 2026-03-02 10:00:00'],
    [{ is: 'loggedOut', since: TEN }, 'logged out since 2026-03-02 10:00:00'],
    [
      { is: 'paused', since: TEN, reason: '2', name: '用餐 meal' },
      'paused since 2026-03-02 10:00:00: 用餐 meal',
    ],
  ])('is $is', (duty, text) => {
    expect(row({ availability: duty })['on duty']).toBe(text);
  });

  test('may pause in a call, which goes on', () => {
    const paused = { is: 'paused', since: TEN, reason: '1', name: 'break' } as const;
    expect(row({ availability: paused, doing: { is: 'talking', call: 'c1' }, missed: 2 })).toMatchObject({
      doing: 'talking c1',
      missed: '2',
    });
  });
});
