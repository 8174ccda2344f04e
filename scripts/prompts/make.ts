import { join } from 'node:path';
import type { PromptId } from '../../src/core/ids.ts';
import { type PromptText, type Words, wordsOf } from '../../src/host/prompt-texts.ts';
import { decodeWav, encodeWav, type Sound } from '../../src/host/wav.ts';
import { fadeEnds, resample } from '../../src/prompts/dsp.ts';
import { type PromptFile, promptFiles } from '../../src/prompts/examine.ts';
import { putAside, readIfThere, writeWhole } from '../../src/prompts/files.ts';
import { PLAYED_RATE, withEnds } from '../../src/prompts/finish.ts';
import { cutToSpeech, toSpeechLevel } from '../../src/prompts/level.ts';
import {
  checksum,
  describeMade,
  describeRecording,
  describesOwn,
  entryOf,
  formatManifest,
  type ManifestEntry,
  readManifest,
} from '../../src/prompts/manifest.ts';
import { rateBand } from '../../src/prompts/rate.ts';
import { makeTone } from './tones.ts';

/** Speaks words, at a rate in Chinese characters a minute; English has its voice's own pace. */
export type Speaker = (words: Words, rate: number) => Promise<Sound>;

/** What became of the prompts: how many were made, how many were as they should be, and which are somebody's own. */
export interface Made {
  readonly made: number;
  readonly unchanged: number;
  readonly own: string[];
}

/** Brings speech into the form in which it is played: rate, level, and the silence at its ends. */
function finish(spoken: Sound, text: string): Sound {
  const levelled = toSpeechLevel(resample(spoken, PLAYED_RATE));
  // Fading out can silence the very end: cut once more.
  return withEnds(cutToSpeech(fadeEnds(cutToSpeech(levelled), 3, 15)), text);
}

async function make({ id, language }: PromptFile, prompt: PromptText, speaker: Speaker): Promise<Sound> {
  const words = wordsOf(prompt, language);
  if (words === undefined) return makeTone(id);
  try {
    return finish(await speaker(words, rateBand(id).aim), words.text);
  } catch (error) {
    throw new Error(`Prompt ${id} cannot be spoken in ${language}`, { cause: error });
  }
}

/** What becomes of one file: its entry in the manifest, and the bytes that it is to have, if others than now. */
interface Outcome {
  readonly entry: ManifestEntry;
  readonly is: 'made' | 'unchanged' | 'own';
  readonly bytes?: Buffer;
  /** What is there was not made here. */
  readonly replacesOwn?: boolean;
}

async function decide(
  file: PromptFile,
  prompt: PromptText,
  before: ManifestEntry | undefined,
  { force, speaker }: { force: boolean; speaker: Speaker },
): Promise<Outcome> {
  const there = await readIfThere(file.file);
  const own = there !== undefined && checksum(there) !== before?.sha256;
  if (own && !force) {
    const sound = decodeWav(there) ?? { samples: new Float64Array(), rate: PLAYED_RATE };
    return { entry: describeRecording(file, prompt, sound, before), is: 'own' };
  }
  const said = 'tone' in prompt ? prompt.tone : wordsOf(prompt, file.language)?.text;
  // What the manifest says of an own recording holds no longer for the file that was put back in its place.
  const known = before === undefined || describesOwn(before) ? undefined : before;
  if (!force && there !== undefined && known !== undefined && known.text === said)
    return { entry: { ...known, clause: prompt.clause ?? null }, is: 'unchanged' };
  const sound = await make(file, prompt, speaker);
  const bytes = encodeWav(sound);
  const entry = describeMade(file, prompt, sound, bytes);
  return there?.equals(bytes) ? { entry, is: 'unchanged' } : { entry, is: 'made', bytes, replacesOwn: own };
}

/**
 * Makes the prompts that are missing or now say something else, and the manifest of all. A file that was not made here is
 * somebody's own recording and is left alone; `force` makes every one anew, and what was not made here is put aside.
 */
export async function makePrompts(
  dir: string,
  texts: ReadonlyMap<PromptId, PromptText>,
  how: { force: boolean; speaker: Speaker },
): Promise<Made> {
  const manifest = await readManifest(dir);
  const outcomes: (Outcome & { file: string })[] = [];
  for (const file of promptFiles(dir, texts)) {
    const prompt = texts.get(file.id);
    if (prompt === undefined) continue;
    outcomes.push({ file: file.file, ...(await decide(file, prompt, entryOf(manifest, file), how)) });
  }
  // Everything is written at the end: a run that is broken off leaves no file that the manifest does not know.
  for (const { file, bytes, replacesOwn } of outcomes) {
    if (bytes === undefined) continue;
    if (replacesOwn) await putAside(dir, file);
    await writeWhole(file, bytes);
  }
  await writeWhole(join(dir, 'manifest.json'), formatManifest(outcomes.map(({ entry }) => entry)));
  const count = (is: Outcome['is']) => outcomes.filter((outcome) => outcome.is === is);
  return {
    made: count('made').length,
    unchanged: count('unchanged').length,
    own: count('own').map((o) => o.file),
  };
}
