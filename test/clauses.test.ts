import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CHECKED } from '../src/core/standard/catalogue.ts';
import type { ClauseId } from '../src/core/standard/standard.ts';

/** Every clause that the engine keeps; the type says when one is missing here. */
const CLAUSES: Readonly<Record<ClauseId, true>> = {
  'answer.rings': true,
  'answer.greeting': true,
  'answer.greeting.time': true,
  'answer.greeting.transferred': true,
  'answer.late.apology': true,
  'language.caller': true,
  'hold.announce': true,
  'hold.reminder': true,
  'hold.return': true,
  'hold.limit': true,
  'hold.promise': true,
  'hold.hurried': true,
  'hear.silent': true,
  'hear.oneway': true,
  'hear.noise': true,
  'hear.signal': true,
  'hear.handsfree': true,
  'hear.repeat': true,
  'hear.noresponse': true,
  'hear.interrupt': true,
  'callback.number': true,
  'callback.unanswered': true,
  'callback.interim': true,
  'callback.dropped': true,
  'callback.done': true,
  'callback.appointment': true,
  'callback.programme': true,
  'callback.purpose': true,
  'callback.opening': true,
  'people.complaint': true,
  'people.supervisor': true,
  'people.urgent': true,
  'people.nuisance': true,
  'people.misdial': true,
  'people.beyond': true,
  'people.suggestion': true,
  'outage.notice': true,
  'close.anything': true,
  'close.goodbye': true,
  'close.caller.first': true,
  'close.record': true,
  'quality.stars': true,
  'quality.check': true,
};

const IDS = Object.keys(CLAUSES);
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

describe.each(CHECKED)('%s, which is checked for all', (id) => {
  it('is carried by a test’s name', () => {
    expect(carried.filter((title) => names(id, title)).length).toBeGreaterThan(0);
  });
});
