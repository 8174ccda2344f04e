import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needsAgent } from '../../src/core/call/step.ts';
import { failedSince } from '../../src/core/callback/retry.ts';
import { type CallbackState, isOpen } from '../../src/core/callback/state.ts';
import { rulesOf } from '../core/support/rules.ts';
import { aStandard, minutes } from '../scenarios/support/standard.ts';
import {
  type Action,
  AGENTS,
  actions,
  faults,
  nextCallingTime,
  perform,
} from './support/callback-actions.ts';
import { TurnFixture } from './support/turn-fixture.ts';

const RULES = rulesOf(aStandard({ 'callback.done': {} }), { nextCallingTime });

/** Any free agent may take this callback. */
function isFree(callback: CallbackState, fixture: TurnFixture): boolean {
  const { status, assigned, reserved, wants, number, line, agent } = callback;
  const here = [...fixture.registry.calls.values()].some(
    ({ customer, line: on }) => customer.leg !== null && customer.number === number && on === line,
  );
  const kept = assigned !== undefined || reserved || agent !== undefined || wants !== undefined;
  return status.is === 'due' && !kept && !here && failedSince(callback).length === 0;
}

/** Checks the invariants of callbacks after every turn, besides those that hold for all calls. */
function watch(fixture: TurnFixture, setClock: () => boolean): void {
  const dialled = new Set<string>();
  fixture.afterEachTurn = (_turn, before) => {
    for (const { call, command } of fixture.commands) {
      if (command.do !== 'dial' || !('customer' in command.to)) continue;
      expect(dialled.has(call), `${call} dialled twice`).toBe(false);
      dialled.add(call);
      // a clock that has been set while the agent’s phone rang says nothing
      if (!setClock())
        expect(nextCallingTime('', fixture.at.wall), 'outside the hours').toBe(fixture.at.wall);
    }
    const { callbacks, calls, agents } = fixture.registry;
    const out = [...calls.values()].filter(
      ({ direction, endedAt }) => direction === 'out' && endedAt === null,
    );
    expect(out.length, 'more customers are dialled than there are agents').toBeLessThanOrEqual(agents.size);
    const begun = [...callbacks.values()].filter(
      ({ id, status }) => status.is === 'attempting' && before.get(id)?.status.is !== 'attempting',
    );
    // who came first is served first, live or callback
    const latest = Math.max(...begun.map(({ place }) => place));
    for (const callback of callbacks.values())
      if (isFree(callback, fixture))
        expect(callback.place, `${callback.id} was passed over`).toBeGreaterThanOrEqual(latest);
    for (const call of calls.values())
      if (needsAgent(call) && call.direction === 'in' && !call.wants)
        expect(call.place, `${call.id} was passed over`).toBeGreaterThanOrEqual(latest);
  };
}

function run(list: readonly Action[]): TurnFixture {
  const fixture = new TurnFixture(RULES);
  watch(fixture, () => list.some(({ does }) => does === 'jump'));
  for (const agent of AGENTS.slice(0, 2)) fixture.device(agent, 'idle');
  for (const one of list) perform(fixture, one);
  fixture.afterEachTurn = () => undefined;
  return fixture;
}

/** Everybody hangs up, and no agent is reachable any more. */
function endAllCalls(fixture: TurnFixture): void {
  for (const agent of fixture.registry.agents.keys()) fixture.device(agent, 'offline');
  while (fixture.legs.size > 0) {
    for (const leg of [...fixture.legs.keys()]) fixture.end(leg, 'hungUp');
    fixture.after(60_000);
  }
  fixture.after(minutes(2));
}

/** Every promise has become part of a callback that has ended with an outcome, or is open with something to come. */
function expectNoCallbackLost(fixture: TurnFixture): void {
  const last = new Map(
    fixture.batches.flatMap(({ machines }) => (machines.callback ?? []).map((each) => [each.id, each])),
  );
  const facts = fixture.batches.flatMap((batch) => batch.facts);
  for (const batch of fixture.batches) {
    for (const fact of batch.facts) {
      if (fact.kind !== 'event' || fact.name !== 'callbackPromised') continue;
      expect(batch.durable).toBe(true);
      const callback = last.get(fact.callback ?? '') ?? expect.fail('no such callback');
      const ends = facts.filter(
        (one) =>
          one.kind === 'event' &&
          one.callback === callback.id &&
          ['callbackSettled', 'callbackFailed', 'callbackCancelled'].includes(one.name),
      );
      expect(ends).toHaveLength(isOpen(callback) ? 0 : 1);
      expect(['scheduled', 'due', 'settled', 'failed', 'cancelled']).toContain(callback.status.is);
      for (const attempt of callback.attempts) expect(attempt.outcome, attempt.call).toBeDefined();
    }
  }
  const attempts = [...last.values()].flatMap((callback) => callback.attempts.map(({ call }) => call));
  expect(new Set(attempts).size).toBe(attempts.length);
}

const sequences = (...more: fc.Arbitrary<Action>[]) =>
  fc.array(
    fc.oneof({ weight: 12, arbitrary: actions }, ...more.map((arbitrary) => ({ weight: 1, arbitrary }))),
    {
      minLength: 10,
      maxLength: 60,
    },
  );

describe('several callbacks, callers, agents and operators at once', () => {
  it('callback.done: callbacks run in order, within the hours, at most one for each agent; none is lost or dialled twice', () => {
    fc.assert(
      fc.property(sequences(), (list) => {
        const fixture = run(list);
        endAllCalls(fixture);
        expectNoCallbackLost(fixture);
      }),
      { seed: 20_261_125, numRuns: 40 },
    );
  });

  it('callback.done: the same holds when the engine crashes between commits and the clock is set', () => {
    fc.assert(
      fc.property(sequences(faults), (list) => {
        const fixture = run(list);
        endAllCalls(fixture);
        expectNoCallbackLost(fixture);
      }),
      { seed: 20_261_126, numRuns: 40 },
    );
  });
});
