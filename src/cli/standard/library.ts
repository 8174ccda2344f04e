import type { SpelledParameter } from '../../config/standards/spell.ts';
import type { Language } from '../../core/ids.ts';
import type { Phrase, Standard } from '../../core/standard/standard.ts';
import { type PromptText, wordsOf } from '../../host/prompt-texts.ts';

/** What the `standard` commands look things up in. */
export interface Library {
  /** By name; those that are right. */
  readonly standards: ReadonlyMap<string, Standard>;
  /** Names of those that have problems. */
  readonly broken: ReadonlySet<string>;
  /** What each prompt says. */
  readonly prompts: ReadonlyMap<string, PromptText>;
  /** The language that callers of a standard are spoken to in: that of the first line that is kept to it. */
  languageOf(standard: string): Language;
}

/** What the caller hears, slots in braces. */
export function phraseText(phrase: Phrase, prompts: Library['prompts'], language: Language): string {
  const parts = phrase.map((part) => {
    const prompt = prompts.get(part);
    return (prompt && wordsOf(prompt, language)?.text) ?? part;
  });
  return parts.join(language === 'en' ? ' ' : '');
}

/** A parameter for a person: a number, or what is said. */
export function valueText(
  { value }: Pick<SpelledParameter, 'value'>,
  prompts: Library['prompts'],
  language: Language,
): string {
  if (typeof value === 'number') return String(value);
  if (isNumbers(value)) return value.join(', ');
  return isPhrase(value)
    ? phraseText(value, prompts, language)
    : value.map((step) => phraseText(step, prompts, language)).join(' → ');
}

type List = Exclude<SpelledParameter['value'], number>;

function isNumbers(value: List): value is readonly number[] {
  return typeof value[0] === 'number';
}

function isPhrase(value: List): value is Phrase {
  return typeof value[0] === 'string';
}
