import type { Language, PromptId } from '../core/ids.ts';
import { type PromptText, type Words, wordsOf } from '../host/prompt-texts.ts';
import { countCharacters, countWords } from './phrases.ts';
import { rateBand } from './rate.ts';
import { readingOf } from './reading.ts';

/** One line that a voice talent speaks. */
export interface ScriptLine {
  /** The place of the prompt among all of prompts.yaml that are spoken: the same in every language. */
  readonly number: number;
  readonly id: PromptId;
  readonly words: Words;
}

/** Words a minute in English: no standard sets a number; this is what is easy to follow on a telephone. */
const ENGLISH = { min: 130, max: 180 };

/** What is to be recorded in a language, numbered. What each language says of itself is that language's own. */
export function scriptLines(texts: ReadonlyMap<PromptId, PromptText>, language: Language): ScriptLine[] {
  const spoken = [...texts].filter(([, prompt]) => !('tone' in prompt));
  return spoken.flatMap(([id, prompt], i) => {
    const words = wordsOf(prompt, language);
    return words?.language === language ? [{ number: i + 1, id, words }] : [];
  });
}

/** A line's number as it is written: in three digits, so that files sort by it. */
export function formatNumber(number: number): string {
  return String(number).padStart(3, '0');
}

/** How long a line is to take, in seconds (prompts.rate). */
export function targetSeconds(id: PromptId, words: Words): { min: number; max: number } {
  const [count, rate] =
    words.language === 'en' ? [countWords(words.text), ENGLISH] : [countCharacters(words.text), rateBand(id)];
  return { min: (count * 60) / rate.max, max: (count * 60) / rate.min };
}

const NAMES: Record<Language, { language: string; reading: string }> = {
  zh: { language: 'Mandarin', reading: 'pinyin, as spoken' },
  yue: { language: 'Cantonese', reading: 'Jyutping' },
  en: { language: 'English', reading: '' },
};

function heading(language: Language, count: number): string {
  return `# Recording script: ${NAMES[language].language}, ${count} lines

One file for each line, named by its number (\`007.wav\`) or by the name in the second column. Numbers hold as long as nobody
adds or removes prompts: names always do. Any format will do (WAV at 44.1 or 48 kHz, 24 bits, is best); leave half a second of
silence at both ends and speak each line on its own, in one go, always at the same distance from the microphone and without
ever reaching full scale. Read what stands there, word for word. Seconds are the speech alone, its pauses included.
A line without a full stop is the beginning or middle of a sentence that goes on with another: do not let the voice fall.

\`sansheng prompts import FOLDER --lang ${language}\` takes the recordings: it cuts, levels and converts them.
`;
}

function row(language: Language, { number, id, words }: ScriptLine): string {
  const { min, max } = targetSeconds(id, words);
  const reading = language === 'en' ? [] : [readingOf(words)];
  const seconds = `${min.toFixed(1)}–${max.toFixed(1)}`;
  return `| ${[formatNumber(number), `${id}.wav`, words.text, ...reading, seconds].join(' | ')} |`;
}

/** The recording script of a language, for a voice talent, in Markdown. */
export function recordingScript(texts: ReadonlyMap<PromptId, PromptText>, language: Language): string {
  const lines = scriptLines(texts, language);
  const { reading } = NAMES[language];
  const columns = ['no.', 'file', 'text', ...(reading === '' ? [] : [reading]), 'seconds'];
  return [
    heading(language, lines.length),
    `| ${columns.join(' | ')} |`,
    `|${columns.map(() => ' --- |').join('')}`,
    ...lines.map((line) => row(language, line)),
    '',
  ].join('\n');
}
