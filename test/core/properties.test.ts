import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDone } from '../../src/core/call/step.ts';
import { runs } from '../support/runs.ts';
import { play, sequences } from './support/call-actions.ts';
import type { CallWorld } from './support/call-world.ts';

const REASSURED_WITHIN_MS = 15_000;

/** The longest time in which a caller who waited was not reassured. */
function longestGap({ reassurances, call }: CallWorld): number {
  let longest = 0;
  let since: number | null = null;
  for (const [at, what] of [...reassurances, [call.at.mono, 'end'] as const]) {
    if (since !== null) longest = Math.max(longest, at - since);
    since = what === 'end' ? null : at;
  }
  return longest;
}

/** All parties hang up, one after another. */
function allGo(world: CallWorld): void {
  for (const leg of world.legs) {
    world.end(leg, 'hungUp');
    world.after(7);
  }
  world.after(10 * 60_000);
}

function answeredInTime({ call }: CallWorld): void {
  const answered = call.facts.find(
    (fact) => fact.kind === 'event' && (fact.name === 'engineAnswered' || fact.name === 'agentAnswered'),
  );
  const late = (answered?.at.mono ?? 0) - call.state.arrivedAt.mono > 10_000;
  const [judged] = call.judged('answer.rings');
  if (judged) expect(judged.verdict).toBe(late ? 'broken' : 'kept');
}

describe('whatever happens', () => {
  it('hold.reminder: a caller who waits is never left longer than 15 s, and every leg ends', () => {
    fc.assert(
      fc.property(sequences(false), (sequence) => {
        const world = play(sequence);
        expect(longestGap(world)).toBeLessThanOrEqual(REASSURED_WITHIN_MS);
        for (const { verdict } of world.call.judged('hold.reminder')) expect(verdict).toBe('kept');
        if (sequence.way === 'in') answeredInTime(world);
        allGo(world);
        expect(isDone(world.call.state)).toBe(true);
        world.call.ledger.settled(world.call.state);
      }),
      { seed: 20_260_302, numRuns: runs(2500) },
    );
  });

  it('hold.reminder: where prompts fail and events are lost, every gap that was too long is on record', () => {
    fc.assert(
      fc.property(sequences(true), (sequence) => {
        const world = play(sequence);
        allGo(world);
        if (longestGap(world) > REASSURED_WITHIN_MS) {
          expect(world.call.facts).toContainEqual(
            expect.objectContaining({ kind: 'clause', verdict: 'broken' }),
          );
        }
        expect(isDone(world.call.state)).toBe(true);
        world.call.ledger.settled(world.call.state);
      }),
      { seed: 20_260_303, numRuns: runs(2500) },
    );
  });

  it('close.caller.first: whoever hung up first is known, and an agent who did is on record', () => {
    fc.assert(
      fc.property(sequences(false), (sequence) => {
        const world = play(sequence);
        allGo(world);
        const { state } = world.call;
        const broken = world.call.judged('close.caller.first').some(({ verdict }) => verdict === 'broken');
        if (state.hungUpFirst === 'agent') expect(broken).toBe(true);
        if (sequence.way !== 'out') expect(state.hungUpFirst).not.toBeNull();
      }),
      { seed: 20_260_304, numRuns: runs(1000) },
    );
  });
});
