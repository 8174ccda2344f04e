import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Library } from '../../src/cli/standard/library.ts';
import { loadStandardFiles } from '../../src/config/standards/load.ts';
import type { Standard } from '../../src/core/standard/standard.ts';
import { parsePromptTexts } from '../../src/host/prompt-texts.ts';
import { HEAD, PROMPTS } from '../config/files.ts';
import { SHIPPED_STANDARDS } from '../support/shipped-standards.ts';

/** The shipped standards, and one of the test's own whose first two lines are given. */
export function libraryWith(mine = ''): Library {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-library-'));
  const file = join(dir, 'mine.yaml');
  writeFileSync(file, HEAD + mine);
  const { standards, broken } = loadStandardFiles([...SHIPPED_STANDARDS, file], PROMPTS);
  rmSync(dir, { recursive: true });
  const prompts = parsePromptTexts(readFileSync(PROMPTS, 'utf8'));
  return { standards, broken, prompts, languageOf: () => 'zh' };
}

export function standardOf({ standards }: Library, name: string): Standard {
  const standard = standards.get(name);
  if (standard === undefined) throw new Error(`the test has no standard ${name}`);
  return standard;
}
