/** A complex Fourier transform of a fixed length, a power of two, in place. */
export class Fft {
  readonly size: number;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #reversed: Uint32Array;

  constructor(size: number) {
    this.size = size;
    this.#cos = Float64Array.from({ length: size / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / size));
    this.#sin = Float64Array.from({ length: size / 2 }, (_, i) => Math.sin((2 * Math.PI * i) / size));
    this.#reversed = new Uint32Array(size);
    for (let i = 1; i < size; i++) {
      this.#reversed[i] = ((this.#reversed[i >> 1] ?? 0) >> 1) | (i & 1 ? size >> 1 : 0);
    }
  }

  forward(re: Float64Array, im: Float64Array): void {
    this.#reorder(re);
    this.#reorder(im);
    for (let half = 1; half < this.size; half *= 2) this.#stage(re, im, half);
  }

  /** Not scaled: divide by the size. */
  inverse(re: Float64Array, im: Float64Array): void {
    this.forward(im, re);
  }

  #reorder(values: Float64Array): void {
    for (let i = 0; i < values.length; i++) {
      const j = this.#reversed[i] ?? 0;
      if (j <= i) continue;
      const kept = values[i] ?? 0;
      values[i] = values[j] ?? 0;
      values[j] = kept;
    }
  }

  #stage(re: Float64Array, im: Float64Array, half: number): void {
    const stride = this.size / (2 * half);
    for (let start = 0; start < this.size; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const cos = this.#cos[k * stride] ?? 0;
        const sin = this.#sin[k * stride] ?? 0;
        const a = start + k;
        const b = a + half;
        const bRe = re[b] ?? 0;
        const bIm = im[b] ?? 0;
        const turnedRe = bRe * cos + bIm * sin;
        const turnedIm = bIm * cos - bRe * sin;
        re[b] = (re[a] ?? 0) - turnedRe;
        im[b] = (im[a] ?? 0) - turnedIm;
        re[a] = (re[a] ?? 0) + turnedRe;
        im[a] = (im[a] ?? 0) + turnedIm;
      }
    }
  }
}
