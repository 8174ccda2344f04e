import type { Language } from '../core/ids.ts';
import { type PromptText, type Words, wordsOf } from '../host/prompt-texts.ts';
import { measure } from './level.ts';
import { countCharacters, countWords } from './phrases.ts';
import type { Sound } from './wav.ts';

/** What the manifest says of one file. */
export interface ManifestEntry {
  id: string;
  language: Language;
  clause: string | null;
  text: string;
  /** Below `sounds/`. */
  file: string;
  /** Of the whole file, as measured. */
  seconds: number;
  /** Measured over the speech, its pauses included; for Chinese speech only. */
  charactersPerMinute?: number;
  /** The same for English. */
  wordsPerMinute?: number;
  voice: string;
  /** An SPDX expression; sounds/LICENSES.md says more. */
  licence: string;
}

const VOICES: Record<Language | 'tone', { voice: string; licence: string }> = {
  zh: { voice: 'gcin-voice 3, Edward Der-Hua Liu', licence: 'LGPL-3.0-only OR GPL-3.0-only' },
  yue: { voice: 'espeak-ng, yue-latn-jyutping+f2', licence: 'GPL-3.0-or-later' },
  en: { voice: 'flite, slt', licence: 'MIT-Festival' },
  tone: { voice: 'synthesised', licence: 'Apache-2.0' },
};

function rateOf({ text, language }: Words, sound: Sound): Partial<ManifestEntry> {
  const { start, end } = measure(sound);
  const perMinute = (count: number) => Math.round((count * 600) / (end - start)) / 10;
  return language === 'en'
    ? { wordsPerMinute: perMinute(countWords(text)) }
    : { charactersPerMinute: perMinute(countCharacters(text)) };
}

/** Describes a finished prompt. */
export function describe(id: string, language: Language, prompt: PromptText, sound: Sound): ManifestEntry {
  const spoken = wordsOf(prompt, language);
  return {
    id,
    language,
    clause: prompt.clause ?? null,
    text: 'tone' in prompt ? prompt.tone : (spoken?.text ?? ''),
    file: `${language}/${id}.wav`,
    seconds: Math.round((sound.samples.length / sound.rate) * 1000) / 1000,
    ...(spoken === undefined ? {} : rateOf(spoken, sound)),
    ...VOICES[spoken?.language ?? 'tone'],
  };
}

/** The text of `manifest.json`, a line for each file, so that a change shows as the lines that changed. */
export function formatManifest(entries: ManifestEntry[]): string {
  return `[\n${entries.map((entry) => `  ${JSON.stringify(entry)}`).join(',\n')}\n]\n`;
}
