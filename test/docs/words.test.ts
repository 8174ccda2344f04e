import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkWords } from '../../scripts/words/check.ts';
import { RETIRED, type RetiredWord } from '../../scripts/words/retired.ts';

const list: RetiredWord[] = [
  { words: ['ear', 'ears'], use: 'speech activity', where: 'names' },
  { words: ['heldBack'], use: 'blocked', where: 'names' },
  { words: ['Guard'], use: 'dial policy', where: 'types' },
  { words: ['is told of'], use: 'hears', where: 'english' },
  { words: ['回拨'], use: '回电', where: 'chinese' },
];

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sansheng-words-'));
  for (const folder of ['src', 'test', 'scripts', 'docs']) mkdirSync(join(root, folder));
});

afterEach(() => rmSync(root, { recursive: true }));

/** Plants one file in an empty checkout. */
function plant(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const findings = () => checkWords(root, list).map(({ path, line, what }) => `${path}:${line}: ${what}`);

describe('the check of words fails on', () => {
  it.each([
    ['a name', 'src/a.ts', 'const x = 1;\nconst openEar = x;\n', 2, 'openEar'],
    ['a type', 'test/a.ts', 'interface EarState {}\n', 1, 'EarState'],
    ['a constant', 'src/a.ts', 'const EAR_MS = 1;\n', 1, 'EAR_MS'],
    ['a property and a stored value', 'src/a.ts', "a.status === 'heldBack';\n", 1, 'heldBack'],
    ['a slot of a template', 'src/a.ts', `const text = \`of \${ears.left}\`;\n`, 1, 'ears'],
    ['a name behind a regular expression', 'src/a.ts', "text.replace(/['`]/g, ear);\n", 1, 'ear'],
    ['the name of a file', 'src/call/ears-state.ts', '', 1, 'ears-state.ts'],
    ['a type whose name is only wrong for types', 'src/a.ts', 'class DialGuard {}\n', 1, 'DialGuard'],
    ['English in a page', 'docs/agents/a.md', 'one\nAn agent is told of it.\n', 2, 'is told of'],
    ['Chinese in a page', 'README.zh-CN.md', '请回拨\n', 1, '回拨'],
    ['Chinese in a message', 'src/a.ts', "const title = '回拨';\n", 1, '回拨'],
  ])('%s', (_, path, text, line, word) => {
    plant(path, text);
    expect(findings()).toEqual([expect.stringMatching(new RegExp(`^${path}:${line}: ${word}: use `))]);
  });

  it('a name that two files of src export', () => {
    plant('src/a.ts', 'export function show(): void {}\n');
    plant('src/b.ts', 'export const show = 1;\n');
    expect(findings()).toEqual([expect.stringContaining('show is exported by')]);
  });
});

describe('the check of words passes', () => {
  it.each([
    ['a longer word', 'src/a.ts', 'const earlier = 1; const year = early; const heard = 2;\n'],
    ['a variable that is only wrong as a type', 'src/a.ts', 'const guard = 1;\n'],
    ['a comment', 'src/a.ts', '// the ear of a phone\n'],
    ['a sentence in a text', 'src/a.ts', "const text = 'the ear of a phone';\n"],
    ['an upgrade of stored states', 'src/store/sqlite/migrations/013-names.ts', "rename('heldBack');\n"],
  ])('%s', (_, path, text) => {
    plant(path, text);
    expect(findings()).toEqual([]);
  });

  it('this checkout', () => {
    const here = join(import.meta.dirname, '..', '..');
    expect(checkWords(here, RETIRED)).toEqual([]);
  });
});
