import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { formatProblem } from '../../src/config/problem.ts';
import { loadStandards } from '../../src/config/standards/load.ts';
import { SHIPPED_STANDARDS } from '../support/shipped-standards.ts';

export const ROOT = join(import.meta.dirname, '..', '..');
export const PROMPTS = join(ROOT, 'sounds', 'prompts.yaml');

/** A folder with these files in it, gone when the test is over. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-config-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  return dir;
}

/** A checkout as it is shipped, with no standard of one's own: what is said of a site is said of all standards beside it. */
export function shippedCheckout(): string {
  const root = folderWith({});
  for (const name of ['sansheng.yaml', 'sounds']) symlinkSync(join(ROOT, name), join(root, name));
  mkdirSync(join(root, 'standards'));
  for (const file of SHIPPED_STANDARDS) symlinkSync(file, join(root, 'standards', basename(file)));
  return root;
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
