import tojyutping from 'to-jyutping';
import { join, stretch } from './dsp.ts';
import { cutToSpeech, toSpeechLevel } from './level.ts';
import { splitPhrases } from './phrases.ts';
import type { Sound } from './wav.ts';

const DIGITS = ['ling4', 'jat1', 'ji6', 'saam1', 'sei3', 'ng5', 'luk6', 'cat1', 'baat3', 'gau2'];

/** Readings that the dictionary gets wrong, or gives as less usual ones, checked by hand in every prompt. */
const CORRECTED: [written: string, reading: string][] = [
  ['幫到', 'bong1 dou2'],
  ['好嗎', 'hou2 maa3'],
  ['回撥', 'wui4 but6'],
];

/** A phrase (no punctuation) in Jyutping. */
export function toJyutping(words: string): string {
  for (const [written, reading] of CORRECTED) {
    const at = words.indexOf(written);
    if (at < 0) continue;
    const before = toJyutping(words.slice(0, at));
    return `${before} ${reading} ${toJyutping(words.slice(at + written.length))}`.trim();
  }
  const read = tojyutping.getJyutpingList(words).map(([char, jyutping]) => DIGITS[Number(char)] ?? jyutping);
  const unread = read.indexOf(null);
  if (unread >= 0) throw new Error(`No Jyutping for character ${unread + 1} of "${words}"`);
  return read.join(' ');
}

/**
 * Speaks Cantonese.
 *
 * @param seconds how long the whole is to last, its pauses included
 * @param speak speaks Jyutping
 */
export async function speakCantonese(
  text: string,
  seconds: number,
  speak: (jyutping: string) => Promise<Sound>,
): Promise<Sound> {
  const spoken: Sound[] = [];
  const overlaps: number[] = [];
  for (const { words, pauseMs } of splitPhrases(text)) {
    spoken.push(cutToSpeech(toSpeechLevel(await speak(toJyutping(words)))));
    overlaps.push(-pauseMs);
  }
  overlaps.pop();
  const pauses = -overlaps.reduce((sum, overlap) => sum + overlap, 0) / 1000;
  const length = spoken.reduce((sum, { samples, rate }) => sum + samples.length / rate, 0);
  const factor = (seconds - pauses) / length;
  return join(
    spoken.map((sound) => stretch(sound, factor)),
    overlaps,
  );
}
