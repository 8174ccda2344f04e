import { writeFile } from 'node:fs/promises';
import { recordingScript, scriptLines } from '../../prompts/script.ts';
import { messageOf } from '../../util/errors.ts';
import { CliError } from '../context.ts';
import { loadTexts, type PromptsOptions } from './catalogue.ts';

/** `sansheng prompts script`: what a voice talent records, line by line. */
export async function promptsScript(options: PromptsOptions & { readonly out?: string }): Promise<void> {
  const texts = await loadTexts();
  const language = options.lang ?? 'zh';
  const script = recordingScript(texts, language);
  if (options.out === undefined) return console.log(script);
  try {
    await writeFile(options.out, script);
  } catch (error) {
    const cause = messageOf(error);
    throw new CliError(
      `the script cannot be written: ${cause}`,
      'name a file in a folder that can be written',
    );
  }
  console.log(`${scriptLines(texts, language).length} lines in ${options.out}`);
}
