import { readFile } from 'node:fs/promises';
import { readWavHeader } from '../host/wav.ts';

/** Sound in memory: one channel, samples between −1 and 1. */
export interface Sound {
  samples: Float64Array;
  /** Samples a second. */
  rate: number;
}

/** Reads a 16-bit PCM WAV with one channel. Throws where the file is anything else: it is a tool's output, not a user's. */
export async function readWav(file: string): Promise<Sound> {
  const bytes = await readFile(file);
  const header = readWavHeader(bytes);
  if (header.encoding !== 'pcm' || header.bitsPerSample !== 16 || header.channels !== 1) {
    throw new Error(`${file}: expected 16-bit mono PCM`);
  }
  const samples = new Float64Array(header.dataBytes / 2);
  for (let i = 0; i < samples.length; i++) samples[i] = bytes.readInt16LE(header.dataOffset + 2 * i) / 32768;
  return { samples, rate: header.sampleRate };
}

/** The bytes of a 16-bit mono PCM WAV file. Rounds without dither: the same sound gives the same bytes. */
export function encodeWav({ samples, rate }: Sound): Buffer {
  const data = 2 * samples.length;
  const bytes = Buffer.alloc(44 + data);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + data, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(2 * rate, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(data, 40);
  samples.forEach((sample, i) => {
    bytes.writeInt16LE(Math.max(-32768, Math.min(32767, Math.round(sample * 32767))), 44 + 2 * i);
  });
  return bytes;
}
