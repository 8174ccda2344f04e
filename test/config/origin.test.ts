import { describe, expect, it } from 'vitest';
import { originOf } from '../../src/config/standards/origin.ts';
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
