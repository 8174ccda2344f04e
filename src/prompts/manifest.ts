import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '../core/ids.ts';
import { type PromptText, type Words, wordsOf } from '../host/prompt-texts.ts';
import type { Sound } from '../host/wav.ts';
import { systemCode } from '../util/errors.ts';
import type { PromptFile } from './examine.ts';
import { measure } from './level.ts';
import { countCharacters, countWords } from './phrases.ts';

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
  /** Of the file that `npm run prompts` made; another file in its place is somebody's own. null where it never made one. */
  sha256: string | null;
}

type Voice = Pick<ManifestEntry, 'voice' | 'licence'>;

const VOICES: Record<Language | 'tone', Voice> = {
  zh: { voice: 'gcin-voice 3, Edward Der-Hua Liu', licence: 'LGPL-3.0-only OR GPL-3.0-only' },
  yue: { voice: 'espeak-ng, yue-latn-jyutping+f2', licence: 'GPL-3.0-or-later' },
  en: { voice: 'flite, slt', licence: 'MIT-Festival' },
  tone: { voice: 'synthesised', licence: 'Apache-2.0' },
};
const OWN: Voice = { voice: 'own recording', licence: 'LicenseRef-own' };

function rateOf({ text, language }: Words, sound: Sound): Partial<ManifestEntry> {
  const { start, end } = measure(sound);
  const perMinute = (count: number) => Math.round((count * 600) / (end - start)) / 10;
  return language === 'en'
    ? { wordsPerMinute: perMinute(countWords(text)) }
    : { charactersPerMinute: perMinute(countCharacters(text)) };
}

function describe(
  file: PromptFile,
  prompt: PromptText,
  sound: Sound,
): Omit<ManifestEntry, 'sha256' | keyof Voice> {
  const { id, language } = file;
  const spoken = wordsOf(prompt, language);
  return {
    id,
    language,
    clause: prompt.clause ?? null,
    text: 'tone' in prompt ? prompt.tone : (spoken?.text ?? ''),
    file: `${language}/${id}.wav`,
    seconds: Math.round((sound.samples.length / sound.rate) * 1000) / 1000,
    ...(spoken === undefined ? {} : rateOf(spoken, sound)),
  };
}

/** Describes a prompt that was made here; `bytes` is its file. */
export function describeMade(
  file: PromptFile,
  prompt: PromptText,
  sound: Sound,
  bytes: Buffer,
): ManifestEntry {
  const voice = VOICES[wordsOf(prompt, file.language)?.language ?? 'tone'];
  return { ...describe(file, prompt, sound), ...voice, sha256: checksum(bytes) };
}

/** Describes somebody's own recording; `made` is what the manifest said of the file that was there before. */
export function describeRecording(
  file: PromptFile,
  prompt: PromptText,
  sound: Sound,
  made: ManifestEntry | undefined,
): ManifestEntry {
  return { ...describe(file, prompt, sound), ...OWN, sha256: made?.sha256 ?? null };
}

/** Whether an entry describes somebody's own recording. */
export function describesOwn({ licence }: ManifestEntry): boolean {
  return licence === OWN.licence;
}

/** What tells a file from another. */
export function checksum(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The entry for a prompt's file. */
export function entryOf(
  manifest: readonly ManifestEntry[],
  { id, language }: PromptFile,
): ManifestEntry | undefined {
  return manifest.find((entry) => entry.id === id && entry.language === language);
}

/** The manifest in a folder of sounds; empty where there is none. */
export async function readManifest(dir: string): Promise<ManifestEntry[]> {
  try {
    return JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8'));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/** The text of `manifest.json`, a line for each file, so that a change shows as the lines that changed. */
export function formatManifest(entries: readonly ManifestEntry[]): string {
  return `[\n${entries.map((entry) => `  ${JSON.stringify(entry)}`).join(',\n')}\n]\n`;
}
