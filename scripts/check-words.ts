// `npm run check:words`: fails on a word that is not used any more, and on a name that two files export.
import { join } from 'node:path';
import { checkWords } from './words/check.ts';
import { RETIRED } from './words/retired.ts';

const found = checkWords(join(import.meta.dirname, '..'), RETIRED);
for (const { path, line, what } of found) console.error(`${path}:${line}: ${what}`);
if (found.length > 0) {
  console.error(`${found.length} words to change; docs/developers/glossary.md has the words to use.`);
  process.exitCode = 1;
}
