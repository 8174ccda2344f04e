import type { Sound } from '../../src/host/wav.ts';

const RATE = 8000;
const BEAT_SECONDS = 0.75;
const BEATS_A_BAR = 4;
/** −24 dBFS: behind speech, not beside it. */
const RMS = 10 ** (-24 / 20);

/** Sixteen bars in G, each a chord: bass note, then the notes that are broken over it (MIDI numbers). */
const BARS: number[][] = [
  [43, 59, 62, 67, 71],
  [40, 59, 64, 67, 71],
  [48, 60, 64, 67, 72],
  [50, 57, 62, 66, 69],
  [43, 59, 62, 67, 74],
  [47, 59, 62, 66, 71],
  [48, 60, 64, 67, 76],
  [50, 60, 62, 66, 69],
  [40, 59, 64, 67, 71],
  [48, 60, 64, 67, 72],
  [43, 59, 62, 67, 74],
  [50, 57, 62, 66, 74],
  [48, 60, 64, 67, 76],
  [47, 59, 62, 67, 74],
  [45, 57, 60, 64, 72],
  [50, 57, 62, 66, 69],
];
/** In which order a bar's upper notes are plucked, one each half beat. */
const FIGURE = [1, 2, 3, 4, 3, 2, 3, 2];

const hertz = (midi: number) => 440 * 2 ** ((midi - 69) / 12);

/** Adds a sound to the loop; what rings past its end comes in again at its start, so that the loop has no seam. */
function ring(loop: Float64Array, at: number, seconds: number, wave: (t: number) => number): void {
  const start = Math.round(at * RATE);
  for (let i = 0; i < seconds * RATE; i++) {
    const k = (start + i) % loop.length;
    loop[k] = (loop[k] ?? 0) + wave(i / RATE);
  }
}

/** How strong the partials of a plucked string are. None outweighs the rest: music must not be taken for a test tone. */
const PARTIALS = [0.65, 0.85, 0.7, 0.5, 0.35];

/** A plucked string: partials that die away the faster the higher they are. */
function pluck(loop: Float64Array, at: number, midi: number, amplitude: number): void {
  const omega = 2 * Math.PI * hertz(midi);
  ring(loop, at, 2.4, (t) => {
    const attack = Math.min(1, t / 0.006);
    let sum = 0;
    PARTIALS.forEach((strength, n) => {
      sum += strength * Math.sin((n + 1) * omega * t) * Math.exp(-t * (2.0 + 0.3 * n));
    });
    return amplitude * attack * sum * Math.min(1, (2.4 - t) / 0.2);
  });
}

/** A held note that swells in and out across its bar into the next: there is never silence under the plucking. */
function pad(loop: Float64Array, at: number, midi: number, amplitude: number): void {
  const bar = BEAT_SECONDS * BEATS_A_BAR;
  const length = bar * 1.5;
  ring(loop, at, length, (t) => {
    const swell = Math.min(1, t / (bar / 2), (length - t) / (bar / 2));
    const shimmer = 1 + 0.15 * Math.sin(2 * Math.PI * 0.7 * t);
    const omega = 2 * Math.PI * hertz(midi);
    return amplitude * swell * shimmer * (Math.sin(omega * t) + 0.9 * Math.sin(2.004 * omega * t));
  });
}

/** Forty-eight seconds of hold music, composed and synthesised here; it loops without a seam. */
export function makeHoldMusic(): Sound {
  const bar = BEAT_SECONDS * BEATS_A_BAR;
  const loop = new Float64Array(Math.round(BARS.length * bar * RATE));
  BARS.forEach((notes, i) => {
    const at = i * bar;
    const [bass = 43, ...chord] = notes;
    // A telephone carries little under 300 Hz: the bass is heard by its octave.
    pluck(loop, at, bass + 12, 0.7);
    FIGURE.forEach((step, half) => {
      pluck(loop, at + (half * BEAT_SECONDS) / 2, notes[step] ?? bass, half === 0 ? 0.55 : 0.42);
    });
    for (const midi of chord.slice(0, 3)) pad(loop, at, midi, 0.14);
  });
  const rms = Math.sqrt(loop.reduce((sum, sample) => sum + sample * sample, 0) / loop.length);
  return { samples: loop.map((sample) => (sample * RMS) / rms), rate: RATE };
}
