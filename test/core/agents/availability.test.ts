import { describe, expect, it } from 'vitest';
import type { AvailabilityEvent } from '../../../src/core/agents/input.ts';
import {
  type AgentDoing,
  type AgentState,
  type Availability,
  NEW_AGENT,
} from '../../../src/core/agents/state.ts';
import { canTakeCall, isWorthWaitingFor, stepAgent } from '../../../src/core/agents/step.ts';

const NOW = { mono: 100_000, wall: 1_000_000 };

const DUTIES: Readonly<Record<Availability['is'], Availability>> = {
  loggedIn: { is: 'loggedIn', since: 400_000 },
  loggedOut: { is: 'loggedOut', since: 400_000 },
  paused: { is: 'paused', since: 400_000, reason: '2', name: 'meal' },
};

const SAID: Readonly<Record<string, AvailabilityEvent>> = {
  logIn: { type: 'logIn' },
  logOut: { type: 'logOut' },
  resume: { type: 'resume' },
  pause: { type: 'pause', reason: '1', name: 'break' },
};

/** What comes of it, and the fact that is known then; where there is none nothing has changed. */
const TABLE: Readonly<
  Record<Availability['is'], Readonly<Record<string, [Availability['is'], string?] | 'means nothing'>>>
> = {
  loggedIn: {
    logIn: ['loggedIn'],
    logOut: ['loggedOut', 'agentLoggedOut'],
    resume: ['loggedIn'],
    pause: ['paused', 'agentPaused'],
  },
  loggedOut: {
    logIn: ['loggedIn', 'agentLoggedIn'],
    logOut: ['loggedOut'],
    resume: 'means nothing',
    pause: 'means nothing',
  },
  paused: {
    logIn: ['loggedIn', 'agentLoggedIn'],
    logOut: ['loggedOut', 'agentLoggedOut'],
    resume: ['loggedIn', 'agentResumed'],
    pause: ['paused', 'agentPaused'],
  },
};

const DOING: readonly AgentDoing[] = [
  { is: 'free' },
  { is: 'ringing', call: 'c1' },
  { is: 'talking', call: 'c1' },
  { is: 'wrapUp', call: 'c1', untilMono: 120_000 },
  { is: 'skipped', untilMono: 120_000 },
];

function agent(more: Partial<AgentState>): AgentState {
  return { ...NEW_AGENT, id: '8001', name: 'Li', role: 'agent', languages: ['zh'], device: 'idle', ...more };
}

describe.each(Object.keys(DUTIES) as Availability['is'][])('an agent who is %s', (was) => {
  describe.each(DOING.map((doing) => [doing.is, doing] as const))('%s', (_is, doing) => {
    it.each(Object.entries(SAID))('%s', (name, event) => {
      const before = agent({ availability: DUTIES[was], doing });
      const { state, facts, unexpected, tells, commands } = stepAgent(before, { ...event, at: NOW });
      const row = TABLE[was][name];
      expect([...tells, ...commands]).toEqual([]);
      expect(unexpected).toBe(row === 'means nothing');
      // what is going on goes on
      expect(state.doing).toEqual(doing);
      const [is, fact] = row === 'means nothing' || row === undefined ? [was] : row;
      expect(state.availability.is).toBe(is);
      if (fact === undefined) {
        expect(state).toBe(before);
        expect(facts).toEqual([]);
        return;
      }
      expect(state.availability.since).toBe(NOW.wall);
      expect(facts).toMatchObject([{ name: fact, by: { agent: '8001' }, detail: { was, seconds: 600 } }]);
      expect(facts[0]?.call).toBe('call' in doing ? 'c1' : undefined);
      expect(canTakeCall(state)).toBe(is === 'loggedIn' && doing.is === 'free');
    });
  });
});

describe('an agent', () => {
  it('who pauses is on record with the reason, and has been idle since the end of it', () => {
    const paused = stepAgent(agent({ idleSince: 5 }), { type: 'pause', reason: '2', name: 'meal', at: NOW });
    expect(paused.facts[0]).toMatchObject({ detail: { reason: '2', name: 'meal' } });
    const back = stepAgent(paused.state, { type: 'resume', at: { mono: 160_000, wall: 1_060_000 } });
    expect(back.state.idleSince).toBe(160_000);
    expect(back.facts[0]).toMatchObject({ detail: { was: 'paused', seconds: 60 } });
  });

  it('whose phone comes and goes is what that agent was', () => {
    const paused = agent({ availability: DUTIES.paused });
    const gone = stepAgent(paused, { type: 'device', device: 'offline', at: NOW }).state;
    const back = stepAgent(gone, { type: 'device', device: 'idle', at: NOW }).state;
    expect(back.availability).toEqual(DUTIES.paused);
  });

  it('remembers whom the last call was with, and forgets it with one who cannot be called', () => {
    const caller = {
      number: '+861',
      dialled: '1',
      line: '400',
      standard: 's',
      language: 'zh',
      call: 'c1',
    } as const;
    const ringing = agent({ doing: { is: 'ringing', call: 'c1' } });
    const talked = stepAgent(ringing, {
      type: 'pickedUp',
      call: 'c1',
      caller,
      language: 'zh',
      at: NOW,
    }).state;
    expect(talked.lastCaller).toEqual(caller);
    expect(
      stepAgent(talked, { type: 'pickedUp', call: 'c1', caller: null, language: 'zh', at: NOW }).state
        .lastCaller,
    ).toBeNull();
  });

  it.each<[string, Partial<AgentState>, boolean, boolean]>([
    ['free', {}, true, true],
    ['free, and the time for it is over', {}, false, false],
    [
      'still in the call that it came from',
      { doing: { is: 'wrapUp', call: 'c1', untilMono: 9 } },
      false,
      true,
    ],
    ['in another call', { doing: { is: 'talking', call: 'c2' } }, false, false],
    ['not at work', { availability: DUTIES.loggedOut }, true, false],
    ['in a pause', { availability: DUTIES.paused }, true, false],
    ['without a phone', { device: 'offline' }, true, false],
  ])('callback.appointment: a callback that is kept for one who is %s', (_is, more, reserved, there) => {
    expect(isWorthWaitingFor(agent(more), 'c1', reserved)).toBe(there);
  });
});
