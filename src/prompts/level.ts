import type { Sound } from '../host/wav.ts';
import { cut } from './dsp.ts';

/** What a listener's ear or a meter finds in a prompt. */
export interface LevelMeasurement {
  /** Where the speech begins and ends, in seconds from the start of the file. */
  start: number;
  end: number;
  /** RMS over the frames in which somebody speaks, in dBFS: pauses count neither way. */
  rms: number;
  /** In dBFS. */
  peak: number;
}

const FRAME_SECONDS = 0.01;
/** Quieter than this is silence. An s, most of which a telephone does not carry, is only 30 dB below speech. */
const SILENCE = 10 ** (-55 / 20);

const db = (amplitude: number) => 20 * Math.log10(Math.max(amplitude, 1e-9));

/** Root mean square of samples `from` to `to`. */
export function rmsOf(samples: Float64Array, from = 0, to = samples.length): number {
  let sum = 0;
  for (const sample of samples.subarray(from, to)) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, to - from));
}

/** The largest absolute sample. */
export function peakOf(samples: Float64Array): number {
  return samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
}

/** Cuts the silence from both ends. */
export function cutToSpeech(sound: Sound): Sound {
  const { start, end } = measure(sound);
  return cut(sound, start, end);
}

/** Shortens every pause inside a sound to `longestMs`. */
export function capPauses({ samples, rate }: Sound, longestMs: number): Sound {
  const frame = Math.round(FRAME_SECONDS * rate);
  const longest = Math.round(longestMs / 1000 / FRAME_SECONDS);
  const kept: Float64Array[] = [];
  let quiet = 0;
  for (let at = 0; at < samples.length; at += frame) {
    quiet = rmsOf(samples, at, Math.min(samples.length, at + frame)) < SILENCE ? quiet + 1 : 0;
    if (quiet <= longest) kept.push(samples.subarray(at, at + frame));
  }
  return { samples: Float64Array.from(kept.flatMap((part) => [...part])), rate };
}

/** Measures a finished prompt in frames of 10 ms. A silent file has its start at its end. */
export function measure({ samples, rate }: Sound): LevelMeasurement {
  const frame = Math.round(FRAME_SECONDS * rate);
  let first = -1;
  let last = -1;
  let energy = 0;
  let frames = 0;
  for (let i = 0; i * frame < samples.length; i++) {
    const rms = rmsOf(samples, i * frame, Math.min(samples.length, (i + 1) * frame));
    if (rms < SILENCE) continue;
    if (first < 0) first = i;
    last = i;
    energy += rms * rms;
    frames++;
  }
  return {
    start: first < 0 ? samples.length / rate : first * FRAME_SECONDS,
    end: first < 0 ? samples.length / rate : Math.min((last + 1) * FRAME_SECONDS, samples.length / rate),
    rms: db(Math.sqrt(energy / Math.max(1, frames))),
    peak: db(peakOf(samples)),
  };
}

const CEILING = 10 ** (-3 / 20);
const LOUDEST_RMS = -19;
const QUIETEST_RMS = -21;

/** Holds peaks under the ceiling: the gain falls over 5 ms before a peak and recovers over 50 ms after it, so nothing clicks. */
function limit({ samples, rate }: Sound): Sound {
  const gain = samples.map((sample) => Math.min(1, CEILING / Math.max(Math.abs(sample), 1e-9)));
  const attack = 1 / (0.005 * rate);
  const release = 1 / (0.05 * rate);
  for (let i = gain.length - 2; i >= 0; i--) gain[i] = Math.min(gain[i] ?? 1, (gain[i + 1] ?? 1) + attack);
  for (let i = 1; i < gain.length; i++) gain[i] = Math.min(gain[i] ?? 1, (gain[i - 1] ?? 1) + release);
  return { samples: samples.map((sample, i) => sample * (gain[i] ?? 1)), rate };
}

/**
 * Brings speech to −20 ± 1 dBFS and, within that, its peaks as near to −3 dBFS as they will go without passing it.
 *
 * @param loudness the RMS of the speech in a sound, in dBFS: a recording has a room in it, which must not count
 */
export function toSpeechLevel(
  sound: Sound,
  loudness: (sound: Sound) => number = (each) => measure(each).rms,
): Sound {
  let levelled = sound;
  // Limiting takes a little loudness away again, and a louder pause may become speech: the second round makes up for both.
  for (let round = 0; round < 2; round++) {
    const rms = loudness(levelled);
    const peak = db(peakOf(levelled.samples));
    const wanted = Math.min(LOUDEST_RMS, Math.max(QUIETEST_RMS, rms - 3 - peak));
    const gain = 10 ** ((wanted - rms) / 20);
    levelled = limit({ samples: levelled.samples.map((sample) => sample * gain), rate: levelled.rate });
  }
  return levelled;
}
