import { describe, expect, it } from 'vitest';
import { decodeWav, type Sound } from '../../src/host/wav.ts';
import { voice } from './support/speech.ts';
import { type Layout, wavFile } from './support/wav-files.ts';

const sound = voice({ seconds: 0.2, rate: 44100 });

function furthest(a: Sound | undefined, b: Sound): number {
  expect(a?.samples).toHaveLength(b.samples.length);
  return b.samples.reduce((most, sample, i) => Math.max(most, Math.abs(sample - (a?.samples[i] ?? 2))), 0);
}

describe('a WAV file of any kind is read', () => {
  it.each<[Layout, number]>([
    [{ bits: 8 }, 1 / 128],
    [{ bits: 16 }, 2 ** -15],
    [{ bits: 24 }, 2 ** -23],
    [{ bits: 32 }, 2 ** -31],
    [{ bits: 32, float: true }, 1e-7],
    [{ bits: 64, float: true }, 0],
    [{ bits: 16, channels: 2 }, 2 ** -15],
    [{ bits: 24, channels: 2, extensible: true }, 2 ** -23],
    [{ bits: 32, float: true, extensible: true }, 1e-7],
    [{ bits: 16, junkFirst: true }, 2 ** -15],
    [{ bits: 16, unknownLength: true }, 2 ** -15],
  ])('%o', (layout, least) => {
    const read = decodeWav(wavFile(sound, layout));
    expect(read?.rate).toBe(44100);
    expect(furthest(read, sound)).toBeLessThanOrEqual(least);
  });

  it('as far as it goes, where it was cut short', () => {
    const bytes = wavFile(sound, { bits: 16, channels: 2 });
    expect(decodeWav(bytes.subarray(0, 44 + 4 * 1000 + 3))?.samples).toHaveLength(1000);
  });

  it('samples that are no numbers are silence', () => {
    const broken: Sound = { samples: Float64Array.from([0.5, Number.NaN, Infinity]), rate: 8000 };
    expect([...(decodeWav(wavFile(broken, { bits: 32, float: true }))?.samples ?? [])]).toEqual([0.5, 0, 0]);
  });
});

describe('what is no plain WAV file is left to others', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('RIFF and more of a text that is no sound at all')],
    ['a file that ends in its head', wavFile(sound, { bits: 16 }).subarray(0, 30)],
    ['no channels', spoilt(22, 0)],
    ['A-law inside', spoilt(20, 6)],
    ['12 bits', spoilt(34, 12)],
  ])('%s', (_what, bytes) => {
    expect(decodeWav(bytes)).toBeUndefined();
  });
});

function spoilt(at: number, byte: number): Buffer {
  const bytes = wavFile(sound, { bits: 16 });
  bytes[at] = byte;
  return bytes;
}
