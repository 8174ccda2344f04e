import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallbackState } from '../../../../src/core/callback/state.ts';
import {
  type AgentThere,
  forecast,
  lateOf,
  type Situation,
} from '../../../../src/core/reports/callbacks/forecast.ts';
import { aCallback, NOON } from '../../../contract/store-samples.ts';

const MINUTE = 60_000;
const TALK = 4 * MINUTE;
const FREE: AgentThere = { role: 'agent', free: true };
const BUSY: AgentThere = { role: 'agent', free: false };

function due(id: string, place: number, deadline: number, more: Partial<CallbackState> = {}): CallbackState {
  const times = { place, dueAt: NOON - MINUTE, deadlineAt: NOON + deadline * MINUTE };
  return aCallback(id, { status: { is: 'due' }, attempts: [], ...times, ...more });
}

function situation(callbacks: readonly CallbackState[], more: Partial<Situation> = {}): Situation {
  return { now: NOON, callbacks, agents: [FREE], roles: ['agent'], callers: [], talkMs: TALK, ...more };
}

/** Minutes from now at which each is taken up. */
function starts(of: Situation): Record<string, number | null> {
  return Object.fromEntries(
    forecast(of).map(({ callback, start }) => [callback.id, start === null ? null : (start - NOON) / MINUTE]),
  );
}

describe('the forecast', () => {
  it('one agent takes one after another: who is priority first, then by place', () => {
    const three = [due('b', 2, 60), due('a', 1, 60), due('c', 3, 60, { priority: true })];
    expect(starts(situation(three))).toEqual({ c: 0, a: 4, b: 8 });
  });

  it('a live caller who came first goes first', () => {
    const callers = [{ place: 1, priority: false }];
    expect(starts(situation([due('a', 2, 60)], { callers }))).toEqual({ a: 4 });
  });

  it('an agent in a call is free after a typical talk', () => {
    expect(starts(situation([due('a', 1, 60), due('b', 2, 60)], { agents: [BUSY, FREE] }))).toEqual({
      a: 0,
      b: 4,
    });
  });

  it('what is due later, and came first, goes first then', () => {
    const later = due('old', 1, 60, { status: { is: 'scheduled' }, dueAt: NOON + 6 * MINUTE });
    const all = [due('a', 2, 60), due('b', 3, 60), due('c', 4, 60), later];
    expect(starts(situation(all))).toEqual({ a: 0, b: 4, old: 6, c: 12 });
  });

  it('the desk that is asked for takes it, where the company has one', () => {
    const wants = { role: 'complaints', language: 'zh' } as const;
    const complaint = due('a', 1, 60, { wants });
    expect(starts(situation([complaint]))).toEqual({ a: 0 });
    expect(starts(situation([complaint], { roles: ['agent', 'complaints'] }))).toEqual({ a: null });
    const desk: AgentThere = { role: 'complaints', free: false };
    const there = { roles: ['agent', 'complaints'], agents: [FREE, desk] } as const;
    expect(starts(situation([complaint], there))).toEqual({ a: 4 });
  });

  it('what is held back is taken up by nobody, and what is under way is', () => {
    const all = [
      due('held', 1, 10, { status: { is: 'blocked', why: 'cap' } }),
      due('under way', 2, 10, { status: { is: 'attempting', call: 'c' } }),
    ];
    expect(starts(situation(all))).toEqual({ held: null, 'under way': 0 });
    expect(forecast(situation(all)).map(({ late }) => late)).toEqual([true, false]);
  });

  it('says how many will be late within the hour, and the first', () => {
    const all = [due('gone', 1, -1), due('a', 2, 3), due('b', 3, 7), due('c', 4, 59), due('d', 5, 61)];
    expect(lateOf(forecast(situation(all)), NOON, 60 * MINUTE)).toEqual({
      overdue: 1,
      soon: 2,
      first: NOON + 3 * MINUTE,
      ever: 2,
    });
    expect(lateOf(forecast(situation(all, { agents: [] })), NOON, 60 * MINUTE)).toEqual({
      overdue: 1,
      soon: 3,
      first: NOON + 3 * MINUTE,
      ever: 4,
    });
  });
});

const aWish = fc.record({
  status: fc.constantFrom<CallbackState['status']>(
    { is: 'due' },
    { is: 'scheduled' },
    { is: 'blocked', why: 'cap' },
    { is: 'attempting', call: 'c' },
  ),
  place: fc.nat(20),
  dueAt: fc.integer({ min: -30, max: 90 }).map((m) => NOON + m * MINUTE + 7),
  deadlineAt: fc.integer({ min: -30, max: 120 }).map((m) => NOON + m * MINUTE),
  ...{ asks: fc.constantFrom('agent' as const, 'complaints' as const), fast: fc.boolean() },
});
const someAgents = fc.array(
  fc.record({ role: fc.constantFrom('agent' as const, 'complaints' as const), free: fc.boolean() }),
  {
    maxLength: 5,
  },
);
const situations = fc
  .record({
    wishes: fc.array(aWish, { maxLength: 30 }),
    agents: someAgents,
    callers: fc.array(fc.record({ place: fc.nat(20), priority: fc.boolean() }), { maxLength: 5 }),
    talkMs: fc.integer({ min: 0, max: 10 * MINUTE }),
  })
  .map(({ wishes, ...rest }) => {
    const callbacks = wishes.map(({ asks, fast, ...more }, i) =>
      aCallback(`cb${i}`, {
        ...more,
        wants: { role: asks, language: 'zh' },
        ...(fast ? { priority: true } : {}),
      }),
    );
    return situation(callbacks, { ...rest, roles: ['agent', 'complaints'] });
  });

describe('whatever is open, and whoever is there', () => {
  it('an agent more makes nobody wait longer, and no more late', () => {
    fc.assert(
      fc.property(
        situations,
        fc.boolean(),
        fc.constantFrom('agent' as const, 'complaints' as const),
        (of, free, role) => {
          const more = forecast({ ...of, agents: [...of.agents, { role, free }] });
          forecast(of).forEach(({ start, late }, i) => {
            const then = more[i] ?? expect.fail('one is missing');
            if (start !== null) expect(then.start ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(start);
            if (!late) expect(then.late).toBe(false);
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('with nobody there all that is not under way is late', () => {
    fc.assert(
      fc.property(situations, (of) => {
        for (const { callback, start, late } of forecast({ ...of, agents: [] })) {
          if (callback.status.is === 'attempting') continue;
          expect([start, late]).toEqual([null, true]);
        }
      }),
    );
  });

  it('nothing is taken up before it is due, and no more at once than there are agents', () => {
    fc.assert(
      fc.property(situations, (of) => {
        const begun = forecast(of).filter(
          ({ start, callback }) => start !== null && callback.status.is !== 'attempting',
        );
        for (const { start, callback } of begun) {
          if (callback.status.is === 'scheduled') expect(start).toBeGreaterThanOrEqual(callback.dueAt);
          expect(start).toBeGreaterThanOrEqual(of.now);
          const same = begun.filter((other) => other.start === start);
          expect(same.length).toBeLessThanOrEqual(of.agents.length);
        }
      }),
    );
  });
});
