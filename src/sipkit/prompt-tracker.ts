import { bestPlace, halve, similarity } from './correlation.ts';
import { PER_MS } from './samples.ts';

/** A piece is taken for the prompt's from this normalised correlation on: G.711 alone leaves it above 0.99. */
export const ALIKE = 0.7;
/** Less of a prompt than this is not told from chance, ms. */
export const LEAST_HEARD = 300;
/** Ends of a prompt that are this close to the file's are its ends, ms. */
export const SLACK = 120;
/** Prompts are compared with what was heard in pieces of 40 ms: two packets, so that a lost one spoils one piece or two. */
const PIECE = 40 * PER_MS;
/** After so many unlike pieces in a row it is looked for where the prompt goes on. */
const MOST_UNLIKE = 3;
/** What a busy machine does to a prompt, in samples: so much of it is lost at once, or so long a pause put in. The
 * longer one is looked for last: a prompt that was cut may be followed by one that begins alike. */
const STUMBLE = { lost: 400 * PER_MS, pauses: [200 * PER_MS, 800 * PER_MS] };
/** A prompt is found again by so much of it, which must be this much alike: a voice says many things nearly alike. */
const AGAIN = { length: 160 * PER_MS, least: 80 * PER_MS, alike: 0.9 };

/** A sound, and the same at half and at a quarter of the rate, for searching in it. */
export interface SearchSound {
  readonly pcm: Float64Array;
  readonly halved: Float64Array;
  readonly quartered: Float64Array;
}

export function soundOf(pcm: Int16Array): SearchSound {
  const halved = halve(pcm);
  return { pcm: Float64Array.from(pcm), halved, quartered: halve(halved) };
}

/** A piece of the prompt, by its first sample, and where that stands in what was heard. */
interface Place {
  readonly piece: number;
  readonly place: number;
}

/** A piece that was heard, and how much alike. */
interface Scored extends Place {
  readonly score: number;
}

/** How a prompt was followed; all in samples. */
export interface TrackedPrompt {
  /** The first piece that was heard, and the end of the last. */
  readonly first: Place;
  readonly end: Place;
  /** How much between the two was lost, and how often the prompt stumbled. */
  readonly lost: number;
  readonly stumbles: number;
  /** How alike the pieces are that were heard, on the average. */
  readonly likeness: number;
  /** The stretch without a stumble in which it was found. */
  readonly found: readonly Scored[];
}

/** Onwards, or back to the beginning. */
type Way = 1 | -1;

/** Follows one prompt, without the silence at its ends, in what was heard. */
export class PromptTracker {
  readonly #prompt: SearchSound;
  readonly #heard: SearchSound;

  constructor(prompt: SearchSound, heard: SearchSound) {
    this.#prompt = prompt;
    this.#heard = heard;
  }

  /** How long the prompt is, in samples. */
  get length(): number {
    return this.#prompt.pcm.length;
  }

  /** From a place in which `length` of the prompt was found, to three samples, to both its ends or to where it stumbles. */
  follow(piece: number, near: number, length: number): TrackedPrompt | undefined {
    const probe = this.#prompt.pcm.subarray(piece, piece + length);
    const { index: place } = bestPlace(probe, this.#heard.pcm, [near - 3, near + 3]);
    const back = this.#walk({ piece: piece - PIECE, place: place - PIECE }, -1);
    const found = [...back.reverse(), ...this.#walk({ piece, place }, 1)];
    return found.length > 0 ? this.#describe([found], found) : undefined;
  }

  /** The same over stumbles. Only where much was found: it is dear, and a chance likeness ends everywhere. */
  goOn({ found, ...followed }: TrackedPrompt): TrackedPrompt {
    const [first, last] = [found[0], found.at(-1)];
    // of one that is shorter than that, half of it is much
    const least = LEAST_HEARD * PER_MS;
    const much = this.length < least ? this.length / 2 : least;
    if (!first || !last || found.length * PIECE < much) return { found, ...followed };
    const before = this.#overStumbles(first, -1).map((part) => part.toReversed());
    return this.#describe([...before.reverse(), found, ...this.#overStumbles(last, 1)], found);
  }

  #describe(parts: readonly (readonly Scored[])[], found: readonly Scored[]): TrackedPrompt {
    const pieces = parts.flat();
    const nowhere = { piece: 0, place: 0, score: 0 };
    const [first = nowhere, last = nowhere] = [pieces[0], pieces.at(-1)];
    const lost = parts.slice(1).map((part, i) => this.#loudBetween(parts[i]?.at(-1), part[0]));
    return {
      first,
      end: { piece: last.piece + PIECE, place: last.place + PIECE },
      lost: lost.reduce((sum, each) => sum + each, 0),
      stumbles: lost.length,
      likeness: pieces.reduce((sum, { score }) => sum + score, 0) / pieces.length,
      found,
    };
  }

  #loudBetween(from: Place = { piece: 0, place: 0 }, to: Place = from): number {
    let sum = 0;
    for (let piece = from.piece + PIECE; piece < to.piece; piece += PIECE)
      if (!isQuiet(this.#prompt.pcm, piece)) sum += PIECE;
    return sum;
  }

  /** Piece by piece, as long as the prompt does not stumble. */
  #walk(from: Place, way: Way): Scored[] {
    const prompt = this.#prompt.pcm;
    const shift = from.place - from.piece;
    const walked: Scored[] = [];
    let unlike = 0;
    for (
      let piece = from.piece;
      piece >= 0 && piece + PIECE <= prompt.length && unlike < MOST_UNLIKE;
      piece += way * PIECE
    ) {
      const score = similarity(prompt, piece, this.#heard.pcm, piece + shift, PIECE);
      if (score !== undefined && score >= ALIKE) {
        walked.push({ piece, place: piece + shift, score });
        unlike = 0;
      } else if (!isQuiet(prompt, piece)) unlike++;
    }
    return walked;
  }

  /** What is heard of the prompt beyond a stumble, and the next one, and so on. */
  #overStumbles(edge: Place, way: Way): Scored[][] {
    const parts: Scored[][] = [];
    for (let part = this.#again(edge, way); part; part = this.#again(part.at(-1) ?? edge, way))
      parts.push(part);
    // A little that resembles it is nothing, unless the prompt ends with it.
    while (parts.length > 0 && !this.#counts(parts.at(-1) ?? [], way)) parts.pop();
    return parts;
  }

  #counts(part: readonly Scored[], way: Way): boolean {
    const piece = part.at(-1)?.piece ?? 0;
    const left = way > 0 ? this.#prompt.pcm.length - piece - PIECE : piece;
    return part.length * PIECE >= LEAST_HEARD * PER_MS || left <= SLACK * PER_MS;
  }

  /** Where the prompt goes on beyond its last piece that was heard: near by, or after a pause, and some of it lost or not. */
  #again(last: Place, way: Way): Scored[] | undefined {
    for (const pause of STUMBLE.pauses) {
      for (let lost = 0; lost <= STUMBLE.lost; lost += PIECE) {
        const part = this.#beyond(last, way, lost, pause);
        if (part && part.length > 0) return part;
      }
    }
    return undefined;
  }

  #beyond({ piece, place }: Place, way: Way, lost: number, pause: number): Scored[] | undefined {
    const { pcm } = this.#prompt;
    const edge = way > 0 ? piece + PIECE + lost : piece - lost;
    const length = Math.min(AGAIN.length, way > 0 ? pcm.length - edge : edge);
    if (length < AGAIN.least) return undefined;
    const from = way > 0 ? edge : edge - length;
    // half a piece may have been taken for the one before
    const [nearest, furthest] = [-PIECE / 2, lost + pause];
    const found =
      way > 0
        ? this.#search(from, length, place + PIECE + nearest, place + PIECE + furthest)
        : this.#search(from, length, place - length - furthest, place - length - nearest);
    if (found === undefined) return undefined;
    const next = way > 0 ? edge : edge - PIECE;
    return this.#walk({ piece: next, place: next + found - from }, way);
  }

  /** Where between two places some of the prompt is heard for sure. */
  #search(piece: number, length: number, from: number, to: number): number | undefined {
    const { pcm, halved } = this.#prompt;
    const half = halved.subarray(piece >> 1, (piece + length) >> 1);
    const near = bestPlace(half, this.#heard.halved, [from >> 1, to >> 1]);
    if (near.score < ALIKE) return undefined;
    const [first, last] = [2 * near.index - 3, 2 * near.index + 3];
    const { index, score } = bestPlace(pcm.subarray(piece, piece + length), this.#heard.pcm, [first, last]);
    return score >= AGAIN.alike ? index : undefined;
  }
}

function isQuiet(pcm: ArrayLike<number>, at: number): boolean {
  return similarity(pcm, at, pcm, at, PIECE) === undefined;
}

/** Where the prompt's sound begins and ends in its file; undefined for a file of silence. */
export function trim(pcm: Int16Array): { from: number; to: number } | undefined {
  const pieces = Array.from({ length: Math.floor(pcm.length / PIECE) }, (_, i) => i * PIECE);
  const loud = pieces.filter((at) => !isQuiet(pcm, at));
  const [from, last] = [loud[0], loud.at(-1)];
  return from === undefined || last === undefined ? undefined : { from, to: last + PIECE };
}
