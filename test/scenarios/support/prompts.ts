import { readFileSync } from 'node:fs';
import type { Language, PromptId } from '../../../src/core/ids.ts';

interface Entry {
  readonly id: PromptId;
  readonly language: Language;
  readonly seconds: number;
}

const manifest: Entry[] = JSON.parse(
  readFileSync(new URL('../../../sounds/manifest.json', import.meta.url), 'utf8'),
);
const lengths = new Map(manifest.map(({ id, language, seconds }) => [`${language}/${id}`, seconds * 1000]));

/** How long the shipped prompt lasts, in whole ms; undefined where there is none. */
export function promptMs(prompt: PromptId, language: Language): number | undefined {
  const ms = lengths.get(`${language}/${prompt}`);
  return ms === undefined ? undefined : Math.round(ms);
}

/** The same for several, one after another; those that are not there take no time. */
export function promptsMs(prompts: readonly PromptId[], language: Language): number {
  return prompts.reduce((sum, prompt) => sum + (promptMs(prompt, language) ?? 0), 0);
}
