import { describe, expect, it } from 'vitest';
import { limitOriginOf, originOf } from '../../src/config/standards/origin.ts';
import type { ClauseFact } from '../../src/core/facts.ts';
import type { Limit, SourceAsk } from '../../src/core/standard/catalogue/clause.ts';

const ask = (...limits: Omit<Limit, 'what'>[]): SourceAsk => ({
  wants: null,
  limits: limits.map((limit) => ({ ...limit, what: { zh: '最多', en: 'at most' } })),
  phrases: [],
  forbids: [],
  quote: null,
});

describe('where a number comes from', () => {
  it.each([
    ['rings', 3, ask({ value: 3, unit: 'rings' }), 'document'],
    ['rings', 2, ask({ value: 3, unit: 'rings' }), 'product'],
    ['rings', 2, ask(), 'product'],
    ['rings', 2, null, 'product'],
    ['after_seconds', 180, ask({ value: 3, unit: 'min' }), 'document'],
    ['within_minutes', 3, ask({ value: 180, unit: 's' }), 'document'],
    ['times', 2, ask({ value: 2, unit: 's' }), 'product'],
    ['stars', 5, ask({ value: 1, upTo: 5, unit: 'stars' }), 'document'],
  ] as const)('%s: %s', (key, value, asked, origin) => {
    expect(originOf({ key, field: key, value }, asked)).toBe(origin);
  });

  it('a phrase has none', () => {
    expect(originOf({ key: 'say', field: 'say', value: ['hold.reminder'] }, null)).toBeNull();
  });
});

describe('where the limit of a verdict comes from', () => {
  const verdict = (clause: ClauseFact['clause'], limit: number, unit: 's' | 'rings'): ClauseFact => ({
    ...{ kind: 'clause', clause, verdict: 'broken', at: { mono: 0, wall: 0 } },
    measured: { value: 205, limit, unit },
  });

  it.each([
    ['hold.limit', 180, 's', 'telecom', 'document'],
    ['hold.long', 120, 's', 'desk400', 'product'],
    ['hold.announce', 1, 's', 'ticketing', 'product'],
    // 30 minutes in the document
    ['callback.interim', 1800, 's', 'gas', 'document'],
    ['answer.rings', 3, 'rings', 'aftersales', 'document'],
    ['answer.rings', 2, 'rings', 'telecom', 'product'],
    ['hold.limit', 120, 's', 'mine', null],
  ] as const)('%s, %i %s, in %s: %s', (clause, limit, unit, standard, origin) => {
    expect(limitOriginOf(verdict(clause, limit, unit), standard)).toBe(origin);
  });

  it('a verdict without a number has none', () => {
    const { measured: _, ...kept } = verdict('close.goodbye', 1, 's');
    expect(limitOriginOf(kept, 'gas')).toBeNull();
  });
});
