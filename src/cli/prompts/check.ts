import { resolve } from 'node:path';
import type { Language, PromptId } from '../../core/ids.ts';
import type { PromptText } from '../../host/prompt-texts.ts';
import { asPromptFile, type Examined, examine, type PromptFile, promptFiles } from '../../prompts/examine.ts';
import type { PromptProblem } from '../../prompts/problems.ts';
import { EXIT, SOUNDS } from '../context.ts';
import { print } from '../output.ts';
import { loadTexts, type PromptsOptions, problemText } from './catalogue.ts';

/** A language of which nothing is there is one problem, not one for each prompt. */
function summarise(examined: readonly Examined[]): PromptProblem[] {
  const problems = examined.flatMap((each) => each.problems);
  const missing = (language: Language) =>
    problems.filter((p) => p.language === language && p.code === 'SOUND_MISSING');
  const absent = new Set(
    problems
      .map(({ language }) => language)
      .filter((each) => missing(each).length === examined.filter((e) => e.language === each).length),
  );
  return problems.flatMap((problem) => {
    if (!absent.has(problem.language) || examined.length === 1) return [problem];
    if (problem !== missing(problem.language)[0]) return [];
    const cause = `None of the ${missing(problem.language).length} prompts in ${problem.language} is there`;
    return [{ ...problem, code: 'SOUND_LANGUAGE_MISSING', clause: 'language.caller', cause }];
  });
}

function closing(examined: readonly Examined[], problems: readonly PromptProblem[]): string {
  const rates = examined.map(({ measured }) => measured?.charactersPerMinute);
  const count = (what: string) => rates.filter((rate) => rate === what).length;
  const measured = rates.filter((rate) => typeof rate === 'number').length;
  return [
    `${examined.length} files, ${problems.length === 1 ? '1 problem' : `${problems.length || 'no'} problems`}.`,
    `Rate (prompts.rate) measured on ${measured}; not on ${count('short')} of fewer than 6 characters, over before a rate can be told,`,
    `nor on ${count('not Chinese')} in English, for which no standard sets one.`,
  ].join('\n');
}

/**
 * `sansheng prompts check [files]`: the lint clauses on every prompt, or on the files named: prompts.rate, prompts.volume,
 * prompts.forbidden, and whether Asterisk can play it. Exits with 1 where one is not kept.
 */
export async function promptsCheck(files: string[], options: PromptsOptions): Promise<void> {
  const texts: ReadonlyMap<PromptId, PromptText> = await loadTexts();
  const asked: PromptFile[] =
    files.length > 0
      ? files.map((file) => asPromptFile(resolve(file), options.lang))
      : promptFiles(SOUNDS, texts, options.lang);
  const examined: Examined[] = [];
  for (const file of asked) examined.push(await examine(file, texts));
  const problems = summarise(examined);
  print(options.json, { ok: problems.length === 0, files: examined.length, problems }, () =>
    [...problems.map(problemText), closing(examined, problems)].join('\n'),
  );
  if (problems.length > 0) process.exitCode = EXIT.failed;
}
