import { join, resolve } from 'node:path';
import { type CheckedFiles, checkFiles } from '../config/check-files.ts';
import { formatProblem } from '../config/problem.ts';
import { standardFilesIn } from '../config/standards/load.ts';
import { readSounds, type SoundProblem } from '../host/sounds.ts';
import { EXIT, type GlobalOptions, ROOT, SOUNDS } from './context.ts';
import { print } from './output.ts';

/** What is wrong with a configuration, and what is only doubtful. */
interface Found extends CheckedFiles {
  readonly sounds: readonly SoundProblem[];
}

/** `sansheng check [files]`: every mistake with file, line, cause and cure; exits with 2 where there is one. Clauses that
 * cannot both hold are warnings, which change nothing else. Without files the whole configuration, prompts and all. */
export async function check(files: string[], options: GlobalOptions): Promise<void> {
  const whole = [options.config ?? join(ROOT, 'sansheng.yaml'), ...standardFilesIn(join(ROOT, 'standards'))];
  const asked = (files.length > 0 ? files : whole).map((file) => resolve(file));
  const { durations, problems: sounds } = await readSounds(SOUNDS);
  const found = {
    ...checkFiles(asked, ROOT, process.env, durations, Date.now()),
    sounds: files.length > 0 ? [] : sounds,
  };
  const ok = found.problems.length + found.sounds.length === 0;
  print(options.json, { ok, ...found }, problemsText);
  if (!ok) process.exit(EXIT.badInput);
}

/** A line for each mistake, then one for each warning. */
export function problemsText({ problems, sounds, warnings }: Found): string {
  const mistakes = [
    ...problems.map((problem) => formatProblem(problem)),
    ...sounds.map(({ file, cause, cure, code }) => `${file}: ${cause}. ${cure} [${code}]`),
  ];
  return [
    ...(mistakes.length === 0 ? ['no problems'] : mistakes),
    ...warnings.map((warning) => `warning: ${formatProblem(warning)}`),
  ].join('\n');
}
