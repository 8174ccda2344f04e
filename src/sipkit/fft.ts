/** A stage of the transform: blocks of `4 * quarter`, and the factors of its butterflies, six numbers for each. */
interface Stage {
  readonly quarter: number;
  readonly factors: Float64Array;
}

/**
 * A complex Fourier transform of a fixed length, a power of four, in place. Spectra are in an order of their own (digits of the
 * index, base four, reversed): whoever multiplies spectra and transforms back needs no other, and reordering takes time.
 */
export class Fft {
  readonly size: number;
  /** From the whole length down to blocks of four. */
  readonly #stages: readonly Stage[];

  constructor(size: number) {
    this.size = size;
    const stages: Stage[] = [];
    for (let length = size; length > 1; length /= 4) stages.push(stageOf(length));
    this.#stages = stages;
  }

  /** From samples to a spectrum: decimation in frequency, radix 4. */
  forward(re: Float64Array, im: Float64Array): void {
    for (const stage of this.#stages) split(re, im, stage);
  }

  /** From a spectrum to samples, in the opposite order. Not scaled: divide by the size. */
  inverse(re: Float64Array, im: Float64Array): void {
    for (const stage of this.#stages.toReversed()) join(re, im, stage);
  }
}

function stageOf(length: number): Stage {
  const quarter = length / 4;
  const factors = new Float64Array(6 * quarter);
  for (let k = 0; k < quarter; k++) {
    for (let power = 1; power <= 3; power++) {
      const angle = (-2 * Math.PI * k * power) / length;
      factors[6 * k + 2 * power - 2] = Math.cos(angle);
      factors[6 * k + 2 * power - 1] = Math.sin(angle);
    }
  }
  return { quarter, factors };
}

/** Splits each block into four of a quarter of its length. */
function split(re: Float64Array, im: Float64Array, { quarter, factors }: Stage): void {
  for (let start = 0; start < re.length; start += 4 * quarter) {
    for (let k = 0, f = 0; k < quarter; k++, f += 6) {
      const a = start + k;
      const b = a + quarter;
      const c = b + quarter;
      const d = c + quarter;
      const sumRe = (re[a] ?? 0) + (re[c] ?? 0);
      const sumIm = (im[a] ?? 0) + (im[c] ?? 0);
      const oddSumRe = (re[b] ?? 0) + (re[d] ?? 0);
      const oddSumIm = (im[b] ?? 0) + (im[d] ?? 0);
      const diffRe = (re[a] ?? 0) - (re[c] ?? 0);
      const diffIm = (im[a] ?? 0) - (im[c] ?? 0);
      // times -i
      const oddDiffRe = (im[b] ?? 0) - (im[d] ?? 0);
      const oddDiffIm = (re[d] ?? 0) - (re[b] ?? 0);
      re[a] = sumRe + oddSumRe;
      im[a] = sumIm + oddSumIm;
      turn(re, im, b, diffRe + oddDiffRe, diffIm + oddDiffIm, factors[f] ?? 0, factors[f + 1] ?? 0);
      turn(re, im, c, sumRe - oddSumRe, sumIm - oddSumIm, factors[f + 2] ?? 0, factors[f + 3] ?? 0);
      turn(re, im, d, diffRe - oddDiffRe, diffIm - oddDiffIm, factors[f + 4] ?? 0, factors[f + 5] ?? 0);
    }
  }
}

/** Joins four blocks to one: undoes `split`, times four. It turns the numbers itself: a call for each would double its time. */
function join(re: Float64Array, im: Float64Array, { quarter, factors }: Stage): void {
  for (let start = 0; start < re.length; start += 4 * quarter) {
    for (let a = start, f = 0; a < start + quarter; a++, f += 6) {
      const b = a + quarter;
      const c = b + quarter;
      const d = c + quarter;
      const bCos = factors[f] ?? 0;
      const bSin = factors[f + 1] ?? 0;
      const bRe = (re[b] ?? 0) * bCos + (im[b] ?? 0) * bSin;
      const bIm = (im[b] ?? 0) * bCos - (re[b] ?? 0) * bSin;
      const cCos = factors[f + 2] ?? 0;
      const cSin = factors[f + 3] ?? 0;
      const cRe = (re[c] ?? 0) * cCos + (im[c] ?? 0) * cSin;
      const cIm = (im[c] ?? 0) * cCos - (re[c] ?? 0) * cSin;
      const dCos = factors[f + 4] ?? 0;
      const dSin = factors[f + 5] ?? 0;
      const dRe = (re[d] ?? 0) * dCos + (im[d] ?? 0) * dSin;
      const dIm = (im[d] ?? 0) * dCos - (re[d] ?? 0) * dSin;
      const sumRe = (re[a] ?? 0) + cRe;
      const sumIm = (im[a] ?? 0) + cIm;
      const diffRe = (re[a] ?? 0) - cRe;
      const diffIm = (im[a] ?? 0) - cIm;
      re[a] = sumRe + bRe + dRe;
      im[a] = sumIm + bIm + dIm;
      re[c] = sumRe - bRe - dRe;
      im[c] = sumIm - bIm - dIm;
      // times i
      re[b] = diffRe + dIm - bIm;
      im[b] = diffIm + bRe - dRe;
      re[d] = diffRe - dIm + bIm;
      im[d] = diffIm - bRe + dRe;
    }
  }
}

/** Stores a number, turned by a factor. */
function turn(
  re: Float64Array,
  im: Float64Array,
  at: number,
  x: number,
  y: number,
  cos: number,
  sin: number,
): void {
  re[at] = x * cos - y * sin;
  im[at] = x * sin + y * cos;
}
