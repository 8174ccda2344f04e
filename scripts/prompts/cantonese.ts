import type { Sound } from '../../src/host/wav.ts';
import { join, stretch } from '../../src/prompts/dsp.ts';
import { toJyutping } from '../../src/prompts/jyutping.ts';
import { cutToSpeech, toSpeechLevel } from '../../src/prompts/level.ts';
import { countCharacters, splitPhrases } from '../../src/prompts/phrases.ts';

/**
 * Speaks Cantonese.
 *
 * @param rate in characters a minute, pauses included
 * @param speak speaks Jyutping
 */
export async function speakCantonese(
  text: string,
  rate: number,
  speak: (jyutping: string) => Promise<Sound>,
): Promise<Sound> {
  const spoken: Sound[] = [];
  const overlaps: number[] = [];
  for (const { words, pauseMs } of splitPhrases(text, rate)) {
    spoken.push(cutToSpeech(toSpeechLevel(await speak(toJyutping(words)))));
    overlaps.push(-pauseMs);
  }
  overlaps.pop();
  const pauses = -overlaps.reduce((sum, overlap) => sum + overlap, 0) / 1000;
  const length = spoken.reduce((sum, { samples, rate }) => sum + samples.length / rate, 0);
  const seconds = (countCharacters(text) * 60) / rate;
  const factor = (seconds - pauses) / length;
  return join(
    spoken.map((sound) => stretch(sound, factor)),
    overlaps,
  );
}
