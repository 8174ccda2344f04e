import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LANGUAGES, type Language, type PromptId } from '../core/ids.ts';
import { type PromptText, type Words, wordsOf } from '../host/prompt-texts.ts';
import { checkSound } from '../host/sounds.ts';
import { decodeWav } from '../host/wav.ts';
import { judgeSound, judgeWords, type Measurement, measurePrompt } from './lint.ts';
import type { PromptProblem } from './problems.ts';

/** One file that a prompt is to be in. */
export interface PromptFile {
  readonly id: PromptId;
  /** Of the folder. */
  readonly language: Language;
  readonly file: string;
}

/** A file, what it is to say, what was measured on it (unless it cannot be played) and what is wrong with it. */
export interface Examined extends PromptFile {
  /** Undefined for a tone. */
  readonly words?: Words;
  readonly measured?: Measurement;
  readonly problems: PromptProblem[];
}

/** All files that `texts` asks for below `dir`, in one language or in all. */
export function promptFiles(
  dir: string,
  texts: ReadonlyMap<PromptId, PromptText>,
  language?: Language,
): PromptFile[] {
  const languages = language === undefined ? LANGUAGES : [language];
  return languages.flatMap((each) =>
    [...texts.keys()].map((id) => ({ id, language: each, file: join(dir, each, `${id}.wav`) })),
  );
}

/** Which prompt a file is meant to be: named by its id, in a folder named by its language, unless `language` says. */
export function asPromptFile(file: string, language?: Language): PromptFile {
  const folder = LANGUAGES.find((each) => each === basename(dirname(file)));
  return { id: basename(file).replace(/\.wav$/i, ''), language: language ?? folder ?? 'zh', file };
}

async function measureFile(file: string, words: Words): Promise<Measurement | undefined> {
  const sound = decodeWav(await readFile(file));
  return sound === undefined ? undefined : measurePrompt(words, sound);
}

function unknown(file: PromptFile): Examined {
  const cause = `prompts.yaml has no prompt ${file.id}`;
  const cure = 'Name the file by the id of its prompt; `sansheng prompts list` has them.';
  return { ...file, problems: [{ ...file, code: 'PROMPT_UNKNOWN', cause, cure }] };
}

/** Looks over one file: the clauses prompts.rate, prompts.volume and prompts.forbidden, and whether Asterisk can play it. */
export async function examine(file: PromptFile, texts: ReadonlyMap<PromptId, PromptText>): Promise<Examined> {
  const prompt = texts.get(file.id);
  if (prompt === undefined) return unknown(file);
  const words = wordsOf(prompt, file.language);
  const { durationMs, problem } = await checkSound(file.file);
  const problems: PromptProblem[] = problem === undefined ? [] : [{ ...file, ...problem }];
  if (words === undefined) return { ...file, problems };
  problems.push(...judgeWords(words).map((finding) => ({ ...file, ...finding })));
  const measured = durationMs === undefined ? undefined : await measureFile(file.file, words);
  if (measured === undefined) return { ...file, words, problems };
  problems.push(...judgeSound(file.id, words, measured).map((finding) => ({ ...file, ...finding })));
  return { ...file, words, measured, problems };
}
