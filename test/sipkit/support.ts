import { readdir } from 'node:fs/promises';
import { ensureSipp } from '../../src/host/sipp.ts';
import { decodeInto, encode } from '../../src/sipkit/g711.ts';
import { asHeard, type ReceivedAudio, type Runnable, readSpeech } from '../../src/sipkit/index.ts';

const SOUNDS = new URL('../../sounds/', import.meta.url).pathname;

/** The committed prompts of a language by name. */
export async function readPrompts(language: string): Promise<Record<string, Int16Array>> {
  const files = await readdir(`${SOUNDS}${language}`);
  const names = files.filter((file) => file.endsWith('.wav')).map((file) => file.slice(0, -4));
  const entries = names.map(
    async (name) => [name, await readSpeech(`${SOUNDS}${language}/${name}.wav`)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

/** SIPp as the product brings it. */
export function sipp(): Promise<Runnable> {
  return ensureSipp(() => undefined);
}

/** A sound that was built, after a G.711 round trip, on a timeline that starts at 1000. */
export function hear(pcm: Int16Array, codec: 'alaw' | 'ulaw' = 'alaw'): ReceivedAudio {
  const heard = new Int16Array(pcm.length);
  decodeInto(heard, 0, encode(pcm, codec), codec);
  return asHeard(heard, 1000);
}

/** Lays sounds over each other, each from its moment (ms) on. */
export function mix(lengthMs: number, ...parts: readonly (readonly [number, Int16Array])[]): Int16Array {
  const pcm = new Int16Array(lengthMs * 8);
  for (const [atMs, part] of parts) {
    const at = Math.round(atMs * 8);
    for (let i = 0; i < part.length; i++) {
      if (at + i < pcm.length)
        pcm[at + i] = Math.max(-32768, Math.min(32767, (pcm[at + i] ?? 0) + (part[i] ?? 0)));
    }
  }
  return pcm;
}

export function tone(hz: number, ms: number, amplitude = 8000): Int16Array {
  return Int16Array.from({ length: ms * 8 }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / 8000));
}

/** Chords that change: what no party's tone and no prompt resembles. */
export function music(ms: number, amplitude = 2500): Int16Array {
  const notes = [262, 330, 392, 440, 523, 587, 659];
  return Int16Array.from({ length: ms * 8 }, (_, i) => {
    const chord = Math.floor(i / 2400);
    const at = (step: number): number =>
      Math.sin((2 * Math.PI * (notes[(chord * step) % notes.length] ?? 0) * i) / 8000);
    return amplitude * (at(2) + at(3) + at(5));
  });
}

/** Noise that is the same each time. */
export function noise(ms: number, amplitude: number): Int16Array {
  let seed = 1;
  return Int16Array.from({ length: ms * 8 }, () => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return amplitude * (seed / 2 ** 30 - 1);
  });
}
