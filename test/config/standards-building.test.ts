import { describe, expect, it } from 'vitest';
import { loadStandards } from '../../src/config/standards/load.ts';
import { MAINLAND_HANDLING } from '../../src/core/standard/handling.ts';
import { folderWith, HEAD, PROMPTS, problemsIn, problemsOf } from './files.ts';

describe('standards that build on each other', () => {
  const other = 'name: other\ntitle: { zh: 甲, yue: 乙, en: Other }\n';

  it('a name that nobody has', () => {
    const problems = problemsOf({ 'mine.yaml': `${HEAD}merge: [ohter, xyzzy]\n`, 'other.yaml': other });
    expect(problems.map((problem) => problem.replace(/ in \/[^ ]+\./, ' in FOLDER.'))).toEqual([
      'UNKNOWN_STANDARD mine.yaml:3: merge.0: there is no standard ohter in FOLDER. Did you mean other? There are: mine, other.',
      'UNKNOWN_STANDARD mine.yaml:3: merge.1: there is no standard xyzzy in FOLDER. There are: mine, other.',
    ]);
  });

  it('one that is broken is blamed, and not what builds on it', () => {
    const problems = problemsOf({
      'mine.yaml': `${HEAD}extends: other\n`,
      'other.yaml': `${other}answer.rings: {}\n`,
    });
    expect(problems).toEqual([
      'MISSING_KEY other.yaml:3: answer.rings.rings: is missing. Give it under answer.rings, such as rings: 15.',
    ]);
  });

  it('a circle', () => {
    const files = { 'mine.yaml': `${HEAD}extends: other\n`, 'other.yaml': `${other}merge: [mine]\n` };
    expect(problemsOf(files)).toEqual([
      'STANDARD_CYCLE other.yaml:3: merge.0: mine builds on other builds on mine: that goes round in a circle. Take one of them out.',
    ]);
  });

  it('two of the same name', () => {
    const [problem, ...rest] = problemsOf({ 'a.yaml': HEAD, 'b.yaml': HEAD });
    expect(rest).toEqual([]);
    expect(problem).toMatch(/^DUPLICATE_STANDARD b.yaml:1: name: .*a.yaml has the name mine already/);
  });

  it('extending and merging at once', () => {
    expect(
      problemsOf({ 'mine.yaml': `${HEAD}extends: other\nmerge: [other]\n`, 'other.yaml': other }),
    ).toEqual([
      'BAD_VALUE mine.yaml:4: merge: a standard extends one or merges several, not both. Keep one of the two.',
    ]);
  });

  it('a merging file has the last word, and completes what it takes over', () => {
    const dir = folderWith({
      'mine.yaml': `${HEAD}merge: [other]\nanswer.rings: { rings: 4 }\nhold.limit: { after_seconds: 90 }\n`,
      'other.yaml': `${other}answer.rings: { rings: 2 }\nhold.limit: { after_seconds: 60, say: [callback.offer] }\nhandling: { max_attempts: 3 }\n`,
    });
    const mine = loadStandards(dir, PROMPTS).standards.get('mine');
    expect(mine?.clauses).toEqual({
      'answer.rings': { rings: 4 },
      'hold.limit': { afterMs: 90_000, againMs: 60_000, say: ['callback.offer'] },
    });
    expect(mine?.handling).toEqual({ ...MAINLAND_HANDLING, maxAttempts: 3 });
  });
});

it('nobody hears nothing for more than 5 s while an answer is awaited', () => {
  const asks = (seconds: number) => `{ say: [close.anything], answer_seconds: ${seconds} }\n`;
  expect(problemsIn(`close.anything: ${asks(5)}`)).toEqual([]);
  expect(problemsIn(`close.anything: ${asks(6)}`)[0]).toContain('Give seconds from 1 to 5.');
});
