import type { TimeWindow } from './heard-prompt.ts';
import { PER_MS } from './samples.ts';
import type { Interval, ReceivedAudio } from './types.ts';

/** Sounds are judged in frames of this length, ms. */
const FRAME_MS = 20;
const FRAME = FRAME_MS * PER_MS;
/** Louder than this, dB below full scale, is not silence. */
const QUIET_DB = -50;
/** A tone is there when it has this share of a frame's power... */
const TONE_SHARE = 0.5;
/** ...and lasts, ms: speech has moments that are as pure. */
const LEAST_TONE_MS = 100;
/** Music may rest for as long as this, ms, and one is sure of it after that. */
const REST_MS = 400;
const LEAST_MUSIC_MS = 200;

/** Root mean square of a stretch in dB below full scale, the mean of its power; -Infinity for silence and for no time at all. */
export function loudness(heard: ReceivedAudio, window: TimeWindow = {}): number {
  const [start, end] = range(heard, window);
  return decibels(power(heard.pcm, start, end - start));
}

/** When a party's tone is heard: when that party is heard. To 20 ms. */
export function tonePresence(heard: ReceivedAudio, hz: number, window: TimeWindow = {}): Interval[] {
  const sounds = frames(heard, window, (pcm, at) => hasTone(pcm, at, hz));
  return lasting(merge(sounds, 2 * FRAME_MS), LEAST_TONE_MS);
}

/** Silences of at least `leastMs` (default 200): quiet packets and no packets alike. */
export function silences(
  heard: ReceivedAudio,
  window: TimeWindow & { readonly leastMs?: number } = {},
): Interval[] {
  const quiet = frames(heard, window, (pcm, at) => decibels(power(pcm, at, FRAME)) < QUIET_DB);
  return lasting(merge(quiet, 0), window.leastMs ?? 200);
}

/** Sound that is neither one of the prompts that were found nor one of the parties' tones: music on hold, where all else is known. */
export function intervalsOfMusic(
  heard: ReceivedAudio,
  known: { readonly prompts?: readonly Interval[]; readonly tones?: readonly number[] },
  window: TimeWindow = {},
): Interval[] {
  const { prompts = [], tones = [] } = known;
  // Frames at a prompt's ends are partly its own.
  const covered = prompts.map(({ from, to }) => ({ from: from - 2 * FRAME_MS, to: to + 2 * FRAME_MS }));
  const spoken = [...covered, ...tones.flatMap((hz) => tonePresence(heard, hz, window))];
  const loud = frames(heard, window, (pcm, at) => decibels(power(pcm, at, FRAME)) >= QUIET_DB);
  const unknown = loud.filter((frame) => !spoken.some(({ from, to }) => frame.from < to && frame.to > from));
  // A rest is bridged only where nothing known stands in it.
  const music = merge(
    unknown,
    REST_MS,
    (rest) => !spoken.some(({ from, to }) => rest.from < to && rest.to > from),
  );
  return lasting(music, LEAST_MUSIC_MS);
}

function range(heard: ReceivedAudio, { from = -Infinity, to = Infinity }: TimeWindow): [number, number] {
  const sample = (at: number): number => Math.round((at - heard.startAt) * PER_MS);
  const start = Math.max(0, sample(from));
  return [start, Math.max(start, Math.min(heard.pcm.length, sample(to)))];
}

/** The frames of which something is true. */
function frames(
  heard: ReceivedAudio,
  window: TimeWindow,
  test: (pcm: Int16Array, at: number) => boolean,
): Interval[] {
  const [start, end] = range(heard, window);
  const found: Interval[] = [];
  for (let at = start; at + FRAME <= end; at += FRAME) {
    const from = heard.startAt + at / PER_MS;
    if (test(heard.pcm, at)) found.push({ from, to: from + FRAME_MS });
  }
  return found;
}

/** Joins intervals, given in order, that are at most `restMs` apart. */
function merge(
  intervals: readonly Interval[],
  restMs: number,
  joins: (rest: Interval) => boolean = () => true,
): Interval[] {
  const merged: Interval[] = [];
  for (const { from, to } of intervals) {
    const last = merged.at(-1);
    // Sums of many 20 ms differ from each other in the last digits.
    if (last && from - last.to <= restMs + 0.001 && joins({ from: last.to, to: from })) {
      merged[merged.length - 1] = { from: last.from, to };
    } else merged.push({ from, to });
  }
  return merged;
}

function lasting(intervals: readonly Interval[], leastMs: number): Interval[] {
  return intervals.filter(({ from, to }) => to - from >= leastMs - 0.001);
}

function power(pcm: Int16Array, at: number, length: number): number {
  let sum = 0;
  for (let i = at; i < at + length; i++) sum += (pcm[i] ?? 0) ** 2;
  return length === 0 ? 0 : sum / length;
}

const decibels = (meanSquare: number): number => 10 * Math.log10(meanSquare / 32768 ** 2);

/** Goertzel: the share of a frame's power that stands at one frequency. */
function hasTone(pcm: Int16Array, at: number, hz: number): boolean {
  const total = power(pcm, at, FRAME);
  if (decibels(total) < QUIET_DB) return false;
  const turn = 2 * Math.cos((2 * Math.PI * hz) / (1000 * PER_MS));
  let last = 0;
  let before = 0;
  for (let i = at; i < at + FRAME; i++) {
    const next = (pcm[i] ?? 0) + turn * last - before;
    before = last;
    last = next;
  }
  const magnitude = last * last + before * before - turn * last * before;
  return (2 * magnitude) / FRAME / FRAME >= TONE_SHARE * total;
}
