import { describe, expect, it } from 'vitest';
import type { AgentEvent } from '../../../src/core/agents/input.ts';
import { type AgentDoing, type AgentState, NEW_AGENT } from '../../../src/core/agents/state.ts';
import { agentDeadline, canTakeCall, stepAgent } from '../../../src/core/agents/step.ts';

const NOW = 100_000;

const DOING: Readonly<Record<AgentDoing['is'], AgentDoing>> = {
  free: { is: 'free' },
  ringing: { is: 'ringing', call: 'c1' },
  talking: { is: 'talking', call: 'c1' },
  wrapUp: { is: 'wrapUp', call: 'c1', untilMono: NOW + 5000 },
  skipped: { is: 'skipped', untilMono: NOW + 5000 },
};

const EVENTS: Readonly<Record<string, AgentEvent>> = {
  offered: { type: 'offered', call: 'c1' },
  pickedUp: { type: 'pickedUp', call: 'c1', caller: null, language: 'zh' },
  notPickedUp: { type: 'notPickedUp', call: 'c1', how: 'noAnswer', passOverMs: 30_000 },
  released: { type: 'released', call: 'c1' },
  callEnded: { type: 'callEnded', call: 'c1', wrapUpMs: 20_000 },
  'callEnded, no wrap-up': { type: 'callEnded', call: 'c1', wrapUpMs: 0 },
  recorded: { type: 'recorded', call: 'c1' },
};

/** What comes of it; where nothing stands the event means nothing. */
const TABLE: Readonly<Record<AgentDoing['is'], Readonly<Record<string, AgentDoing['is']>>>> = {
  free: { offered: 'ringing' },
  ringing: {
    pickedUp: 'talking',
    notPickedUp: 'skipped',
    released: 'free',
    callEnded: 'wrapUp',
    'callEnded, no wrap-up': 'free',
  },
  talking: {
    pickedUp: 'talking',
    notPickedUp: 'skipped',
    released: 'free',
    callEnded: 'wrapUp',
    'callEnded, no wrap-up': 'free',
  },
  wrapUp: {
    pickedUp: 'talking',
    notPickedUp: 'skipped',
    released: 'free',
    callEnded: 'wrapUp',
    'callEnded, no wrap-up': 'free',
    recorded: 'free',
  },
  skipped: {},
};

function agent(is: AgentDoing['is'], more: Partial<AgentState> = {}): AgentState {
  const fresh = {
    id: '8001',
    name: 'Li',
    role: 'agent',
    languages: ['zh'],
    ...NEW_AGENT,
    device: 'idle',
    idleSince: 50,
    missed: 2,
  } as const;
  return { ...fresh, doing: DOING[is], ...more };
}

const give = (state: AgentState, event: AgentEvent, mono = NOW) =>
  stepAgent(state, { ...event, at: { mono, wall: 0 } });

describe.each(Object.keys(DOING) as AgentDoing['is'][])('%s', (is) => {
  it.each(Object.entries(EVENTS))('%s', (name, event) => {
    const before = agent(is);
    const { state, unexpected, commands, tells, facts } = give(before, event);
    const after = TABLE[is][name];
    expect(unexpected).toBe(after === undefined);
    expect(state.doing.is).toBe(after ?? is);
    if (unexpected) expect(state).toBe(before);
    expect([...commands, ...tells, ...facts]).toEqual([]);
  });

  it.each(Object.entries(EVENTS))('%s, of another call', (name, event) => {
    const before = agent(is);
    const step = give(before, { ...event, call: 'c2' } as AgentEvent);
    if (is === 'free' && name === 'offered') return;
    expect(step.state).toBe(before);
    expect(step.unexpected).toBe(true);
  });

  it('device: only the phone’s state changes', () => {
    for (const device of ['offline', 'idle', 'ringing', 'busy'] as const) {
      const { state, unexpected } = give(agent(is), { type: 'device', device });
      expect(state).toEqual(agent(is, { device }));
      expect(unexpected).toBe(false);
    }
  });

  it('deadline: nothing before its time, free at its time', () => {
    const before = agent(is);
    const due = agentDeadline(before);
    expect(due).toBe(is === 'wrapUp' || is === 'skipped' ? NOW + 5000 : null);
    const early = give(before, { type: 'deadline' }, NOW + 4999);
    expect(early.state).toBe(before);
    expect(early.unexpected).toBe(false);
    const { state } = give(before, { type: 'deadline' }, NOW + 5000);
    if (due === null) expect(state).toBe(before);
    else expect(state).toMatchObject({ doing: { is: 'free' }, idleSince: NOW + 5000 });
    expect(agentDeadline(state)).toBeNull();
  });

  it('may be rung only when free and idle', () => {
    for (const device of ['offline', 'idle', 'ringing', 'busy'] as const) {
      expect(canTakeCall(agent(is, { device }))).toBe(is === 'free' && device === 'idle');
    }
  });
});

describe('idle since', () => {
  it('close.record: the end of the wrap-up, or of a call without one', () => {
    expect(give(agent('wrapUp'), { type: 'recorded', call: 'c1' }).state.idleSince).toBe(NOW);
    expect(give(agent('talking'), { type: 'callEnded', call: 'c1', wrapUpMs: 0 }).state.idleSince).toBe(NOW);
  });

  it('answer.rings: an agent who was rung in vain is not the longest idle any more; one who was released is', () => {
    const missed = give(agent('ringing'), {
      type: 'notPickedUp',
      call: 'c1',
      how: 'noAnswer',
      passOverMs: 30_000,
    });
    expect(missed.state).toMatchObject({ idleSince: NOW, missed: 3, doing: { untilMono: NOW + 30_000 } });
    expect(give(agent('ringing'), { type: 'released', call: 'c1' }).state.idleSince).toBe(50);
    expect(
      give(agent('ringing'), { type: 'pickedUp', call: 'c1', caller: null, language: 'zh' }).state.missed,
    ).toBe(0);
  });

  it('a phone that is registered again has been idle since then', () => {
    const back = give(agent('free', { device: 'offline' }), { type: 'device', device: 'idle' });
    expect(back.state.idleSince).toBe(NOW);
    const busy = give(agent('free', { device: 'busy' }), { type: 'device', device: 'idle' });
    expect(busy.state.idleSince).toBe(50);
  });
});
