import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallbackState, isOpen } from '../../../src/core/callback/state.ts';
import type { CallbackKind } from '../../../src/core/model/callback.ts';
import { runs } from '../../support/runs.ts';
import { type Action, actions, CallbackLife, inMs, jumps, KINDS } from '../support/callback-life.ts';

const begins = fc.tuple(
  fc.constantFrom(...KINDS),
  fc.option(inMs),
  fc.option(
    fc.constantFrom(
      { from: 600, to: 720 },
      { from: 480, to: 560 },
      { from: 1200, to: 1439 },
      { from: 0, to: 500 },
    ),
  ),
);

const sequences = (...more: fc.Arbitrary<Action>[]) =>
  fc.tuple(begins, fc.array(fc.oneof(actions, ...more), { minLength: 3, maxLength: 40 }));

function run([begin, list]: readonly [
  readonly [CallbackKind, number | null, CallbackState['hours'] | null],
  readonly Action[],
]) {
  const life = new CallbackLife(...begin);
  for (const one of list) life.perform(one);
  return life;
}

describe('whatever happens to a callback', () => {
  it('callback.done: never lost, never dialled outside hours nor twice, one outcome; the clock jumps, and it is read back', () => {
    fc.assert(
      fc.property(sequences(jumps), (sequence) => {
        const life = run(sequence);
        const { status, attempts } = life.state;
        const ends = ['callbackSettled', 'callbackFailed', 'callbackCancelled'].flatMap((name) =>
          life.named(name),
        );
        expect(ends).toHaveLength(isOpen(life.state) ? 0 : 1);
        // at most one attempt is under way, and it is the one that the callback knows of
        const under = attempts.filter(({ outcome }) => outcome === undefined).map(({ call }) => call);
        expect(under).toEqual(status.is === 'attempting' ? [status.call] : []);
        expect(new Set(attempts.map(({ call }) => call)).size).toBe(attempts.length);
      }),
      { seed: 20_261_122, numRuns: runs(600) },
    );
  });

  it('callback.done: a deadline is said to be missed before it is, unless the customer is being called at that time', () => {
    fc.assert(
      fc.property(sequences(), (sequence) => {
        const life = run(sequence);
        const deadlines = (name: string) =>
          life.named(name).map((fact) => (fact.kind === 'event' ? fact.detail?.deadlineAt : null));
        const said = deadlines('callbackAtRisk');
        expect(new Set(said).size, 'once for each').toBe(said.length);
        for (const fact of life.named('callbackOverdue')) {
          const deadlineAt = fact.kind === 'event' && fact.detail?.deadlineAt;
          const said = deadlines('callbackAtRisk').includes(deadlineAt || null);
          expect(said || life.tried.includes(fact.at.wall), JSON.stringify(fact)).toBe(true);
        }
      }),
      { seed: 20_261_123, numRuns: runs(400) },
    );
  });

  it('callback.done: it ends, once there are agents and the customer is there', () => {
    fc.assert(
      fc.property(sequences(jumps), (sequence) => {
        const life = run(sequence);
        for (let days = 0; days < 9 && isOpen(life.state); days += 1) {
          if (life.state.status.is === 'attempting') life.end('resolved');
          if (life.state.status.is === 'due') life.offer('8003');
          if (life.state.status.is === 'scheduled') life.wait(Math.max(life.state.dueAt - life.wall, 0));
        }
        expect(isOpen(life.state), JSON.stringify(life.state)).toBe(false);
      }),
      { seed: 20_261_124, numRuns: runs(400) },
    );
  });
});
