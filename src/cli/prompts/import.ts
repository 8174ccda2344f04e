import { relative } from 'node:path';
import { openDecoder } from '../../prompts/decode.ts';
import { type Imported, type ImportReport, importTakes } from '../../prompts/import.ts';
import { systemCode } from '../../util/errors.ts';
import { CliError, EXIT, SOUNDS } from '../context.ts';
import { print, table } from '../output.ts';
import { loadTexts, type PromptsOptions, rateText } from './catalogue.ts';

function row({ name, id, measured, replaced }: Imported): string[] {
  const seconds = measured.seconds.toFixed(2);
  const old = replaced.map((file) => relative(SOUNDS, file)).join(' ');
  return [name, id, seconds, rateText(measured), measured.level.toFixed(1), old];
}

function report({ language, dryRun, imported, refused }: ImportReport): string {
  const short = imported.flatMap(({ name, problems }) =>
    problems.map(({ cause, cure, code }) => `  ${name}: ${cause}. ${cure} [${code}]`),
  );
  const not = refused.map(({ name, cause, cure, code }) => `  ${name}: ${cause}. ${cure} [${code}]`);
  return [
    ...(imported.length > 0
      ? [
          table(
            ['recording', 'prompt', 'seconds', 'rate', 'dBFS', 'before it, now in sounds/'],
            imported.map(row),
          ),
          '',
        ]
      : []),
    ...(short.length > 0 ? ['what still falls short:', ...short, ''] : []),
    ...(not.length > 0 ? ['not taken:', ...not, ''] : []),
    `${dryRun ? 'would be taken' : 'taken'} for ${language}: ${imported.length}, not taken: ${refused.length}.`,
    ...(imported.length > 0 && !dryRun
      ? ['The engine measures prompts when it starts: start it again.']
      : []),
  ].join('\n');
}

/** `sansheng prompts import`: makes prompts of recordings. Exits with 1 where one is not taken, or falls short. */
export async function promptsImport(
  folder: string,
  options: PromptsOptions & { readonly dryRun?: boolean },
): Promise<void> {
  const texts = await loadTexts();
  const decoder = openDecoder((line) => console.error(line));
  try {
    const done = await importTakes({
      folder,
      dir: SOUNDS,
      language: options.lang ?? 'zh',
      texts,
      dryRun: options.dryRun ?? false,
      decoder,
    });
    print(options.json, done, report);
    const fine = done.refused.length === 0 && done.imported.every(({ problems }) => problems.length === 0);
    if (!fine) process.exitCode = EXIT.failed;
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined || !/^E[A-Z]+$/.test(code) || !(error instanceof Error)) throw error;
    throw new CliError(
      error.message,
      'name a folder with recordings that can be read, and see that sounds/ can be written',
    );
  } finally {
    await decoder.close();
  }
}
