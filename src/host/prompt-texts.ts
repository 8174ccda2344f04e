import { parse } from 'yaml';
import { z } from 'zod';
import { LANGUAGES, type Language, type PromptId } from '../core/ids.ts';

const clause = z.string().min(1).optional();
const words = z.string().min(1);
const spoken = z.strictObject({ clause, zh: words, yue: words, en: words });
const fixed = z.strictObject({ clause, language: z.enum(LANGUAGES), text: words });
const tone = z.strictObject({ clause, tone: words });
const ID = /^[a-z0-9_]+(\.[a-z0-9_]+)*$/;

/** One prompt of `sounds/prompts.yaml`: words in every language; or words in one language, whichever the caller has (each
 * language offers itself); or a tone that is the same in all of them. */
export type PromptText = z.infer<typeof spoken> | z.infer<typeof fixed> | z.infer<typeof tone>;

/** What a file says, and in which language: not always that of its folder. */
export interface Words {
  readonly text: string;
  readonly language: Language;
}

function schemaOf(prompt: unknown): z.ZodType<PromptText> {
  const has = (key: string) => typeof prompt === 'object' && prompt !== null && key in prompt;
  return has('tone') ? tone : has('text') || has('language') ? fixed : spoken;
}

function parsePrompt(id: PromptId, prompt: unknown): PromptText {
  const { data, error } = schemaOf(prompt).safeParse(prompt);
  if (data !== undefined && ID.test(id)) return data;
  const issues = error?.issues.map(({ path, message }) => [...path, message].join(': ')) ?? [];
  throw new Error(`${id}: ${issues.join('; ') || 'an id is lower-case letters, digits, _ and dots'}`);
}

/** Parses the text of `sounds/prompts.yaml`; prompts in the order in which they stand. Throws on anything unexpected, the
 * id first in its message. */
export function parsePromptTexts(yaml: string): Map<PromptId, PromptText> {
  const catalogue = z.record(z.string(), z.unknown()).parse(parse(yaml));
  return new Map(Object.entries(catalogue).map(([id, prompt]) => [id, parsePrompt(id, prompt)]));
}

/** What a prompt's file in a language's folder says; undefined for a tone. */
export function wordsOf(prompt: PromptText, folder: Language): Words | undefined {
  if ('tone' in prompt) return undefined;
  return 'text' in prompt
    ? { text: prompt.text, language: prompt.language }
    : { text: prompt[folder], language: folder };
}
