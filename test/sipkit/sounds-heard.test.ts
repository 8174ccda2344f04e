import { expect, test } from 'vitest';
import { findPrompts, intervalsOfMusic, loudness, silences, tonePresence } from '../../src/sipkit/index.ts';
import { hear, mix, music, noise, readPrompts, tone } from './support.ts';

/** To one frame of 20 ms. */
const about = (ms: number): unknown => ({ asymmetricMatch: (value: number) => Math.abs(value - ms) <= 20 });

test("a party's tone is heard when it is there, and another's is not taken for it", () => {
  const heard = hear(mix(6000, [500, tone(440, 1000)], [2000, tone(1000, 1500)], [4000, tone(440, 700)]));
  expect(tonePresence(heard, 440)).toEqual([
    { from: about(1500), to: about(2500) },
    { from: about(5000), to: about(5700) },
  ]);
  expect(tonePresence(heard, 1000)).toEqual([{ from: about(3000), to: about(4500) }]);
  expect(tonePresence(heard, 700)).toEqual([]);
  expect(tonePresence(heard, 440, { from: 4000 })).toHaveLength(1);
});

test("a party's tone is heard under noise, and through a lost packet", () => {
  const voice = tone(440, 1000);
  voice.fill(0, 8 * 500, 8 * 520);
  const heard = hear(mix(2000, [500, voice], [0, noise(2000, 1000)]));
  expect(tonePresence(heard, 440)).toEqual([{ from: about(1500), to: about(2500) }]);
});

test('silence is where nothing was sent, and where silence was sent', () => {
  const heard = hear(mix(3000, [0, tone(440, 1000)], [1000, noise(500, 10)], [2000, tone(440, 900)]));
  expect(silences(heard)).toEqual([{ from: about(2000), to: about(3000) }]);
  expect(silences(heard, { leastMs: 60 })).toHaveLength(2);
});

test('loudness is in dB below full scale', () => {
  const heard = hear(mix(2000, [0, tone(440, 1000, 16384)]));
  expect(loudness(heard, { to: 2000 })).toBeCloseTo(-9, 0);
  expect(loudness(heard, { from: 2500 })).toBeLessThan(-60);
});

test('music is what is neither a known prompt nor a party', async () => {
  const prompts = await readPrompts('zh');
  const reminder = prompts['hold.reminder'] ?? new Int16Array();
  const length = reminder.length / 8;
  const heard = hear(
    mix(12_000, [1000, music(2000)], [3000, reminder], [3000 + length, music(2000)], [9000, tone(440, 2000)]),
  );
  const found = intervalsOfMusic(heard, { prompts: findPrompts(heard, prompts), tones: [440] });
  expect(found).toHaveLength(2);
  // Frames that a prompt or a tone touches are not counted.
  expect(found[0]?.from).toBeCloseTo(2000, -2);
  expect(found[0]?.to).toBeCloseTo(4000, -2);
  expect(found[1]?.from).toBeCloseTo(4000 + length, -2);
  expect(found[1]?.to).toBeCloseTo(6000 + length, -2);
});
