// Every prompt that is recorded is spoken somewhere: a standard names it, or the code does. One that nothing names is a sentence
// of a document that no caller can hear.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { findClause } from '../../src/core/standard/catalogue.ts';
import { parsePromptTexts } from '../../src/host/prompt-texts.ts';

const ROOT = join(import.meta.dirname, '../..');

const ids = [...parsePromptTexts(readFileSync(join(ROOT, 'sounds/prompts.yaml'), 'utf8')).keys()];

/** The text of every file of a folder whose name ends so. */
function textsIn(folder: string, ending: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => readFileSync(join(ROOT, folder, name), 'utf8'));
}

/** All texts in a parsed file: comments do not count. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

const inStandards = new Set(
  [...textsIn('standards', /\.ya?ml$/), readFileSync(join(ROOT, 'sansheng.yaml'), 'utf8')].flatMap((text) =>
    stringsIn(parse(text)),
  ),
);
const code = [
  ...textsIn('src', /\.ts$/).map((text) => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')),
  ...textsIn('dialplan', /\.conf$/),
]
  .join('\n')
  // a type
  .replaceAll(`\${string}`, '');

/** Written out in the code, or the code makes it of a beginning: `digit.${digit}`, and in the dialplan `digit.${DIGIT}`. Where a
 * clause has the same id, the code names the clause. */
function isInCode(id: string): boolean {
  if (findClause(id)) return false;
  const escaped = id.replaceAll('.', '\\.');
  if (new RegExp(`(?<![\\w.])${escaped}(?![\\w.])`).test(code)) return true;
  const parts = id.split('.');
  return parts.slice(1).some((_, i) => code.includes(`${parts.slice(0, i + 1).join('.')}.\${`));
}

it('every prompt is spoken by a standard or by the code', () => {
  expect(ids.filter((id) => !inStandards.has(id) && !isInCode(id))).toEqual([]);
});
