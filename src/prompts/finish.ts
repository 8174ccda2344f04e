import type { Sound } from '../host/wav.ts';
import { cut, fadeEnds, join, resample, silence } from './dsp.ts';
import { peakOf, toSpeechLevel } from './level.ts';
import { endsSentence } from './phrases.ts';
import { findSpeech } from './speech.ts';

/** What Asterisk plays without converting, samples a second. */
export const PLAYED_RATE = 8000;

const LEAD_MS = 20;
/** After a sentence there is a breath; after a part of one the next part follows at once. */
const SENTENCE_TAIL_MS = 80;
const PART_TAIL_MS = 15;

/** Puts a prompt's silence around its speech. */
export function withEnds(speech: Sound, text: string): Sound {
  const tail = silence(endsSentence(text) ? SENTENCE_TAIL_MS : PART_TAIL_MS, speech.rate);
  return join([silence(LEAD_MS, speech.rate), speech, tail], []);
}

/** Kept around the speech that was found, in seconds: it is faded in and out there. */
const MARGIN = 0.01;
/** A recording whose peak is below this (−60 dBFS) has nobody in it. */
const NOTHING = 10 ** (-60 / 20);
const CEILING = 10 ** (-3 / 20);

/** A microphone's or a sound card's constant offset taken away, and the peak brought to −3 dBFS. */
function normalise({ samples, rate }: Sound): Sound {
  const offset = samples.reduce((sum, sample) => sum + sample, 0) / Math.max(1, samples.length);
  const centred = samples.map((sample) => sample - offset);
  const gain = CEILING / Math.max(peakOf(centred), NOTHING);
  return { samples: centred.map((sample) => sample * gain), rate };
}

/**
 * Makes a prompt of a recording: cuts the silence off, levels it (prompts.volume) and brings it to the rate at which it is
 * played, with what a telephone does not carry filtered out. Undefined where nobody speaks in it.
 */
export function finishTake(recorded: Sound, text: string): Sound | undefined {
  if (peakOf(recorded.samples) < NOTHING) return undefined;
  const normal = normalise(recorded);
  const { start, end, rms } = findSpeech(normal);
  if (rms === Number.NEGATIVE_INFINITY) return undefined;
  const speech = cut(normal, Math.max(0, start - MARGIN), end + MARGIN);
  const levelled = toSpeechLevel(resample(speech, PLAYED_RATE), (sound) => findSpeech(sound).rms);
  return withEnds(fadeEnds(levelled, 1000 * MARGIN, 1000 * MARGIN), text);
}
