// From a recording to a prompt: trimmed, levelled, brought to 8 kHz (prompts.volume).

import { describe, expect, it } from 'vitest';
import type { Sound } from '../../src/host/wav.ts';
import { resample } from '../../src/prompts/dsp.ts';
import { finishTake } from '../../src/prompts/finish.ts';
import { peakOf, rmsOf } from '../../src/prompts/level.ts';
import { countClipped, findSpeech } from '../../src/prompts/speech.ts';
import { voice } from './support/speech.ts';

const db = (amplitude: number) => 20 * Math.log10(amplitude);
const secondsOf = ({ samples, rate }: Sound) => samples.length / rate;
const tone = (hertz: number, rate: number): Sound => ({
  samples: Float64Array.from({ length: rate }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / rate)),
  rate,
});
const plus = (a: Sound, at: number, length: number, value: number): Sound => ({
  ...a,
  samples: a.samples.map((sample, i) => (i >= at * a.rate && i < (at + length) * a.rate ? value : sample)),
});

function finished(recorded: Sound, text = '请您稍等一下。'): Sound {
  const sound = finishTake(recorded, text);
  if (sound === undefined) throw new Error('nobody speaks');
  return sound;
}

describe('findSpeech', () => {
  it.each([-60, -50, -45])('finds the speech over a room of %i dBFS', (room) => {
    const { start, end, rms } = findSpeech(voice({ seconds: 2, before: 0.8, after: 0.6, room }));
    expect(start).toBeCloseTo(0.8, 1);
    expect(end).toBeCloseTo(2.8, 1);
    expect(rms).toBeCloseTo(-20, 0);
  });

  it('takes a click of the mouse for no speech', () => {
    const clicked = plus(voice({ seconds: 2, before: 0.8, after: 0.6, room: -60 }), 0.3, 0.008, 0.5);
    expect(findSpeech(clicked).start).toBeCloseTo(0.8, 1);
  });

  it('nobody speaks in silence, in a click, in nothing at all', () => {
    const silent: Sound = { samples: new Float64Array(8000), rate: 8000 };
    for (const sound of [silent, plus(silent, 0.5, 0.01, 0.5), { samples: new Float64Array(), rate: 8000 }])
      expect(findSpeech(sound).rms).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe('countClipped', () => {
  it('counts the places where a sound is cut off, not its peaks', () => {
    const fine = voice({ seconds: 1 });
    expect(countClipped(fine)).toBe(0);
    expect(countClipped({ ...fine, samples: fine.samples.map((s) => s / peakOf(fine.samples)) })).toBe(0);
    expect(countClipped(voice({ seconds: 1, level: 3 }))).toBeGreaterThan(10);
  });
});

describe('a recording becomes a prompt', () => {
  it.each([8000, 11025, 16000, 22050, 44100, 48000, 96000])('from %i samples a second', (rate) => {
    const sound = finished(voice({ seconds: 2, rate, before: 0.7, after: 0.9, level: -30, room: -70 }));
    expect(sound.rate).toBe(8000);
    expect(secondsOf(sound)).toBeCloseTo(2.1, 1);
  });

  it.each([-50, -40, -26, -12, -6])('from a level of %i dBFS', (level) => {
    const sound = finished(
      voice({ seconds: 2, rate: 16000, level, before: 0.5, after: 0.5, room: level - 40 }),
    );
    expect(findSpeech(sound).rms).toBeGreaterThan(-21.5);
    expect(findSpeech(sound).rms).toBeLessThan(-18.5);
    expect(db(peakOf(sound.samples))).toBeLessThan(-2.9);
  });

  it('with 20 ms ahead of it, and after it a breath only where a sentence ends', () => {
    const recorded = voice({ seconds: 2, before: 1, after: 1 });
    const ends = (text: string) => {
      const sound = finished(recorded, text);
      const { start, end } = findSpeech(sound);
      return [start, secondsOf(sound) - end];
    };
    expect(ends('请您稍等。')[0]).toBeLessThan(0.05);
    expect(ends('请您稍等。')[1]).toBeGreaterThan(0.07);
    expect(ends('请您稍等。')[1]).toBeLessThan(0.12);
    expect(ends('我是')[1]).toBeLessThan(0.05);
  });

  it('a constant offset is taken away', () => {
    const { samples, rate } = voice({ seconds: 2, rate: 48000, before: 0.5, after: 0.5, room: -70 });
    const sound = finished({ samples: samples.map((sample) => sample + 0.2), rate });
    expect(secondsOf(sound)).toBeCloseTo(2.1, 1);
    expect(
      Math.abs(sound.samples.reduce((sum, sample) => sum + sample, 0) / sound.samples.length),
    ).toBeLessThan(0.003);
  });

  it('of silence, and of the noise of a room that nobody is in, none is made', () => {
    expect(finishTake({ samples: new Float64Array(48000), rate: 48000 }, '')).toBeUndefined();
    expect(finishTake({ samples: new Float64Array(), rate: 48000 }, '')).toBeUndefined();
    expect(finishTake({ samples: new Float64Array(48000).fill(0.1), rate: 48000 }, '')).toBeUndefined();
  });
});

describe('the low-pass on the way to 8 kHz', () => {
  it.each([300, 1000, 2500, 3400])('leaves %i Hz as it is', (hertz) => {
    const { samples } = resample(tone(hertz, 48000), 8000);
    expect(db(rmsOf(samples, 400, 7600) / rmsOf(tone(hertz, 48000).samples))).toBeCloseTo(0, 0);
  });

  it.each([4600, 5000, 6000, 7700, 12000, 20000])('keeps %i Hz from coming back as another tone', (hertz) => {
    const { samples } = resample(tone(hertz, 48000), 8000);
    expect(db(rmsOf(samples, 400, 7600) / rmsOf(tone(hertz, 48000).samples))).toBeLessThan(-50);
  });
});
