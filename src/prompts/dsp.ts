import type { Sound } from '../host/wav.ts';

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** Changes the sample rate with a windowed sinc of 32 zero crossings; what the new rate cannot carry is filtered out. */
export function resample({ samples, rate }: Sound, to: number): Sound {
  if (rate === to) return { samples, rate };
  const cutoff = Math.min(1, to / rate) * 0.96;
  const reach = 16 / cutoff;
  const out = new Float64Array(Math.round((samples.length * to) / rate));
  for (let i = 0; i < out.length; i++) {
    const centre = (i * rate) / to;
    let sum = 0;
    const last = Math.min(samples.length - 1, Math.floor(centre + reach));
    for (let j = Math.max(0, Math.ceil(centre - reach)); j <= last; j++) {
      const away = j - centre;
      const window = 0.5 + 0.5 * Math.cos((Math.PI * away) / reach);
      sum += (samples[j] ?? 0) * cutoff * sinc(cutoff * away) * window;
    }
    out[i] = sum;
  }
  return { samples: out, rate: to };
}

/** How far from `expected` the stretch of `samples` that continues best what stood after `natural` begins. */
function bestShift(
  samples: Float64Array,
  natural: number,
  expected: number,
  length: number,
  reach: number,
): number {
  let best = 0;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let shift = -reach; shift <= reach; shift++) {
    let dot = 0;
    let energy = 1e-9;
    for (let k = 0; k < length; k++) {
      const there = samples[expected + shift + k] ?? 0;
      dot += there * (samples[natural + k] ?? 0);
      energy += there * there;
    }
    const score = dot / Math.sqrt(energy);
    if (score > bestScore) {
      bestScore = score;
      best = shift;
    }
  }
  return best;
}

/**
 * Makes a sound longer or shorter and leaves its pitch (waveform-similarity overlap-add).
 *
 * @param factor new length / old length
 */
export function stretch({ samples, rate }: Sound, factor: number): Sound {
  const hop = Math.round(0.01 * rate);
  const reach = Math.round(0.007 * rate);
  const out = new Float64Array(Math.round(samples.length * factor) + 2 * hop);
  let from = 0;
  for (let at = 0; at < out.length - hop; at += hop) {
    const expected = Math.round(at / factor);
    if (at > 0) from = expected + bestShift(samples, from + hop, expected, hop, reach);
    for (let k = 0; k < 2 * hop; k++) {
      // The very first half-window has nothing to fade from.
      const fade = at === 0 && k < hop ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * (k + 0.5)) / hop);
      out[at + k] = (out[at + k] ?? 0) + fade * (samples[from + k] ?? 0);
    }
  }
  return { samples: out.slice(0, Math.round(samples.length * factor)), rate };
}

/** Glides the pitch from `from` times to `to` times what it was; lengthens or shortens the sound a little with it. */
export function bend({ samples, rate }: Sound, from: number, to: number): Sound {
  const out: number[] = [];
  for (let at = 0; at < samples.length - 1; at += from + ((to - from) * at) / samples.length) {
    const whole = Math.floor(at);
    const part = at - whole;
    out.push((samples[whole] ?? 0) * (1 - part) + (samples[whole + 1] ?? 0) * part);
  }
  return { samples: Float64Array.from(out), rate };
}

/** What is below this (Hz) is no voice: an offset, hum, rumble. */
export const LOWEST_VOICE = 80;

/**
 * Takes away what is below a frequency (12 dB an octave, a Butterworth filter). The sound counts as having
 * been its first sample for ever, so that an offset at its beginning is no click.
 */
export function highPass({ samples, rate }: Sound, hertz: number): Sound {
  const turn = Math.tan((Math.PI * hertz) / rate);
  const scale = 1 / (1 + Math.SQRT2 * turn + turn * turn);
  const [a1, a2] = [2 * scale * (turn * turn - 1), scale * (1 - Math.SQRT2 * turn + turn * turn)];
  let [x1, x2, y1, y2] = [samples[0] ?? 0, samples[0] ?? 0, 0, 0];
  const passed = samples.map((x) => {
    const y = scale * (x - 2 * x1 + x2) - a1 * y1 - a2 * y2;
    [x1, x2, y1, y2] = [x, x1, y, y1];
    return y;
  });
  return { samples: passed, rate };
}

/** Fades the first and last milliseconds, so that a sound that was cut does not click. */
export function fadeEnds({ samples, rate }: Sound, inMs: number, outMs: number): Sound {
  const rise = (inMs * rate) / 1000;
  const fall = (outMs * rate) / 1000;
  const faded = samples.map((sample, i) => {
    const edge = Math.min((i + 0.5) / rise, (samples.length - i - 0.5) / fall);
    return edge < 1 ? sample * (0.5 - 0.5 * Math.cos(Math.PI * edge)) : sample;
  });
  return { samples: faded, rate };
}

/** `milliseconds` of nothing. */
export function silence(milliseconds: number, rate: number): Sound {
  return { samples: new Float64Array(Math.round((milliseconds * rate) / 1000)), rate };
}

/** Cuts from second `from` to second `to`. */
export function cut({ samples, rate }: Sound, from: number, to: number): Sound {
  return { samples: samples.slice(Math.round(from * rate), Math.round(to * rate)), rate };
}

/** One sound after another; all must have the same rate. `overlapsMs[i]` of sound i+1 is mixed into the end of sound i. */
export function join(sounds: Sound[], overlapsMs: number[]): Sound {
  const rate = sounds[0]?.rate ?? 8000;
  const starts: number[] = [];
  let end = 0;
  sounds.forEach(({ samples }, i) => {
    const overlap = i === 0 ? 0 : Math.round(((overlapsMs[i - 1] ?? 0) * rate) / 1000);
    starts.push(Math.max(0, end - overlap));
    end = Math.max(0, end - overlap) + samples.length;
  });
  const out = new Float64Array(end);
  sounds.forEach(({ samples }, i) => {
    const start = starts[i] ?? 0;
    for (let k = 0; k < samples.length; k++) out[start + k] = (out[start + k] ?? 0) + (samples[k] ?? 0);
  });
  return { samples: out, rate };
}
