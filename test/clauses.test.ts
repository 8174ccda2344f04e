import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, CHECKED } from '../src/core/standard/catalogue.ts';
import { isPhraseClause, PHRASE_CLAUSES } from '../src/core/standard/phrase-clauses.ts';

/** Every clause that the engine keeps, but for the phrases by key: they have one test, and one place where they are kept. */
const IDS = CATALOGUE.filter(({ id, state }) => state === 'kept' && !isPhraseClause(id)).map(({ id }) => id);
const HERE = new URL('.', import.meta.url);
const CORE = new URL('../src/core/', import.meta.url);

function texts(folder: URL, ending: string): [string, string][] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith(ending))
    .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]);
}

/** What the tests of a file are called. */
function titles(text: string): string[] {
  return [...text.matchAll(/\b(?:it|describe)(?:\.each\([\s\S]*?\))?\(\s*(['"`])(.*?)\1/g)].map(
    ([, , title = '']) => title,
  );
}

/** The id as a word of its own: `answer.greeting` is not in `answer.greeting.time`. */
function names(id: string, text: string): boolean {
  return new RegExp(`(?<![\\w.])${id.replaceAll('.', '\\.')}(?!\\.?\\w)`).test(text);
}

const tests = texts(HERE, '.test.ts');
const scenarios = new Set(tests.flatMap(([name]) => /^scenarios[\\/](.*)\.test\.ts$/.exec(name)?.[1] ?? []));
const carried = tests.filter(([name]) => name !== 'clauses.test.ts').flatMap(([, text]) => titles(text));
const comments = texts(CORE, '.ts').flatMap(([, text]) => text.match(/\/\*[\s\S]*?\*\/|\/\/.*$/gm) ?? []);

describe.each(IDS)('%s', (id) => {
  it('has a scenario file of its own', () => {
    expect([...scenarios]).toContain(id);
  });

  it('is carried by a test’s name', () => {
    expect(carried.filter((title) => names(id, title)).length).toBeGreaterThan(0);
  });

  it('is named where it is kept', () => {
    expect(comments.filter((comment) => names(id, comment)).length).toBeGreaterThan(0);
  });
});

describe('the phrases by key', () => {
  it('have a scenario that goes through all of them', () => {
    const [, text = ''] = tests.find(([name]) => name.endsWith('phrases-by-key.test.ts')) ?? [];
    expect(text).toContain('describe.each(PHRASE_CLAUSES)');
    expect(PHRASE_CLAUSES.length).toBeGreaterThan(0);
  });
});

describe.each(CHECKED)('%s, which is checked for all', (id) => {
  it('is carried by a test’s name', () => {
    expect(carried.filter((title) => names(id, title)).length).toBeGreaterThan(0);
  });
});
