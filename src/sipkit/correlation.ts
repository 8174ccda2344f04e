import { Fft } from './fft.ts';

const SIZE = 16384;
/** Longest piece that can be searched for, in samples: the rest of a block has not been searched yet. */
export const LONGEST_PROBE = 1024;
const STEP = SIZE - LONGEST_PROBE;
/** A sound is looked through for silence in chunks of so many samples: less than half of the shortest probe. */
const CHUNK = 64;
/** Windows of less than this root mean square are taken for silence, in which everything resembles everything. */
const LEAST_RMS = 30;

/** Where a piece was found. */
export interface Hit {
  readonly index: number;
  /** Normalised correlation: 1 is the piece itself, whatever its loudness. */
  readonly score: number;
}

const FFT = new Fft(SIZE);

/** A short piece to search for, transformed once for all the sounds that it is searched for in. */
export class Probe {
  readonly length: number;
  readonly norm: number;
  /** Its spectrum. Single precision is enough, and hundreds of probes are kept. */
  readonly re: Float32Array;
  readonly im: Float32Array;

  constructor(sound: Float64Array) {
    const piece = sound.subarray(0, LONGEST_PROBE);
    const [re, im] = [block(piece, 0), new Float64Array(SIZE)];
    FFT.forward(re, im);
    this.length = piece.length;
    this.norm = Math.sqrt(piece.reduce((sum, x) => sum + x * x, 0));
    this.re = Float32Array.from(re);
    this.im = Float32Array.from(im);
  }
}

/** A long sound in which many short ones are searched for: transformed once, in blocks. */
export class BlockSpectra {
  readonly #sound: Float64Array;
  readonly #energy: Float64Array;
  /** Two blocks to a transform: one as its real, one as its imaginary part. */
  readonly #spectra: { readonly at: number; readonly re: Float64Array; readonly im: Float64Array }[] = [];
  /** Where products are made: a new place for each would keep the garbage collector busy. */
  readonly #product = { re: new Float64Array(SIZE), im: new Float64Array(SIZE) };

  constructor(sound: Float64Array) {
    this.#sound = sound;
    this.#energy = runningEnergy(sound);
    for (let at = this.#loudFrom(0); at < sound.length; at = this.#loudFrom(at + 2 * STEP)) {
      const re = block(sound, at);
      const im = block(sound, at + STEP);
      FFT.forward(re, im);
      this.#spectra.push({ at, re, im });
    }
  }

  /** Where to go on searching: nothing is found in silence, and a party that hears only another's tone has much of it. */
  #loudFrom(from: number): number {
    const energy = this.#energy;
    const last = this.#sound.length;
    const quiet = (LEAST_RMS * LEAST_RMS * CHUNK) / 2;
    for (let at = from; at < last; at += CHUNK) {
      const there = (energy[Math.min(last, at + CHUNK)] ?? 0) - (energy[at] ?? 0);
      if (there >= quiet) return Math.max(from, at - LONGEST_PROBE);
    }
    return last;
  }

  /** The best place in each stretch of `apart` samples where `probe` scores at least `threshold`. */
  find(probe: Probe, threshold: number, apart: number): Hit[] {
    const hits: Hit[] = [];
    for (const spectrum of this.#spectra) {
      const product = this.#correlate(spectrum, probe);
      for (const [part, at] of [
        [product.re, spectrum.at] as const,
        [product.im, spectrum.at + STEP] as const,
      ]) {
        this.#collect(part, at, { length: probe.length, norm: probe.norm, threshold, apart }, hits);
      }
    }
    return hits;
  }

  #correlate(spectrum: { re: Float64Array; im: Float64Array }, probe: Probe) {
    const { re, im } = this.#product;
    for (let i = 0; i < SIZE; i++) {
      const a = spectrum.re[i] ?? 0;
      const b = spectrum.im[i] ?? 0;
      const c = probe.re[i] ?? 0;
      const d = probe.im[i] ?? 0;
      // Times the conjugate: correlation, not convolution.
      re[i] = a * c + b * d;
      im[i] = b * c - a * d;
    }
    FFT.inverse(re, im);
    return this.#product;
  }

  #collect(
    products: Float64Array,
    at: number,
    wanted: { length: number; norm: number; threshold: number; apart: number },
    hits: Hit[],
  ): void {
    const end = Math.min(STEP, this.#sound.length - at - wanted.length + 1);
    const quiet = LEAST_RMS * LEAST_RMS * wanted.length;
    const least = (wanted.threshold * wanted.norm * SIZE) ** 2;
    for (let i = 0; i < end; i++) {
      const product = products[i] ?? 0;
      const energy = (this.#energy[at + i + wanted.length] ?? 0) - (this.#energy[at + i] ?? 0);
      if (product <= 0 || product * product < least * energy || energy < quiet) continue;
      const score = product / SIZE / (wanted.norm * Math.sqrt(energy));
      const last = hits.at(-1);
      if (!last || at + i - last.index > wanted.apart) hits.push({ index: at + i, score });
      else if (score > last.score) hits[hits.length - 1] = { index: at + i, score };
    }
  }
}

/** How alike two equally long pieces are, -1 to 1; undefined when either is silent. */
export function similarity(
  a: ArrayLike<number>,
  aAt: number,
  b: ArrayLike<number>,
  bAt: number,
  length: number,
) {
  let aa = 0;
  let bb = 0;
  let ab = 0;
  for (let i = 0; i < length; i++) {
    const x = a[aAt + i] ?? 0;
    const y = b[bAt + i] ?? 0;
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  const quiet = LEAST_RMS * LEAST_RMS * length;
  return aa < quiet || bb < quiet ? undefined : ab / Math.sqrt(aa * bb);
}

/** Where between two places of a sound (both included) a piece of another fits best, and how alike the two are there. */
export function bestPlace(
  piece: Float64Array,
  sound: Float64Array,
  [from, to]: readonly [number, number],
): Hit {
  const quiet = LEAST_RMS * LEAST_RMS * piece.length;
  let norm = 0;
  for (let i = 0; i < piece.length; i++) norm += (piece[i] ?? 0) ** 2;
  let found = { index: from, score: 0 };
  const first = Math.max(0, from);
  const last = Math.min(to, sound.length - piece.length);
  if (norm < quiet || last < first) return found;
  const products = new Float64Array(AT_ONCE);
  let energy = 0;
  for (let i = 0; i < piece.length; i++) energy += (sound[first + i] ?? 0) ** 2;
  for (let at = first; at <= last; at++) {
    if (at > first) energy += (sound[at + piece.length - 1] ?? 0) ** 2 - (sound[at - 1] ?? 0) ** 2;
    const which = (at - first) % AT_ONCE;
    if (which === 0) productsAt(piece, sound, at, products);
    if (energy < quiet) continue;
    const score = (products[which] ?? 0) / Math.sqrt(energy * norm);
    if (score > found.score) found = { index: at, score };
  }
  return found;
}

/** So many places are compared in one loop. */
const AT_ONCE = 4;

/** The products of a piece with a sound, from a place on and from the three after it: four sums that do not wait for each other
 * take hardly longer than one. */
function productsAt(piece: Float64Array, sound: Float64Array, at: number, products: Float64Array): void {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let x0 = sound[at] ?? 0;
  let x1 = sound[at + 1] ?? 0;
  let x2 = sound[at + 2] ?? 0;
  for (let i = 0; i < piece.length; i++) {
    const x = piece[i] ?? 0;
    const x3 = sound[at + 3 + i] ?? 0;
    a += x * x0;
    b += x * x1;
    c += x * x2;
    d += x * x3;
    x0 = x1;
    x1 = x2;
    x2 = x3;
  }
  products[0] = a;
  products[1] = b;
  products[2] = c;
  products[3] = d;
}

/** Half the sample rate, what lies above it smoothed away. */
export function halve(pcm: Int16Array | Float64Array): Float64Array {
  const halved = new Float64Array(pcm.length >> 1);
  for (let i = 0; i < halved.length; i++) {
    halved[i] = ((pcm[2 * i - 1] ?? 0) + 2 * (pcm[2 * i] ?? 0) + (pcm[2 * i + 1] ?? 0)) / 4;
  }
  return halved;
}

function block(sound: Float64Array, at: number): Float64Array {
  const samples = new Float64Array(SIZE);
  samples.set(sound.subarray(at, at + SIZE));
  return samples;
}

function runningEnergy(sound: Float64Array): Float64Array {
  const energy = new Float64Array(sound.length + 1);
  for (let i = 0; i < sound.length; i++) energy[i + 1] = (energy[i] ?? 0) + (sound[i] ?? 0) ** 2;
  return energy;
}
