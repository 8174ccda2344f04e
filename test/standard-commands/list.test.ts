import { describe, expect, it } from 'vitest';
import { listData, listText } from '../../src/cli/standard/list.ts';
import { CATALOGUE, countStates } from '../../src/core/standard/catalogue.ts';
import { libraryWith } from './library.ts';

/** The cells of the row that begins with `first`. */
function rowOf(text: string, first: string): string[] {
  const line = text.split('\n').find((each) => each.split(/\s/)[0] === first) ?? '';
  return line.trim().split(/ {2,}/);
}

describe('standard list', () => {
  const library = libraryWith('answer.rings: { rings: 4 }\n');
  const text = listText(library, 'en');

  it('counts the clauses in its last line', () => {
    const { kept, planned } = countStates();
    expect(text.split('\n').at(-1)).toBe(
      `${CATALOGUE.length} clauses: ${kept} kept by the engine, 4 checked, ${planned} planned, 1 guidance for people (never counted)`,
    );
  });

  it('has every clause, with what each of the five asks', () => {
    for (const { id } of CATALOGUE) expect(rowOf(text, id)).toHaveLength(8);
    expect(rowOf(text, 'answer.rings').slice(2)).toEqual(['kept', '·', '✓', '3 rings', '✓', '2 rings']);
    expect(rowOf(text, 'hold.limit').slice(3)).toEqual(['default', '180 s', '120 s', 'default', '·']);
    expect(rowOf(text, 'hear.silent').slice(3)).toEqual(['·', '·', '✓', '·', '✓']);
    expect(rowOf(text, 'answer.tone')).toContain('guidance');
  });

  it('has every standard with the number of its clauses, and those that are broken', () => {
    expect(rowOf(text, 'mine')).toEqual(['mine', 'Mine', '1']);
    const broken = listText(libraryWith('answer.rings: 4\n'), 'en');
    expect(rowOf(broken, 'mine')[1]).toContain('sansheng check');
  });

  it('speaks Chinese where that is wanted', () => {
    const last = listText(library, 'zh').split('\n').at(-1);
    const { kept, planned } = countStates();
    expect(last).toBe(
      `${CATALOGUE.length} 条：引擎已执行 ${kept} 条，已检查 4 条，计划中 ${planned} 条，提示 1 条（不计入统计）`,
    );
  });

  it('gives programs the whole catalogue', () => {
    const data = listData(library);
    expect(data.count).toEqual({ all: CATALOGUE.length, ...countStates() });
    expect(data.clauses).toBe(CATALOGUE);
    expect(data.standards).toContainEqual({
      name: 'mine',
      title: { zh: '甲', yue: '乙', en: 'Mine' },
      clauses: ['answer.rings'],
    });
  });
});
