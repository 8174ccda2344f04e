import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { formatProblem } from '../../src/config/problem.ts';
import { loadStandards } from '../../src/config/standards/load.ts';

export const ROOT = join(import.meta.dirname, '..', '..');
export const PROMPTS = join(ROOT, 'sounds', 'prompts.yaml');

/** The standards that are shipped. An admin may have more in the same folder. */
export const SHIPPED = ['aftersales', 'demo', 'desk400', 'gas', 'strict', 'telecom', 'ticketing'].map(
  (name) => join(ROOT, 'standards', `${name}.yaml`),
);

/** A folder with these files in it, gone when the test is over. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-config-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  return dir;
}

/** The first two lines of a standard. */
export const HEAD = 'name: mine\ntitle: { zh: 甲, yue: 乙, en: Mine }\n';

/** What is wrong with standards, a line each, without the folder. */
export function problemsOf(files: Record<string, string>): string[] {
  const dir = folderWith(files);
  return loadStandards(dir, PROMPTS).problems.map(
    (problem) => `${problem.code} ${formatProblem(problem, dir)}`,
  );
}

/** What is wrong with one standard; its own lines begin in line 3. */
export function problemsIn(body: string): string[] {
  return problemsOf({ 'mine.yaml': HEAD + body });
}
