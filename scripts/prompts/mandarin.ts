import type { Sound } from '../../src/host/wav.ts';
import { bend, cut, fadeEnds, join, resample, stretch } from '../../src/prompts/dsp.ts';
import { peakOf, rmsOf } from '../../src/prompts/level.ts';
import { countCharacters, splitPhrases } from '../../src/prompts/phrases.ts';
import { pronounce } from '../../src/prompts/pinyin.ts';
import { toZhuyin } from './zhuyin.ts';

/** Twice what a telephone carries: enough to stretch well, a quarter of the work. */
const WORKING_RATE = 16000;
/** Milliseconds that a syllable begins before the one ahead of it has ended. */
const OVERLAP_MS = 28;
/** Stops and affricates begin with the mouth closed: nothing may be heard under their burst. */
const STOPS = /^[ㄅㄆㄉㄊㄍㄎㄐㄑㄓㄔㄗㄘ]/;
const STOP_OVERLAP_MS = -8;
const NEUTRAL_GAIN = 0.8;
const FINAL_LENGTH = 1.15;
/** Added to half a recording's length: long recordings stay longer than short ones, but do not drag. */
const TONED_SECONDS = 0.18;
const NEUTRAL_SECONDS = 0.1;
/** What a level tone's pitch is multiplied by, at its beginning and its end, to make it a rising one. */
const RISE: [number, number] = [0.82, 1.1];
/** How much of the difference in loudness between two recordings is taken away; the rest is the vowels' own. */
const EVENING = 0.7;
const SYLLABLE_RMS = 0.1;

/** A syllable as the recordings are named. */
interface Syllable {
  /** In phonetic signs, without the tone. */
  zhuyin: string;
  tone: number;
}

/** Where the recordings come from. */
export type SyllableSource = (name: string) => Promise<Sound | undefined>;

interface Recorded {
  sound: Sound;
  /** Relative length it ought to have. */
  weight: number;
  stop: boolean;
}

/** A recording that can stand for a syllable. */
interface Candidate {
  name: string;
  /** What it lacks: nothing; the shortness of a neutral tone; or the rise of a second tone. */
  lacks?: 'shortness' | 'rise';
}

/** The recordings that can stand for a syllable, best first, given the tone before it. */
function candidates({ zhuyin, tone }: Syllable, before: number | undefined): Candidate[] {
  if (tone === 1) return [{ name: zhuyin }];
  // Sandhi makes syllables that no dictionary has (jiú, wó), and so nobody recorded.
  if (tone === 2) return [{ name: `${zhuyin}2` }, { name: zhuyin, lacks: 'rise' }, { name: `${zhuyin}3` }];
  if (tone > 2) return [{ name: `${zhuyin}${tone}` }];
  // A neutral tone is high after a third, falling after the others.
  const signs = before === 3 ? ['', '4', '2', '3'] : ['4', '', '2', '3'];
  return [
    { name: `${zhuyin}1` },
    ...signs.map((sign) => ({ name: `${zhuyin}${sign}`, lacks: 'shortness' as const })),
  ];
}

/** Cuts what is too quiet to hear from both ends (35 dB under the peak). */
function trim(sound: Sound): Sound {
  const floor = peakOf(sound.samples) * 10 ** (-35 / 20);
  const first = sound.samples.findIndex((sample) => Math.abs(sample) > floor);
  const last = sound.samples.findLastIndex((sample) => Math.abs(sample) > floor);
  return cut(sound, first / sound.rate, (last + 1) / sound.rate);
}

/** The best recording of a syllable, with its ends cut and what it lacks put right. */
async function find(
  syllable: Syllable,
  before: number | undefined,
  source: SyllableSource,
): Promise<Candidate & { sound: Sound }> {
  for (const candidate of candidates(syllable, before)) {
    const sound = await source(candidate.name);
    if (sound === undefined) continue;
    const trimmed = trim(resample(sound, WORKING_RATE));
    return { ...candidate, sound: candidate.lacks === 'rise' ? bend(trimmed, ...RISE) : trimmed };
  }
  throw new Error(`gcin-voice has no recording for ${syllable.zhuyin}${syllable.tone}`);
}

/** A neutral syllable is short; a toned recording that stands in for one still more so. */
function neutralLength(seconds: number, lacks: Candidate['lacks']): number {
  return NEUTRAL_SECONDS + seconds / (lacks === 'shortness' ? 4 : 2);
}

async function record(syllables: Syllable[], i: number, source: SyllableSource): Promise<Recorded> {
  const syllable = syllables[i] ?? { zhuyin: '', tone: 0 };
  const { sound, lacks } = await find(syllable, syllables[i - 1]?.tone, source);
  const gain = (SYLLABLE_RMS / rmsOf(sound.samples)) ** EVENING * (syllable.tone === 0 ? NEUTRAL_GAIN : 1);
  const seconds = sound.samples.length / sound.rate;
  const length = syllable.tone === 0 ? neutralLength(seconds, lacks) : TONED_SECONDS + seconds / 2;
  return {
    sound: { samples: sound.samples.map((sample) => sample * gain), rate: sound.rate },
    weight: i === syllables.length - 1 ? length * FINAL_LENGTH : length,
    stop: STOPS.test(syllable.zhuyin),
  };
}

/**
 * Speaks Mandarin with recorded syllables.
 *
 * @param rate in characters a minute, pauses included
 */
export async function speakMandarin(text: string, rate: number, source: SyllableSource): Promise<Sound> {
  const parts: Recorded[] = [];
  const overlaps: number[] = [];
  for (const { words, pauseMs } of splitPhrases(text, rate)) {
    const syllables = pronounce(words).map(({ letters, tone }) => ({ zhuyin: toZhuyin(letters), tone }));
    for (let i = 0; i < syllables.length; i++) {
      const part = await record(syllables, i, source);
      if (i > 0) overlaps.push(part.stop ? STOP_OVERLAP_MS : OVERLAP_MS);
      parts.push(part);
    }
    overlaps.push(-pauseMs);
  }
  overlaps.pop();
  const overlapped = overlaps.reduce((sum, overlap) => sum + overlap, 0) / 1000;
  const seconds = (countCharacters(text) * 60) / rate;
  const beat = (seconds + overlapped) / parts.reduce((sum, { weight }) => sum + weight, 0);
  const sounds = parts.map(({ sound, weight }) => {
    const factor = (weight * beat * sound.rate) / sound.samples.length;
    return fadeEnds(stretch(sound, factor), 8, OVERLAP_MS);
  });
  return join(sounds, overlaps);
}
