import { join, resolve } from 'node:path';
import { type CheckedFiles, checkFiles } from '../config/check-files.ts';
import { formatProblem } from '../config/problem.ts';
import { standardFilesIn } from '../config/standards/load.ts';
import { readSounds, type SoundProblem } from '../host/sounds.ts';
import { companyWarnings } from '../prompts/company.ts';
import { storeDamage } from '../readers.ts';
import { EXIT, type GlobalOptions, loadContext, NO_PASSWORDS, ROOT, SOUNDS } from './context.ts';
import { print } from './output.ts';

/** What is wrong with a configuration, and what is only doubtful. */
interface Found extends CheckedFiles {
  readonly sounds: readonly SoundProblem[];
  /** Null: there is none, or nothing is wrong with it. */
  readonly store: { readonly code: string; readonly cause: string; readonly cure: string } | null;
}

/** `sansheng check [files]`: every mistake with file, line, cause and cure; exits with 2 where there is one. Clauses that
 * cannot both hold are warnings, which change nothing else. Without files the whole configuration, prompts and all, and
 * the pages of the store. */
export async function check(files: string[], options: GlobalOptions): Promise<void> {
  const whole = [options.config ?? join(ROOT, 'sansheng.yaml'), ...standardFilesIn(join(ROOT, 'standards'))];
  const asked = (files.length > 0 ? files : whole).map((file) => resolve(file));
  const { durations, problems: sounds } = await readSounds(SOUNDS);
  const checked = checkFiles(asked, ROOT, process.env, durations, Date.now());
  const names = await Promise.all(asked.map((file) => companyWarnings(SOUNDS, file)));
  const found: Found = {
    ...checked,
    warnings: [...checked.warnings, ...names.flat()],
    sounds: files.length > 0 ? [] : sounds,
    store: files.length > 0 ? null : await storeFault(options, checked),
  };
  const ok = found.problems.length + found.sounds.length === 0 && found.store === null;
  print(options.json, { ok, ...found }, problemsText);
  if (!ok) process.exit(EXIT.badInput);
}

/** What is wrong with the store of the site: only a whole configuration names its place. */
async function storeFault(options: GlobalOptions, { problems }: CheckedFiles): Promise<Found['store']> {
  if (problems.length > 0) return null;
  const damage = await storeDamage(loadContext(options, NO_PASSWORDS).paths);
  return damage && { code: damage.code, cause: damage.cause, cure: damage.cure };
}

/** A line for each mistake, then one for each warning. */
export function problemsText({ problems, sounds, store, warnings }: Found): string {
  const mistakes = [
    ...problems.map((problem) => formatProblem(problem)),
    ...sounds.map(({ file, cause, cure, code }) => `${file}: ${cause}. ${cure} [${code}]`),
    ...(store ? [`${store.cause}. ${store.cure} [${store.code}]`] : []),
  ];
  return [
    ...(mistakes.length === 0 ? ['no problems'] : mistakes),
    ...warnings.map((warning) => `warning: ${formatProblem(warning)}`),
  ].join('\n');
}
