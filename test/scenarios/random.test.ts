import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClauseId } from '../../src/core/standard/standard.ts';
import { runs } from '../support/runs.ts';
import { actions, breakSomething, faults, type Parties, parties, perform } from './support/random-actions.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, LISTENING, seconds } from './support/standard.ts';

/** Longer than every intended silence; the longest is the one after a goodbye, 8 s. */
const LONGEST_SILENCE = 9;

/** Clauses that the engine keeps on its own, whatever callers and agents do. */
const ENGINE_CLAUSES: readonly ClauseId[] = [
  'answer.rings',
  'answer.greeting',
  'hold.announce',
  'hold.reminder',
  'hold.return',
  'hold.limit',
  'close.goodbye',
  'hear.silent',
];

const LENGTH = { minLength: 5, maxLength: 80, size: 'max' } as const;

/** Everybody hangs up; then no leg, call or attempt may be open. */
async function expectNothingLeft(s: Scenario, { callers, agents }: Parties): Promise<void> {
  for (const person of [...callers, ...agents]) {
    person.station.unregister();
    if (!person.gone) person.hangsUp();
  }
  await s.after(seconds(60));
  expect(s.sim.controls.openResources()).toEqual({ legs: [], bridges: [], playbacks: [] });
  expect(s.records.calls.filter(({ endedAt }) => endedAt === null)).toEqual([]);
  expect(s.records.callbacks.filter(({ status }) => status.is === 'attempting')).toEqual([]);
  for (const { doing } of s.records.agents) expect(['free', 'skipped', 'wrapUp']).toContain(doing.is);
}

/** A caller in an answered call always hears something. */
function expectNoSilence({ callers }: Parties): void {
  for (const caller of callers) {
    for (const { from, to, what } of caller.station.heard) {
      if (what === 'silence')
        expect((to - from) / 1000, `${caller.name} from ${from}`).toBeLessThan(LONGEST_SILENCE);
    }
  }
}

describe('random calls', () => {
  it('leave nothing over, and no caller in silence, whatever callers and agents do', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(actions, LENGTH), (acts) =>
        scenario(aStandard(LISTENING), async (s) => {
          const all = parties(s);
          for (const one of acts) await perform(s, all, one);
          expectNoSilence(all);
          for (const clause of ENGINE_CLAUSES) s.records.neverBroken(clause);
          await expectNothingLeft(s, all);
        }),
      ),
      { seed: 20260302, numRuns: runs(150) },
    );
  });

  it('leave nothing over, even when links, commands and the engine fail', { timeout: 120_000 }, async () => {
    const both = fc.oneof({ weight: 8, arbitrary: actions }, { weight: 1, arbitrary: faults });
    await fc.assert(
      fc.asyncProperty(fc.array(both, LENGTH), (acts) =>
        scenario(aStandard(LISTENING), async (s) => {
          const all = parties(s);
          for (const one of acts) {
            if ('who' in one || one.does === 'wait') await perform(s, all, one);
            else await breakSomething(s, one);
          }
          s.sim.controls.mendLink();
          await s.after(seconds(2));
          await expectNothingLeft(s, all);
          s.takeErrors();
        }),
      ),
      { seed: 20260302, numRuns: runs(150) },
    );
  });
});
