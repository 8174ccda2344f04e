import { describe, expect, it } from 'vitest';
import { SOURCES } from '../../src/core/standard/catalogue/clause.ts';
import type { ClauseId, Standard } from '../../src/core/standard/standard.ts';
import { loadShipped } from '../support/shipped-standards.ts';
import { CLAUSE_SCENARIOS } from './support/clause-scenarios.ts';
import { scenario } from './support/scenario.ts';
import type { Staff } from './support/site.ts';

/** The five as they ship: every clause of every one is kept in a story that is told under that very file. */
const { standards, problems } = loadShipped();

const STAFF: readonly Staff[] = [
  { id: '8001', languages: ['zh'] },
  { id: '8002', languages: ['zh', 'yue', 'en'] },
  { id: '8800', role: 'complaints', languages: ['zh', 'yue', 'en'] },
  { id: '8900', role: 'supervisor', languages: ['zh', 'yue', 'en'] },
];

function shipped(name: string): Standard {
  return standards.get(name) ?? expect.fail(`${name}: ${JSON.stringify(problems)}`);
}

function clausesOf(name: string): ClauseId[] {
  return Object.keys(standards.get(name)?.clauses ?? {}) as ClauseId[];
}

describe.each(SOURCES)('%s', (name) => {
  const untold = clausesOf(name).filter((id) => !CLAUSE_SCENARIOS[id]);

  it('has a scenario for each clause in its file', () => {
    expect(clausesOf(name).length).toBeGreaterThan(0);
    expect(untold).toEqual([]);
  });

  it.each(clausesOf(name).filter((id) => !untold.includes(id)))('%s is kept', (id) =>
    scenario(
      shipped(name),
      async (s) => {
        await CLAUSE_SCENARIOS[id]?.(s, shipped(name));
        s.fact(id, 'kept');
        s.records.neverBroken(id);
      },
      { staff: STAFF },
    ),
  );
});
