import { Ground, halve, LONGEST_PROBE, likeness } from './correlate.ts';
import { PER_MS } from './timeline.ts';
import type { Heard, Instant, Interval } from './types.ts';

/** Part of a timeline; all of it where an end is left out. */
export interface Window {
  readonly from?: Instant;
  readonly to?: Instant;
}

/** One time that a known prompt was heard, or part of it; `from` and `to` are the ends of what was heard. */
export interface PromptHeard extends Interval {
  /** Where the file begins on the timeline, even if its beginning was not heard. */
  readonly startAt: Instant;
  /** How much of the file was heard, and how long the file is, without the silence at its ends. */
  readonly heardMs: number;
  readonly lengthMs: number;
  /** How much of its beginning was not heard: it came in too late, or something else covered it. */
  readonly missedMs: number;
  /** Nothing of it was missed at either end. */
  readonly whole: boolean;
  /** How alike the file and what was heard are, over what was heard: 0.99 where only G.711 lies between. */
  readonly likeness: number;
}

export interface NamedPrompt extends PromptHeard {
  readonly name: string;
  /** Other prompts that explain what was heard as well: files with the same sound. */
  readonly orElse: readonly string[];
}

/** A piece is taken for the prompt's from this normalised correlation on: G.711 alone leaves it above 0.99. */
const ALIKE = 0.7;
/** Prompts whose likenesses differ by less are the same sound. */
const SAME = 0.01;
/** Prompts are compared with what was heard in pieces of 40 ms: two packets, so that a lost one spoils one piece or two. */
const PIECE = 40 * PER_MS;
/** So many unlike pieces in a row end it. */
const MOST_UNLIKE = 3;
/** A sender that stumbled goes on within this, samples: found again by this much of the prompt. */
const STUMBLE = { back: 100 * PER_MS, forth: 400 * PER_MS, by: 160 * PER_MS };
/** Less of a prompt than this is not told from chance, ms. */
const LEAST_HEARD = 300;
/** Ends of a prompt that are this close to the file's are its ends, ms. */
const SLACK = 120;

/** All the times that one known prompt (8 kHz, as it is in its file) was heard, in order. */
export function findPrompt(heard: Heard, prompt: Int16Array, window: Window = {}): PromptHeard[] {
  return findPrompts(heard, { prompt }, window);
}

/**
 * Which of some known prompts were heard when, in order. Where two begin alike, the one that explains more of what was heard is
 * taken; one that was not heard whole must explain more than chance may add to one that was. `window` is where a prompt has to begin.
 */
export function findPrompts(
  heard: Heard,
  prompts: Readonly<Record<string, Int16Array>>,
  window: Window = {},
): NamedPrompt[] {
  const search = new Search(heard);
  const found = Object.entries(prompts).flatMap(([name, pcm]) =>
    search.all(pcm).map((each) => ({ name, ...each })),
  );
  const kept: (PromptHeard & { name: string; orElse: string[] })[] = [];
  for (const each of found.sort((a, b) => explained(b) - explained(a))) {
    const better = kept.find((other) => overlap(each, other) > each.heardMs / 2);
    if (!better) kept.push({ ...each, orElse: [] });
    else if (each.heardMs >= better.heardMs && each.likeness >= better.likeness - SAME)
      better.orElse.push(each.name);
  }
  const { from = -Infinity, to = Infinity } = window;
  return kept.filter(({ startAt }) => startAt >= from && startAt < to).sort((a, b) => a.from - b.from);
}

const explained = ({ whole, heardMs, likeness }: PromptHeard): number =>
  (whole ? heardMs : heardMs - LEAST_HEARD) * likeness;

const overlap = (a: Interval, b: Interval): number => Math.min(a.to, b.to) - Math.max(a.from, b.from);

/** A piece of the prompt, by its first sample, and where that stands in what was heard. */
interface Place {
  readonly piece: number;
  readonly place: number;
}

/** How far the prompt was followed in one direction: the pieces nearest and furthest that were heard, and how alike all were. */
interface Walk {
  readonly near: Place;
  readonly far: Place;
  readonly scores: readonly number[];
}

class Search {
  readonly #heard: Heard;
  readonly #ground: Ground;

  constructor(heard: Heard) {
    this.#heard = heard;
    this.#ground = new Ground(halve(heard.pcm));
  }

  all(prompt: Int16Array): PromptHeard[] {
    const sound = trim(prompt);
    if (!sound) return [];
    const pcm = prompt.subarray(sound.from, sound.to);
    const found: PromptHeard[] = [];
    // By its beginning, and by its middle, in case its beginning was not heard.
    for (const at of new Set([0, (pcm.length >> 2) * 2])) {
      const probe = halve(pcm.subarray(at, at + 2 * LONGEST_PROBE));
      for (const { index } of this.#ground.find(probe, ALIKE, 40 * PER_MS)) {
        const each = this.#follow(pcm, at, this.#exactly(pcm, at, 2 * index), sound.from);
        const known = found.some((other) => each && overlap(each, other) > 0);
        if (each && !known && each.heardMs >= Math.min(LEAST_HEARD, each.lengthMs * 0.8)) found.push(each);
      }
    }
    return found;
  }

  /** The search goes by every second sample: the better neighbour, if there is one. */
  #exactly(prompt: Int16Array, at: number, start: number): number {
    const length = Math.min(prompt.length - at, 2 * LONGEST_PROBE);
    return this.#best(prompt, at, length, start - 3, start + 3) ?? start;
  }

  /** Where between two places of what was heard a piece of the prompt fits best, if it fits at all. */
  #best(prompt: Int16Array, at: number, length: number, from: number, to: number): number | undefined {
    let best: { start: number; score: number } | undefined;
    for (let start = Math.max(0, from); start <= to; start++) {
      const score = likeness(prompt, at, this.#heard.pcm, start, length) ?? 0;
      if (score >= ALIKE && score > (best?.score ?? 0)) best = { start, score };
    }
    return best?.start;
  }

  /** Goes from the place that was found to both ends, as far as the prompt is heard. */
  #follow(prompt: Int16Array, at: number, start: number, trimmed: number): PromptHeard | undefined {
    const forth = this.#walk(prompt, at, start - at, 1);
    const back = this.#walk(prompt, at - PIECE, start - at, -1);
    const first = back?.far ?? forth?.near;
    const last = forth?.far ?? back?.near;
    if (!first || !last) return undefined;
    const scores = [...(back?.scores ?? []), ...(forth?.scores ?? [])];
    const moment = (sample: number): Instant => this.#heard.startAt + sample / PER_MS;
    const missedMs = first.piece / PER_MS;
    return {
      from: moment(first.place),
      to: moment(last.place + PIECE),
      startAt: moment(first.place - first.piece - trimmed),
      heardMs: (last.piece + PIECE - first.piece) / PER_MS,
      lengthMs: prompt.length / PER_MS,
      missedMs,
      whole: missedMs <= SLACK && (prompt.length - last.piece - PIECE) / PER_MS <= SLACK,
      likeness: scores.reduce((sum, score) => sum + score, 0) / scores.length,
    };
  }

  #walk(prompt: Int16Array, from: number, offset: number, way: 1 | -1): Walk | undefined {
    const places: Place[] = [];
    const scores: number[] = [];
    let shift = offset;
    let unlike = 0;
    for (let piece = from; piece >= 0 && piece + PIECE <= prompt.length; piece += way * PIECE) {
      const score = likeness(prompt, piece, this.#heard.pcm, piece + shift, PIECE);
      if (score !== undefined && score >= ALIKE) {
        places.push({ piece, place: piece + shift });
        scores.push(score);
        unlike = 0;
      } else if (!isQuiet(prompt, piece) && ++unlike >= MOST_UNLIKE) {
        const again = way > 0 ? this.#stumbled(prompt, places, shift) : undefined;
        if (again === undefined) break;
        shift = again.place - again.piece;
        piece = again.piece - PIECE;
        unlike = 0;
      }
    }
    const [near, far] = [places[0], places.at(-1)];
    return near && far ? { near, far, scores } : undefined;
  }

  /** Where the prompt goes on after the last piece that was heard, if its sender stumbled there. */
  #stumbled(prompt: Int16Array, heard: readonly Place[], shift: number): Place | undefined {
    const piece = (heard.at(-1)?.piece ?? 0) + PIECE;
    const length = Math.min(STUMBLE.by, prompt.length - piece);
    // Looked for only where much was heard before: it is dear, and a chance likeness ends everywhere.
    if (heard.length * PIECE < LEAST_HEARD * PER_MS || length < STUMBLE.by / 2) return undefined;
    const place = this.#best(
      prompt,
      piece,
      length,
      piece + shift - STUMBLE.back,
      piece + shift + STUMBLE.forth,
    );
    return place === undefined || place === piece + shift ? undefined : { piece, place };
  }
}

function isQuiet(pcm: Int16Array, at: number): boolean {
  return likeness(pcm, at, pcm, at, PIECE) === undefined;
}

/** Where the prompt's sound begins and ends in its file; undefined for a file of silence. */
function trim(pcm: Int16Array): { from: number; to: number } | undefined {
  const pieces = Array.from({ length: Math.floor(pcm.length / PIECE) }, (_, i) => i * PIECE);
  const loud = pieces.filter((at) => !isQuiet(pcm, at));
  const [from, last] = [loud[0], loud.at(-1)];
  return from === undefined || last === undefined ? undefined : { from, to: last + PIECE };
}
