// Recordings of every format, with the programs that Debian has for them. takes/ has a made-up voice: 0.6 s of silence, 1.8 s of
// sound, half a second of silence, at 44.1 kHz: an MP3 in stereo, an M4A (AAC).

import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensurePackages } from '../../src/host/debian.ts';
import { runnable } from '../../src/host/loader.ts';
import { run } from '../../src/host/run.ts';
import { type Decoder, NotAudioError, openDecoder } from '../../src/prompts/decode.ts';
import { finishTake } from '../../src/prompts/finish.ts';
import { findSpeech } from '../../src/prompts/speech.ts';
import { voice } from '../prompts/support/speech.ts';
import { wavFile } from '../prompts/support/wav-files.ts';

const TAKES = join(import.meta.dirname, 'takes');
let folder: string;
let decoder: Decoder;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takes-'));
  decoder = openDecoder(() => undefined);
});

afterAll(async () => {
  await decoder.close();
  await rm(folder, { recursive: true, force: true });
});

/** Has libsndfile write the same voice in another format. */
async function converted(name: string, ...how: string[]): Promise<string> {
  const root = await ensurePackages({
    name: 'recordings',
    suite: 'bookworm',
    packages: ['sndfile-programs', 'faad'],
    progress: () => undefined,
  });
  const wav = join(folder, 'voice.wav');
  const made = voice({ seconds: 1.8, rate: 48000, level: -26, before: 0.6, after: 0.5 });
  await writeFile(wav, wavFile(made, { bits: 16 }));
  const { file, args, env } = await runnable(root, 'usr/bin/sndfile-convert');
  const { status, stderr } = await run(file, [...args, ...how, wav, join(folder, name)], env);
  expect([status, stderr]).toEqual([0, '']);
  return join(folder, name);
}

async function expectTheVoice(file: string): Promise<void> {
  const prompt = finishTake(await decoder.decode(file), '请您稍等。');
  if (prompt === undefined) throw new Error('nobody speaks');
  const { start, end, rms } = findSpeech(prompt);
  expect(end - start).toBeCloseTo(1.8, 1);
  expect(rms).toBeGreaterThan(-22);
  expect(rms).toBeLessThan(-18);
}

async function copied(from: string, to: string): Promise<string> {
  await copyFile(join(TAKES, from), join(folder, to));
  return join(folder, to);
}

describe('a recording is read', () => {
  it.each(['take.mp3', 'take.m4a'])('%s', async (name) => {
    await expectTheVoice(join(TAKES, name));
  });

  it.each([
    ['FLAC', 'voice.flac'],
    ['Ogg Vorbis', 'voice.ogg', '-vorbis'],
    ['Opus', 'voice.opus'],
    ['AIFF', 'voice.aiff'],
    ['WAV with A-law in it', 'alaw.wav', '-alaw'],
    ['WAV with ADPCM in it', 'adpcm.wav', '-ima-adpcm'],
  ])('%s', async (_what, name, ...how) => {
    await expectTheVoice(await converted(name, ...how));
  });

  it.each([
    ['an MP3 that is named .wav', 'take.mp3', 'mislabelled.wav'],
    ['an M4A that is named .mp3', 'take.m4a', 'mislabelled.mp3'],
    ['one without any ending', 'take.mp3', 'nameless'],
  ])('by what is in it: %s', async (_what, from, to) => {
    await expectTheVoice(await copied(from, to));
  });
});

describe('what is no recording is refused with the reason', () => {
  it.each<[string, string, () => Promise<Buffer>, string]>([
    ['0 bytes', 'empty.mp3', () => Promise.resolve(Buffer.alloc(0)), 'is empty'],
    ['a text', 'text.flac', () => Promise.resolve(Buffer.from('a text')), 'cannot be read as a recording'],
    [
      'an M4A that was cut off',
      'cut.m4a',
      async () => (await readFile(join(TAKES, 'take.m4a'))).subarray(0, 3000),
      'must have AAC in it, and be whole',
    ],
  ])('%s', async (_what, name, bytes, reason) => {
    await writeFile(join(folder, name), await bytes());
    const refused = decoder.decode(join(folder, name));
    await expect(refused).rejects.toBeInstanceOf(NotAudioError);
    await expect(refused).rejects.toThrow(reason);
  });
});
