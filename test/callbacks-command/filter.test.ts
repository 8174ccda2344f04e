import { describe, expect, it } from 'vitest';
import { type FilterOptions, queryOf } from '../../src/cli/callbacks/filter.ts';
import { CliError, type Surroundings } from '../../src/cli/context.ts';
import { sitePaths } from '../../src/config/site.ts';

/** Monday 2026-03-02, 10:00 in Shanghai. */
const NOW = Date.UTC(2026, 2, 2, 2);
const AROUND: Surroundings = {
  portBase: 15_060,
  paths: sitePaths('/nowhere', 15_060),
  timeZone: 'Asia/Shanghai',
  region: 'CN',
  zoneOf: () => 'Asia/Shanghai',
  lines: [],
};
const of = (options: FilterOptions) => queryOf(options, AROUND, NOW);

describe('what sansheng callbacks looks for', () => {
  it('what is open, the next one first, where nothing is said; with --all everything', () => {
    const { standings, sort } = of({});
    expect(standings).toEqual(['scheduled', 'due', 'attempting', 'blocked']);
    expect(sort).toEqual({ by: 'due', descending: false });
    expect(of({ all: true })).not.toHaveProperty('standings');
    expect(of({ all: true, status: 'failed' }).standings).toEqual(['failed']);
  });

  it('numbers as they are dialled, times as they are typed, where the site is', () => {
    expect(of({ number: '１３８-0013 8000' }).number).toBe('+8613800138000');
    expect(queryOf({ number: '51234567' }, { ...AROUND, region: 'HK' }, NOW).number).toBe('+85251234567');
    expect(of({ number: 'anonymous' }).number).toBe('anonymous');
    const { dueFrom, dueBefore } = of({ dueFrom: '14:00', dueBefore: '+8h' });
    expect([dueFrom, dueBefore]).toEqual([Date.UTC(2026, 2, 2, 6), Date.UTC(2026, 2, 2, 10)]);
    expect(of({ sort: '-deadline' }).sort).toEqual({ by: 'deadline', descending: true });
  });

  it.each([
    [{ status: 'lost' }, '--status lost'],
    [{ status: 'open;due' }, '--status open;due'],
    [{ kind: 'any' }, '--kind any'],
    [{ sort: 'number' }, '--sort number'],
    [{ dueFrom: '2026-02-30 10:00' }, '2026-02-30 10:00 is no time'],
  ] as [FilterOptions, string][])('%j is refused, and named', (options, named) => {
    expect(() => of(options)).toThrow(CliError);
    expect(() => of(options)).toThrow(named);
  });
});
