import type { Sound } from '../host/wav.ts';
import { highPass, LOWEST_VOICE } from './dsp.ts';
import { rmsOf } from './level.ts';

/** Where in a recording somebody speaks, and how loud. A recording has a room in it, so silence is not measured as nothing. */
export interface Speech {
  /** Seconds from the start of the sound; both are its length where nobody speaks. */
  readonly start: number;
  readonly end: number;
  /** RMS over the frames that are louder than the room, in dBFS; −Infinity where nobody speaks. */
  readonly rms: number;
}

const FRAME_SECONDS = 0.01;
/** What is this much quieter than the loudest moments (dB) does not begin or end speech; what is as loud does. */
const LOUD_BELOW_PEAK = 26;
/** What is quieter than this (dBFS) is no speech at all. */
const FLOOR = -55;
/** A sound shorter than three frames, alone, is a click of mouse or tongue. */
const CLICK_FRAMES = 3;
/** But one this near to speech is part of it: the burst of a final t. */
const NEAR_FRAMES = 20;
/** How far weak sounds (an s, a voice that dies away) may reach beyond the loud ones. */
const WEAK_FRAMES = 40;
/** The longest silence inside a word: a stop before the burst that ends it. */
const GAP_FRAMES = 15;
/** So many frames at either end are, in a recording, the room; a prompt that was cut has nothing there. */
const ROOM_FRAMES = 2;
/** What is this much louder than the room (dB) is more than the room. */
const ABOVE_ROOM = 8;

const db = (amplitude: number) => 20 * Math.log10(Math.max(amplitude, 1e-9));

function frameLevels({ samples, rate }: Sound): number[] {
  const frame = Math.round(FRAME_SECONDS * rate);
  const count = Math.ceil(samples.length / frame);
  return Array.from({ length: count }, (_, i) =>
    db(rmsOf(samples, i * frame, Math.min(samples.length, (i + 1) * frame))),
  );
}

/** The first and the last frame of the loud stretches; clicks far from them do not count. */
function loudEnds(loud: boolean[]): [first: number, last: number] | undefined {
  const runs: [number, number][] = [];
  loud.forEach((is, i) => {
    const run = runs.at(-1);
    if (!is) return;
    if (run?.[1] === i - 1) run[1] = i;
    else runs.push([i, i]);
  });
  const isLong = ([from, to]: [number, number]) => to - from + 1 >= CLICK_FRAMES;
  const long = runs.filter(isLong);
  const first = long[0]?.[0];
  const last = long.at(-1)?.[1];
  if (first === undefined || last === undefined) return undefined;
  const near = runs.filter(([from, to]) => to >= first - NEAR_FRAMES && from <= last + NEAR_FRAMES);
  return [Math.min(...near.map(([from]) => from)), Math.max(...near.map(([, to]) => to))];
}

/** The last frame, going on from `from` in steps of `by`, that is not silent. */
function reach(levels: number[], from: number, by: 1 | -1, silent: number): number {
  let last = from;
  for (let away = 1; away <= WEAK_FRAMES; away++) {
    const at = from + by * away;
    if ((levels[at] ?? Number.NEGATIVE_INFINITY) > silent) last = at;
    else if (Math.abs(at - last) >= GAP_FRAMES) break;
  }
  return last;
}

/** What is quieter is the room, or nothing. */
function silenceOf(levels: number[], loud: number): number {
  const room = Math.min(
    Math.max(...levels.slice(0, ROOM_FRAMES)),
    // The very last frame may be a short one.
    Math.max(...levels.slice(-1 - ROOM_FRAMES, -1)),
  );
  return Math.max(FLOOR, Math.min(room + ABOVE_ROOM, loud));
}

/** Finds the speech in a sound: a prompt, or a recording with the noise of its room. */
export function findSpeech(sound: Sound): Speech {
  const levels = frameLevels(sound);
  const length = sound.samples.length / sound.rate;
  const peak = levels.reduce((highest, level) => Math.max(highest, level), Number.NEGATIVE_INFINITY);
  const loud = Math.max(FLOOR, peak - LOUD_BELOW_PEAK);
  const ends = loudEnds(levels.map((level) => level > loud));
  if (ends === undefined) return { start: length, end: length, rms: Number.NEGATIVE_INFINITY };
  const silent = silenceOf(levels, loud);
  const first = reach(levels, ends[0], -1, silent);
  const last = reach(levels, ends[1], 1, silent);
  const spoken = levels.slice(first, last + 1).filter((level) => level > silent);
  const power = spoken.reduce((sum, level) => sum + 10 ** (level / 10), 0) / spoken.length;
  return {
    start: first * FRAME_SECONDS,
    end: Math.min((last + 1) * FRAME_SECONDS, length),
    rms: 10 * Math.log10(power),
  };
}

/** Of the frames of a recording, so many are the room's alone: pauses, the ends, the moment before a stop. */
const QUIETEST = 0.05;

/** How far the speech in a recording is above the noise of its room, in dB; an offset and hum count neither way. −Infinity where nobody speaks. */
export function signalToNoise(recorded: Sound): number {
  const sound = highPass(recorded, LOWEST_VOICE);
  const levels = frameLevels(sound).sort((a, b) => a - b);
  return findSpeech(sound).rms - (levels[Math.floor(levels.length * QUIETEST)] ?? Number.NEGATIVE_INFINITY);
}

/** A sample this near to full scale is one that was cut off. */
const FULL_SCALE = 32700 / 32768;
/** One or two may be chance. */
const CLIPPED_RUN = 3;

/** How many times a sound stays at full scale: was too loud for whoever recorded or levelled it. */
export function countClipped({ samples }: Sound): number {
  let runs = 0;
  let run = 0;
  for (const sample of samples) {
    run = Math.abs(sample) >= FULL_SCALE ? run + 1 : 0;
    if (run === CLIPPED_RUN) runs++;
  }
  return runs;
}
