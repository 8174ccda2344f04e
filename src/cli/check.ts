import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadSite } from '../config/load-site.ts';
import { type ConfigProblem, formatProblem } from '../config/problem.ts';
import { loadStandardFiles, loadStandards, standardFilesIn } from '../config/standards/load.ts';
import { readSounds } from '../host/sounds.ts';
import { EXIT, type GlobalOptions, ROOT, SOUNDS } from './context.ts';
import { print } from './output.ts';

const PROMPTS = join(SOUNDS, 'prompts.yaml');
const STANDARDS = join(ROOT, 'standards');

/** A file of lines and agents is a site; any other is a standard. */
function isSite(file: string): boolean {
  return /(^|\/)sansheng[^/]*\.ya?ml$/.test(file);
}

/** Standards are checked together with the shipped ones, which they may build on; only what is wrong in `files` counts. */
function checkStandards(files: readonly string[]): ConfigProblem[] {
  const shipped = standardFilesIn(STANDARDS).filter((file) => !files.includes(resolve(file)));
  const { problems } = loadStandardFiles([...shipped, ...files], PROMPTS);
  return problems.filter((p) => files.includes(resolve(p.file)));
}

function checkFiles(files: readonly string[]): ConfigProblem[] {
  const missing = files.filter((file) => !existsSync(file));
  const there = files.filter((file) => existsSync(file));
  const standards = loadStandards(STANDARDS);
  return [
    ...missing.map((file): ConfigProblem => {
      const cure = 'Check the path.';
      return { code: 'FILE_MISSING', file, line: 1, key: '', cause: 'there is no such file', cure };
    }),
    ...there.filter(isSite).flatMap((file) => loadSite(file, { standards, env: process.env }).problems),
    ...checkStandards(there.filter((file) => !isSite(file))),
  ];
}

/** `sansheng check [files]`: every mistake with file, line, cause and cure; exits with 2 where there is one. */
export async function check(files: string[], options: GlobalOptions): Promise<void> {
  const all = files.map((file) => resolve(file));
  const whole = [resolve(options.config ?? join(ROOT, 'sansheng.yaml')), ...standardFilesIn(STANDARDS)];
  const problems = checkFiles(all.length > 0 ? all : whole.map((file) => resolve(file)));
  const sounds = all.length > 0 ? [] : (await readSounds(SOUNDS)).problems;
  const count = problems.length + sounds.length;
  print(options.json, { ok: count === 0, problems, sounds }, () =>
    count === 0
      ? 'no problems'
      : [
          ...problems.map((p) => formatProblem(p)),
          ...sounds.map((s) => `${s.file}: ${s.cause}. ${s.cure} [${s.code}]`),
        ].join('\n'),
  );
  if (count > 0) process.exit(EXIT.badInput);
}
