// Makes every prompt anew from sounds/prompts.yaml: `npm run prompts`. The same texts give the same bytes.

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { LANGUAGES, type Language } from '../../src/core/ids.ts';
import { type PromptText, parsePromptTexts, type Words, wordsOf } from '../../src/host/prompt-texts.ts';
import { fadeEnds, join, resample, silence } from '../../src/prompts/dsp.ts';
import { cutToSpeech, toSpeechLevel } from '../../src/prompts/level.ts';
import { describe, formatManifest, type ManifestEntry } from '../../src/prompts/manifest.ts';
import { endsSentence } from '../../src/prompts/phrases.ts';
import { rateBand } from '../../src/prompts/rate.ts';
import { encodeWav, type Sound } from '../../src/prompts/wav.ts';
import { speakCantonese } from './cantonese.ts';
import { speakEnglish } from './english.ts';
import { speakMandarin } from './mandarin.ts';
import { makeHoldMusic } from './music.ts';
import { makeTone } from './tones.ts';
import { openVoiceTools, type VoiceTools } from './tools.ts';

const SOUNDS = joinPath(import.meta.dirname, '../../sounds');
const RATE = 8000;
const LEAD_MS = 20;
/** After a sentence there is a breath; after a part of one the next part follows at once. */
const SENTENCE_TAIL_MS = 80;
const PART_TAIL_MS = 15;

/** @param rate in Chinese characters a minute; English has its voice's own pace */
async function speak({ text, language }: Words, rate: number, tools: VoiceTools): Promise<Sound> {
  if (language === 'zh') return await speakMandarin(text, rate, tools.syllable);
  if (language === 'yue') return await speakCantonese(text, rate, tools.espeak);
  return await speakEnglish(text, tools.flite);
}

/** Brings speech into the form in which it is played: rate, level, and the silence at its ends. */
function finish(spoken: Sound, text: string): Sound {
  const levelled = toSpeechLevel(resample(spoken, RATE));
  // Fading out can silence the very end: cut once more.
  const speech = cutToSpeech(fadeEnds(cutToSpeech(levelled), 3, 15));
  const tail = silence(endsSentence(text) ? SENTENCE_TAIL_MS : PART_TAIL_MS, RATE);
  return join([silence(LEAD_MS, RATE), speech, tail], []);
}

async function makePrompt(
  id: string,
  language: Language,
  prompt: PromptText,
  tools: VoiceTools,
): Promise<Sound> {
  const words = wordsOf(prompt, language);
  if (words === undefined) return makeTone(id);
  try {
    return finish(await speak(words, rateBand(id).aim, tools), words.text);
  } catch (error) {
    throw new Error(`Prompt ${id} cannot be spoken in ${language}`, { cause: error });
  }
}

async function makeLanguage(
  language: Language,
  texts: Map<string, PromptText>,
  tools: VoiceTools,
): Promise<ManifestEntry[]> {
  const entries: ManifestEntry[] = [];
  await mkdir(joinPath(SOUNDS, language), { recursive: true });
  for (const [id, prompt] of texts) {
    const sound = await makePrompt(id, language, prompt, tools);
    await writeFile(joinPath(SOUNDS, language, `${id}.wav`), encodeWav(sound));
    entries.push(describe(id, language, prompt, sound));
  }
  console.log(`${language}: ${entries.length} prompts`);
  return entries;
}

async function main(): Promise<void> {
  const texts = parsePromptTexts(await readFile(joinPath(SOUNDS, 'prompts.yaml'), 'utf8'));
  const tools = await openVoiceTools((line) => console.log(line));
  try {
    const entries: ManifestEntry[] = [];
    for (const language of LANGUAGES) entries.push(...(await makeLanguage(language, texts, tools)));
    await writeFile(joinPath(SOUNDS, 'manifest.json'), formatManifest(entries));
  } finally {
    await tools.close();
  }
  // Asterisk plays whatever lies in this folder: nothing but the music may.
  await rm(joinPath(SOUNDS, 'music'), { recursive: true, force: true });
  await mkdir(joinPath(SOUNDS, 'music'));
  await writeFile(joinPath(SOUNDS, 'music', 'hold.wav'), encodeWav(makeHoldMusic()));
}

await main();
