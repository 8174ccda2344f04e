import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerAttempts } from '../../src/core/callback/callback-end.ts';
import { isOpen } from '../../src/core/callback/state.ts';
import { cases } from '../support/runs.ts';
import { CallbackLoad, COMPANY, type Crash } from './support/callback-load.ts';
import { servedOutOfOrder } from './support/callback-order.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, minutes, retryAfter } from './support/standard.ts';

const CALLBACKS = 500;
/** A few seconds of a machine that has nothing else to do. */
const PATIENCE_MS = 240_000;
const STANDARD = aStandard({}, { handling: { ...retryAfter(minutes(2), minutes(5)), maxAttempts: 3 } });

const aCrash = fc.record({
  afterMs: fc.integer({ min: 0, max: minutes(5) }),
  commits: fc.integer({ min: 1, max: 60 }),
});
/** The same in each run: what fails can be looked at. */
const crashesOf = (seed: number): Crash[] =>
  fc.sample(fc.array(aCrash, { minLength: 20, maxLength: 20, size: 'max' }), { seed, numRuns: 1 }).flat();

async function workedOff(
  s: Scenario,
  crashes: readonly Crash[],
  callbacks = CALLBACKS,
): Promise<CallbackLoad> {
  const load = new CallbackLoad(s);
  await load.requestCallbacks(callbacks);
  await load.workOff(crashes);
  return load;
}

describe(`${CALLBACKS} callbacks, six agents, and customers as they are`, () => {
  it(
    'each ends with an outcome, each attempt is one dial, and the order is kept',
    () =>
      scenario(
        STANDARD,
        async (s) => {
          const load = await workedOff(s, []);
          const { callbacks } = s.records;
          expect(callbacks.map(({ id }) => id).toSorted()).toEqual(load.asked.toSorted());
          for (const one of callbacks) expect(load.dialled(one.dialled), one.id).toBe(customerAttempts(one));
          expect(callbacks.filter(isOpen)).toEqual([]);
          expect(servedOutOfOrder(callbacks, s.records.facts)).toEqual([]);
        },
        COMPANY,
      ),
    PATIENCE_MS,
  );

  it.each(
    cases([
      [150, 2],
      [150, 3],
      [CALLBACKS, 1],
    ]),
  )(
    'of %i, with an engine that crashes twenty times (%i): none is lost, and nobody is dialled twice for one attempt',
    (count, seed) =>
      scenario(
        STANDARD,
        async (s) => {
          const load = await workedOff(s, crashesOf(seed), count);
          const { callbacks, facts } = s.records;
          expect(callbacks.map(({ id }) => id).toSorted()).toEqual(load.asked.toSorted());
          const { wall } = s.sim.clock.now();
          const nowhere = callbacks.filter(
            (one) => isOpen(one) && !(one.status.is === 'scheduled' && one.dueAt > wall),
          );
          expect(nowhere).toEqual([]);
          for (const { attempts } of callbacks) {
            expect(attempts.filter(({ outcome }) => outcome === undefined)).toEqual([]);
          }
          // a leg is of one attempt, and is dialled once; what the engine died before was not dialled at all
          expect(new Set(load.legs).size).toBe(load.legs.length);
          for (const { dialled, attempts } of callbacks) {
            const calls = attempts.map(
              ({ call }) => load.legs.filter((leg) => leg.startsWith(`${call}-`)).length,
            );
            expect(Math.max(0, ...calls), dialled).toBeLessThanOrEqual(1);
            expect(load.dialled(dialled)).toBe(calls.reduce((sum, n) => sum + n, 0));
          }
          expect(servedOutOfOrder(callbacks, facts)).toEqual([]);
          s.takeErrors();
        },
        COMPANY,
      ),
    PATIENCE_MS,
  );
});
