import { createHash } from 'node:crypto';
import { BlockSpectra, bestPlace, LONGEST_PROBE, Probe } from './correlation.ts';
import type { NamedPrompt, PromptHeard, TimeWindow } from './heard-prompt.ts';
import {
  ALIKE,
  LEAST_HEARD,
  PromptTracker,
  type SearchSound,
  SLACK,
  soundOf,
  type TrackedPrompt,
  trim,
} from './prompt-tracker.ts';
import { overlaps, type PromptMatch, resolveMatches } from './resolve-matches.ts';
import { momentIn } from './rtp-stream.ts';
import { PER_MS } from './samples.ts';
import type { ReceivedAudio, RtpStream } from './types.ts';

/** So much of a prompt may have got lost on the way, and such a part of it, and it still counts as heard: in a short one that is
 * the word that tells it from others. */
const MOST_LOST = { ms: 400, share: 0.15 };
/** If less than this of a prompt was heard, ms, and not all of it, it must be this much alike on the average: what is left of a party's tone
 * that stumbles often resembles some beginning of a prompt at 0.7 to 0.86. */
const FRAGMENT = { ms: 1000, alike: 0.9 };
/** Below 1 kHz, where the search is quick, a piece must be so much alike to be compared further: less than there, for what is
 * between two samples is blurred. */
const ALIKE_BELOW_1_KHZ = 0.45;
/** A tone is like itself a period earlier, too: so far around the place that was found it is compared, in samples at half the
 * rate. */
const AROUND = (10 * PER_MS) / 2;
/** A probe, in samples of the prompt. */
const PROBE = 4 * LONGEST_PROBE;

/** All the times that one known prompt (8 kHz, as it is in its file) was heard, in order. */
export function findPrompt(heard: ReceivedAudio, prompt: Int16Array, window: TimeWindow = {}): PromptHeard[] {
  return findPrompts(heard, { prompt }, window);
}

/**
 * Which of some known prompts were heard when, in order. Where two begin alike, the one that explains more of what was heard is
 * taken; one that was not heard whole must explain more than chance may add to one that was. `window` is where a prompt has to begin.
 */
export function findPrompts(
  heard: ReceivedAudio,
  prompts: Readonly<Record<string, Int16Array>>,
  window: TimeWindow = {},
): NamedPrompt[] {
  const search = new Search(heard);
  const found = sameFiles(prompts).flatMap(([names, pcm]) => search.find(names, pcm));
  const long = overStumbles(found).filter(isEnough);
  const { from = -Infinity, to = Infinity } = window;
  return resolveMatches(long)
    .filter(({ startAt }) => startAt >= from && startAt < to)
    .sort((a, b) => a.from - b.from);
}

/** So much was heard, and so much alike, that it is not taken for chance. */
const isEnough = ({ heardMs, lengthMs, whole, similarity }: PromptHeard): boolean =>
  heardMs >= Math.min(LEAST_HEARD, lengthMs * 0.8) &&
  (whole || heardMs >= FRAGMENT.ms || similarity >= FRAGMENT.alike);

/** The prompts, with all names of each: some say the same, and are the same file. */
function sameFiles(prompts: Readonly<Record<string, Int16Array>>): (readonly [string[], Int16Array])[] {
  const files = new Map<string, readonly [string[], Int16Array]>();
  for (const [name, pcm] of Object.entries(prompts)) {
    const digest = createHash('sha256').update(pcm).digest('hex');
    const known = files.get(digest);
    if (known) known[0].push(name);
    else files.set(digest, [[name], pcm]);
  }
  return [...files.values()];
}

/** A prompt as far as it was heard without a stumble, and how to follow it further. */
interface Found {
  readonly prompt: PromptMatch;
  goOn(): PromptMatch;
}

/** All of them, as far as they go. It is dear to look beyond a stumble, and needless where another that was heard whole explains as
 * much: so whatever explains the most has its turn first. */
function overStumbles(found: readonly Found[]): PromptMatch[] {
  const whole: PromptMatch[] = found
    .map(({ prompt }) => prompt)
    .filter((prompt) => prompt.whole && isEnough(prompt));
  const followed = new Map<Found, PromptMatch>();
  for (const each of found.toSorted((a, b) => b.prompt.heardMs - a.prompt.heardMs)) {
    const { prompt } = each;
    const needless = whole.some((one) => overlaps(one, prompt) && one.heardMs >= prompt.heardMs);
    const further = needless ? prompt : each.goOn();
    if (further.whole) whole.push(further);
    followed.set(each, further);
  }
  return found.flatMap((each) => followed.get(each) ?? []);
}

/** A part of a prompt, in samples. */
interface ProbePlace {
  readonly at: number;
  readonly length: number;
}

/** A prompt, prepared for being searched for; `trimmed`: how many samples of silence were taken off its beginning. */
interface PreparedPrompt {
  readonly sound: SearchSound;
  readonly trimmed: number;
  readonly probes: readonly (ProbePlace & { readonly probe: Probe })[];
}

/** Each prompt is searched for in many sounds. Null: it is silent. */
const preparedPrompts = new WeakMap<Int16Array, PreparedPrompt | null>();

function preparedPrompt(file: Int16Array): PreparedPrompt | null {
  const known = preparedPrompts.get(file);
  if (known !== undefined) return known;
  const prepared = prepare(file);
  preparedPrompts.set(file, prepared);
  return prepared;
}

function prepare(file: Int16Array): PreparedPrompt | null {
  const ends = trim(file);
  if (!ends) return null;
  const sound = soundOf(file.subarray(ends.from, ends.to));
  const probes = probePlaces(sound.pcm.length).map(({ at, length }) => {
    return { at, length, probe: new Probe(sound.quartered.subarray(at >> 2, (at + length) >> 2)) };
  });
  return { sound, trimmed: ends.from, probes };
}

/** What was heard, prepared for searching many prompts in it. */
class Search {
  readonly #stream: RtpStream;
  readonly #sound: SearchSound;
  readonly #spectra: BlockSpectra;

  constructor({ stream }: ReceivedAudio) {
    this.#stream = stream;
    this.#sound = soundOf(stream.pcm);
    this.#spectra = new BlockSpectra(this.#sound.quartered);
  }

  find(names: readonly string[], file: Int16Array): Found[] {
    const prepared = preparedPrompt(file);
    if (!prepared) return [];
    const { sound, trimmed, probes } = prepared;
    const tracker = new PromptTracker(sound, this.#sound);
    const all: TrackedPrompt[] = [];
    for (const place of probes) {
      for (const near of this.#places(place, sound)) {
        if (all.some((each) => goesThrough(each, place.at, near))) continue;
        const each = tracker.follow(place.at, near, place.length);
        if (each) all.push(each);
      }
    }
    const named = (each: TrackedPrompt) => {
      const placed = { from: each.first.place / PER_MS, to: each.end.place / PER_MS };
      return { names, placed, ...this.#describe(each, tracker.length, trimmed) };
    };
    return all.map((each) => ({ prompt: named(each), goOn: () => named(tracker.goOn(each)) }));
  }

  /** Where a part of a prompt is heard, to two samples: it is searched for below 1 kHz, and compared up to 2 kHz there. */
  #places({ at, length, probe }: PreparedPrompt['probes'][number], { halved }: SearchSound): number[] {
    const piece = halved.subarray(at >> 1, (at + length) >> 1);
    return this.#spectra.find(probe, ALIKE_BELOW_1_KHZ, 20 * PER_MS).flatMap(({ index }) => {
      const best = bestPlace(piece, this.#sound.halved, [2 * index - AROUND, 2 * index + AROUND]);
      return best.score >= ALIKE ? [2 * best.index] : [];
    });
  }

  #describe(
    { first, end, lost, stumbles, likeness }: TrackedPrompt,
    length: number,
    trimmed: number,
  ): PromptHeard {
    const from = momentIn(this.#stream, first.place);
    const [missedMs, lostMs] = [first.piece / PER_MS, lost / PER_MS];
    const leftMs = (length - end.piece) / PER_MS;
    const mostLostMs = Math.min(MOST_LOST.ms, (MOST_LOST.share * length) / PER_MS);
    return {
      from,
      // of the last sample: what comes after it may have come much later
      to: momentIn(this.#stream, end.place - 1) + 1 / PER_MS,
      startAt: from - (first.piece + trimmed) / PER_MS,
      heardMs: (end.piece - first.piece - lost) / PER_MS,
      lengthMs: length / PER_MS,
      missedMs,
      lostMs,
      stumbles,
      whole: missedMs <= SLACK && leftMs <= SLACK && lostMs <= mostLostMs,
      similarity: likeness,
    };
  }
}

/** True where a prompt that was found has that sample of its own just there. */
function goesThrough({ found }: TrackedPrompt, sample: number, place: number): boolean {
  const [first, last] = [found[0], found.at(-1)];
  if (!first || !last || place < first.place || place > last.place) return false;
  return Math.abs(place - sample - (first.place - first.piece)) <= 4;
}

/** By what of a prompt of that length, all in samples, it is looked for: its beginning, its middle and its end, for any of
 * them may not have been heard. */
function probePlaces(length: number): ProbePlace[] {
  const probe = Math.min(PROBE, length >> 1);
  const ends = [0, (length - probe) & ~3];
  const starts = length < 2 * PROBE ? ends : [0, (length >> 3) * 4, (length - probe) & ~3];
  return starts.map((at) => ({ at, length: probe }));
}
