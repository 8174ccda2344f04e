// What the wall board makes of the picture of the house.

import { expect, it } from 'vitest';
import { agentsByGroup, nextDue, waitingByLine, wallFigures } from '../../src/console/logic/wall.ts';
import type { LiveAnswer } from '../../src/web/live.ts';

type Call = LiveAnswer['calls'][number];
type Agent = LiveAnswer['agents'][number];

const NOW = Date.UTC(2026, 2, 2, 2);
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

function aCall(id: string, over: Partial<Call> = {}): Call {
  return {
    ...{ id, direction: 'in', line: '1', standard: 'gov', language: 'zh', number: null, phase: 'waiting' },
    ...{ since: ago(60), endedAt: null, agent: null, ringing: null, waitsSince: null },
    due: { answer: null, reassurance: null, offer: null },
    ...over,
  };
}

function anAgent(id: string, over: Partial<Agent> = {}): Agent {
  return {
    ...{ id, name: id, role: 'agent', device: 'idle', availability: 'loggedIn', availableSince: null },
    ...{ pauseReason: null, doing: 'free', call: null, until: null, missed: 0 },
    ...over,
  };
}

it('who has waited longest is first, and so is the line of that customer; who talks does not wait', () => {
  const calls = [
    aCall('a', { waitsSince: ago(10) }),
    aCall('b', { line: '2', waitsSince: ago(40) }),
    aCall('c', { waitsSince: ago(20) }),
    aCall('d', { phase: 'talking' }),
  ];
  const lines = waitingByLine(calls).map(([line, waiting]) => [line, waiting.map(({ id }) => id)]);
  expect(lines).toEqual([
    ['2', ['b']],
    ['1', ['c', 'a']],
  ]);
  expect(wallFigures({ calls, agents: [] }, NOW)).toMatchObject({ waiting: 3, longest: 40_000 });
});

it('the next that is due is the earliest, also where it is late', () => {
  const due = { answer: null, reassurance: ago(2), offer: ago(-60) };
  expect(nextDue(aCall('a', { due }), NOW)).toEqual({ what: 'reassurance', left: -2000 });
  expect(nextDue(aCall('a'), NOW)).toBeNull();
});

it('an agent is at one thing: a call before a pause, a pause before a phone that is off', () => {
  const agents = [
    anAgent('1'),
    anAgent('2', { doing: 'talking', availability: 'paused' }),
    anAgent('3', { availability: 'paused', device: 'offline' }),
    anAgent('4', { device: 'offline' }),
    anAgent('5', { availability: 'loggedOut' }),
    anAgent('6', { doing: 'skipped' }),
  ];
  const groups = agentsByGroup(agents).map(([group, members]) => [group, members.map(({ id }) => id)]);
  expect(groups).toEqual([
    ['free', ['1']],
    ['talking', ['2']],
    ['skipped', ['6']],
    ['paused', ['3']],
    ['offline', ['4']],
    ['loggedOut', ['5']],
  ]);
  expect(wallFigures({ calls: [], agents }, NOW)).toMatchObject({
    free: 1,
    talking: 1,
    there: 4,
    longest: null,
  });
});
