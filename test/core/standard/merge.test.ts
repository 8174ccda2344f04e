import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAINLAND_HANDLING } from '../../../src/core/standard/handling.ts';
import { mergeStrictest } from '../../../src/core/standard/merge.ts';
import type { Clauses, Standard } from '../../../src/core/standard/standard.ts';

const title = { zh: '合并', yue: '合併', en: 'Merged' };

function standard(name: string, clauses: Clauses, handling = MAINLAND_HANDLING): Standard {
  return { name, title, clauses, handling };
}

function merge(...clauses: Clauses[]): Clauses {
  return mergeStrictest(
    'merged',
    title,
    clauses.map((each, index) => standard(`s${index}`, each)),
  ).clauses;
}

describe('mergeStrictest', () => {
  it('takes the fewest rings [answer.rings]', () => {
    expect(merge({ 'answer.rings': { rings: 3 } }, { 'answer.rings': { rings: 2 } })).toEqual({
      'answer.rings': { rings: 2 },
    });
    expect(merge({ 'answer.rings': { rings: 2 } }, { 'answer.rings': { rings: 3 } })).toEqual({
      'answer.rings': { rings: 2 },
    });
  });

  it('takes the shortest times, each by itself, and the later wording [hold.limit]', () => {
    const merged = merge(
      { 'hold.limit': { afterMs: 120_000, againMs: 90_000, say: ['first'] } },
      { 'hold.limit': { afterMs: 180_000, againMs: 60_000, say: ['second'] } },
    );
    expect(merged).toEqual({ 'hold.limit': { afterMs: 120_000, againMs: 60_000, say: ['second'] } });
  });

  it('takes the shortest gap and the shortest deadline [hold.reminder, callback.interim]', () => {
    const merged = merge(
      { 'hold.reminder': { everyMs: 15_000, say: ['a'] }, 'callback.interim': { withinMs: 3_600_000 } },
      { 'hold.reminder': { everyMs: 30_000, say: ['b'] }, 'callback.interim': { withinMs: 1_800_000 } },
    );
    expect(merged['hold.reminder']).toEqual({ everyMs: 15_000, say: ['b'] });
    expect(merged['callback.interim']).toEqual({ withinMs: 1_800_000 });
  });

  it('takes the most time to write the call down [close.record]', () => {
    const merged = merge({ 'close.record': { wrapUpMs: 30_000 } }, { 'close.record': { wrapUpMs: 20_000 } });
    expect(merged).toEqual({ 'close.record': { wrapUpMs: 30_000 } });
  });

  it('takes the later wording, also where it is said in another way [callback.opening, hear.oneway]', () => {
    const phrase = { say: ['called back'], sayWhy: ['why'] };
    const steps = { steps: [['louder'], ['another phone']] };
    const later = merge({ 'hear.oneway': phrase }, { 'hear.oneway': steps });
    expect(later['hear.oneway']).toMatchObject(steps);
    expect(later['hear.oneway']).not.toHaveProperty('say');
    expect(merge({ 'hear.oneway': steps }, { 'hear.oneway': phrase })).toEqual({ 'hear.oneway': phrase });
    const opening = merge({ 'callback.opening': { say: ['one'] } }, { 'callback.opening': steps });
    expect(opening).toEqual({ 'callback.opening': steps });
  });

  it('has a clause as soon as one of them has it, and none that nobody has', () => {
    expect(merge({ 'answer.greeting.time': {} }, { 'close.caller.first': {} })).toEqual({
      'answer.greeting.time': {},
      'close.caller.first': {},
    });
  });

  it('goes about it as the last one does, and as mainland China does where there is none', () => {
    const slow = { ...MAINLAND_HANDLING, ringOffMs: 9000 };
    const merged = mergeStrictest('m', title, [standard('a', {}), standard('b', {}, slow)]);
    expect(merged.handling).toBe(slow);
    expect(mergeStrictest('m', title, [])).toEqual(standard('m', {}));
  });

  it('changes none of its inputs', () => {
    const first = standard('a', { 'answer.rings': { rings: 3 } });
    const copy = structuredClone(first);
    mergeStrictest('m', title, [first, standard('b', { 'answer.rings': { rings: 1 } })]);
    expect(first).toEqual(copy);
  });

  it('is never laxer than any of them, in whatever order they are named', () => {
    const clauses = fc.record({
      'answer.rings': fc.record({ rings: fc.integer({ min: 1, max: 9 }) }),
      'callback.interim': fc.record({ withinMs: fc.integer({ min: 1, max: 9e6 }) }),
      'close.record': fc.record({ wrapUpMs: fc.integer({ min: 1, max: 9e4 }) }),
    });
    fc.assert(
      fc.property(fc.array(clauses, { minLength: 1, maxLength: 5 }), (all) => {
        const merged = merge(...all);
        expect(merge(...all.toReversed())).toEqual(merged);
        for (const one of all) {
          expect(merged['answer.rings']?.rings).toBeLessThanOrEqual(one['answer.rings'].rings);
          expect(merged['callback.interim']?.withinMs).toBeLessThanOrEqual(one['callback.interim'].withinMs);
          expect(merged['close.record']?.wrapUpMs).toBeGreaterThanOrEqual(one['close.record'].wrapUpMs);
        }
      }),
    );
  });
});
