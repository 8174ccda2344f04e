import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TERMS } from '../../scripts/docs/glossary/terms.ts';
import { exportedTypes, firstSentence } from '../../scripts/docs/glossary/types.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(ROOT, 'docs', 'developers', 'glossary.md'), 'utf8');
const types = exportedTypes(ROOT, ['src/core', 'src/engine']);

/** All other pages and all code. */
const elsewhere = ['docs', 'src', 'standards', 'sounds', 'dialplan']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(md|ts|yaml|conf)$/.test(name) && !name.endsWith('glossary.md'))
      .map((name) => readFileSync(join(ROOT, folder, name), 'utf8')),
  )
  .join('\n');
const plain = withoutSpaces(elsewhere);

/** `unit of work`, `UnitOfWork` and `unit-of-work.ts` are the same word. */
function withoutSpaces(text: string): string {
  return text.toLowerCase().replaceAll(/[\s-]/g, '');
}

describe('the terms', () => {
  const names = TERMS.map(({ en }) => en);

  it('are in alphabetical order, each once', () => {
    expect(names).toEqual([...new Set(names)].sort((a, b) => a.localeCompare(b, 'en')));
  });

  it.each(TERMS)('$en has a Chinese word and one short sentence', ({ zh, means }) => {
    expect(zh).not.toBe('');
    expect(firstSentence(means)).toBe(means);
    expect(means.split(' ').length).toBeLessThanOrEqual(25);
  });

  it.each(names)('%s is used', (name) => {
    expect(plain.includes(withoutSpaces(name))).toBe(true);
  });
});

describe('the exported types of core and engine', () => {
  it('each have one row, and each row is such a type', () => {
    const rows = [...page.matchAll(/^\| \[`(\w+)`\]\(\.\.\/\.\.\/([^)]+)\)/gm)];
    const listed = rows.map(([, name, path]) => `${path} ${name}`);
    expect(listed.sort()).toEqual(types.map(({ path, name }) => `${path} ${name}`).sort());
  });

  it.each(types)('$name in $path has a docstring that begins with a plain sentence', ({ sentence }) => {
    expect(sentence).toMatch(/^[A-Z`].*[.!?]$/);
    expect(sentence).not.toMatch(/^(What is|What was|Who |Whom |That )/);
    expect(sentence.split(' ').length).toBeLessThanOrEqual(25);
  });

  it('are seen in each way that they can be written', () => {
    const names = types.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['CallState', 'CallId', 'Engine']));
  });
});

describe('the first sentence of a docstring', () => {
  it.each([
    ['A call. Times are UTC ms.', 'A call.'],
    [' A call,\n * of any kind.\n * More.', 'A call, of any kind.'],
    ['One of `hold.limit` and others. More.', 'One of `hold.limit` and others.'],
    ['No full stop', 'No full stop'],
  ])('%j is %j', (docstring, sentence) => {
    expect(firstSentence(docstring)).toBe(sentence);
  });
});
