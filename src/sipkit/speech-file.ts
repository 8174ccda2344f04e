import { readFile } from 'node:fs/promises';
import { readWavHeader } from '../host/wav.ts';

/** Samples of a WAV file (8 kHz, 16-bit, mono: what Asterisk plays and what a Voice says). Throws an Error that names the file. */
export async function readSpeech(path: string): Promise<Int16Array> {
  const file = await readFile(path);
  const { encoding, channels, sampleRate, bitsPerSample, dataOffset, dataBytes } = readWavHeader(file);
  if (encoding !== 'pcm' || channels !== 1 || sampleRate !== 8000 || bitsPerSample !== 16) {
    throw new Error(`${path} is not 8 kHz 16-bit mono PCM`);
  }
  const samples = Math.min(dataBytes, file.length - dataOffset) >> 1;
  const view = new DataView(file.buffer, file.byteOffset + dataOffset, 2 * samples);
  const pcm = new Int16Array(samples);
  for (let i = 0; i < samples; i++) pcm[i] = view.getInt16(2 * i, true);
  return pcm;
}
