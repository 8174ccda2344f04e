import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language, PromptId } from '../../core/ids.ts';
import { type PromptText, parsePromptTexts } from '../../host/prompt-texts.ts';
import type { Measurement } from '../../prompts/lint.ts';
import type { PromptProblem } from '../../prompts/problems.ts';
import { messageOf } from '../../util/errors.ts';
import { CliError, EXIT, SOUNDS } from '../context.ts';

/** What the commands about prompts take. */
export interface PromptsOptions {
  readonly lang?: Language;
  readonly json?: boolean;
}

/** What `sounds/prompts.yaml` says; a mistake in it ends the command. */
export async function loadTexts(): Promise<ReadonlyMap<PromptId, PromptText>> {
  const file = join(SOUNDS, 'prompts.yaml');
  try {
    return parsePromptTexts(await readFile(file, 'utf8'));
  } catch (error) {
    throw new CliError(
      `${file}: ${messageOf(error)} [SOUND_LIST_UNREADABLE]`,
      'every prompt has words in zh, yue and en, or `language` and `text`, or `tone`; see the lines around it',
      EXIT.badInput,
    );
  }
}

/** A rate as people read it, and why there is none. */
export function rateText(measured: Measurement | undefined): string {
  const rate = measured?.charactersPerMinute;
  return typeof rate === 'number' ? String(Math.round(rate)) : (rate ?? '');
}

/** One problem as a line: where, what, what to do about it. */
export function problemText({ file, cause, cure, clause, code }: PromptProblem): string {
  return `${file}: ${cause}. ${cure} [${clause === undefined ? '' : `${clause}, `}${code}]`;
}
