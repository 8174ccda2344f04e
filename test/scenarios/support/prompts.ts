import { readFileSync } from 'node:fs';
import { LANGUAGES, type Language, type PromptId } from '../../../src/core/ids.ts';

interface Entry {
  readonly id: PromptId;
  readonly language: Language;
  readonly seconds: number;
}

const manifest: Entry[] = JSON.parse(
  readFileSync(new URL('../../../sounds/manifest.json', import.meta.url), 'utf8'),
);

/** How long the shipped prompts last, in whole ms. */
export const DURATIONS = Object.fromEntries(
  LANGUAGES.map((language) => {
    const entries = manifest.filter((entry) => entry.language === language);
    return [language, Object.fromEntries(entries.map(({ id, seconds }) => [id, Math.round(seconds * 1000)]))];
  }),
) as Record<Language, Record<PromptId, number>>;

/** How long the shipped prompt lasts, in whole ms; undefined where there is none. */
export function promptMs(prompt: PromptId, language: Language): number | undefined {
  return DURATIONS[language][prompt];
}

/** The same for several, one after another; those that are not there take no time. */
export function promptsMs(prompts: readonly PromptId[], language: Language): number {
  return prompts.reduce((sum, prompt) => sum + (promptMs(prompt, language) ?? 0), 0);
}
