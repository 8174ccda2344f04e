// `npm run docs`: writes the pages and schemas that are made from the code. A test finds those that were not written anew.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles } from './docs/generated.ts';

const ROOT = join(import.meta.dirname, '..');

function isCurrent(path: string, text: string): boolean {
  try {
    return readFileSync(join(ROOT, path), 'utf8') === text;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

for (const { path, text } of generatedFiles(ROOT)) {
  const current = isCurrent(path, text);
  if (!current) writeFileSync(join(ROOT, path), text);
  console.log(`${path}: ${current ? 'as it was' : 'written'}`);
}
