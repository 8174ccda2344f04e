import type { Sound } from '../../../src/host/wav.ts';

/** What a made-up voice says: its length in seconds, level (RMS, dBFS), rate (samples a second), and what is around it. */
export interface Made {
  seconds: number;
  rate?: number;
  level?: number;
  /** Silence before and after it, in seconds, and the noise of the room all through, in dBFS. */
  before?: number;
  after?: number;
  room?: number;
}

/** A voice at 140 Hz that makes four syllables a second; the same every time. */
export function voice({ seconds, rate = 8000, level = -20, before = 0.02, after = 0.05, room }: Made): Sound {
  const samples = new Float64Array(Math.round((before + seconds + after) * rate));
  const first = Math.round(before * rate);
  const count = Math.round(seconds * rate);
  let power = 0;
  for (let i = 0; i < count; i++) {
    const t = i / rate;
    let sum = 0;
    for (let k = 1; k <= 20 && 140 * k < rate / 2; k++)
      sum += Math.cos(2 * Math.PI * 140 * k * t + k * k) / k;
    const sample = sum * (0.65 - 0.35 * Math.cos(2 * Math.PI * 4 * t));
    samples[first + i] = sample;
    power += sample * sample;
  }
  const gain = 10 ** (level / 20) / Math.sqrt(power / count);
  let seed = 1;
  const noise = () => {
    seed = (seed * 48271) % 2147483647;
    return ((seed / 2147483647) * 2 - 1) * Math.sqrt(3) * (room === undefined ? 0 : 10 ** (room / 20));
  };
  return { samples: samples.map((sample) => sample * gain + noise()), rate };
}
