import { join, resolve } from 'node:path';
import { checkFiles } from '../config/check-files.ts';
import { formatProblem } from '../config/problem.ts';
import { standardFilesIn } from '../config/standards/load.ts';
import { readSounds } from '../host/sounds.ts';
import { EXIT, type GlobalOptions, ROOT, SOUNDS } from './context.ts';
import { print } from './output.ts';

/** `sansheng check [files]`: every mistake with file, line, cause and cure; exits with 2 where there is one. Without files
 * the whole configuration, prompts and all. */
export async function check(files: string[], options: GlobalOptions): Promise<void> {
  const whole = [options.config ?? join(ROOT, 'sansheng.yaml'), ...standardFilesIn(join(ROOT, 'standards'))];
  const asked = files.length > 0 ? files : whole;
  const problems = checkFiles(
    asked.map((file) => resolve(file)),
    ROOT,
    process.env,
  );
  const sounds = files.length > 0 ? [] : (await readSounds(SOUNDS)).problems;
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
