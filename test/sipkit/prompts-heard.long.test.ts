import { beforeAll, describe, expect, test } from 'vitest';
import { findPrompt, findPrompts } from '../../src/sipkit/index.ts';
import { hear, mix, music, noise, readPrompts } from './support.ts';

let prompts: Record<string, Int16Array>;
beforeAll(async () => {
  prompts = await readPrompts('zh');
});

function prompt(name: string): Int16Array {
  const pcm = prompts[name];
  if (!pcm) throw new Error(`no prompt ${name}`);
  return pcm;
}

describe.each(['alaw', 'ulaw'] as const)('a prompt heard through %s', (codec) => {
  test('is found twice between music, to the millisecond', () => {
    const reminder = prompt('hold.reminder');
    const length = reminder.length / 8;
    const sound = mix(
      20_000,
      [0, music(3000)],
      [3000, reminder],
      [3000 + length, music(5000)],
      [12_345, reminder],
    );
    const found = findPrompt(hear(sound, codec), reminder);
    expect(found).toMatchObject([{ whole: true }, { whole: true }]);
    expect(found.map(({ startAt }) => startAt)).toEqual([expect.closeTo(4000, 0), expect.closeTo(13_345, 0)]);
  });

  test('is found under noise', () => {
    const reminder = prompt('hold.reminder');
    const found = findPrompt(hear(mix(8000, [2000, reminder], [0, noise(8000, 500)]), codec), reminder);
    expect(found).toMatchObject([{ whole: true, startAt: expect.closeTo(3000, 0) }]);
  });
});

test('a prompt that was cut short is told by how much of it was heard', () => {
  const offer = prompt('callback.offer');
  const cut = offer.slice(0, 8 * 2500);
  const [found] = findPrompt(hear(mix(10_000, [1000, cut], [3500, music(4000)])), offer);
  expect(found).toMatchObject({ whole: false, missedMs: 0, startAt: expect.closeTo(2000, 0) });
  expect(found?.heardMs).toBeGreaterThan(2200);
  expect(found?.heardMs).toBeLessThan(2600);
});

test('a prompt whose beginning was not heard is found by the rest, and says so', () => {
  const offer = prompt('callback.offer');
  const [found] = findPrompt(hear(mix(12_000, [1000, offer.slice(8 * 1500)])), offer);
  expect(found?.whole).toBe(false);
  expect(found?.missedMs).toBeGreaterThanOrEqual(1400);
  // Where the file would have begun.
  expect(found?.startAt).toBeCloseTo(2000 - 1500, 0);
});

test('a prompt goes on after its sender stumbled', () => {
  const offer = prompt('callback.offer');
  const half = 8 * 3000;
  const stumbled = mix(12_000, [1000, offer.slice(0, half)], [1000 + 3000 + 137, offer.slice(half)]);
  expect(findPrompt(hear(stumbled), offer)).toMatchObject([
    { whole: true, startAt: expect.closeTo(2000, 0) },
  ]);
});

test('a lost packet does not end a prompt', () => {
  const offer = prompt('callback.offer').slice();
  offer.fill(0, 8 * 2000, 8 * 2020);
  expect(findPrompt(hear(mix(12_000, [1000, offer])), prompt('callback.offer'))).toMatchObject([
    { whole: true },
  ]);
});

test('nothing is found in music, noise and silence', () => {
  const sound = mix(30_000, [0, music(10_000)], [10_000, noise(10_000, 4000)]);
  expect(findPrompts(hear(sound), prompts)).toEqual([]);
});

test('prompts one after another are each told from all others of their language', () => {
  // every fifteenth is spoken, and looked for among all: it is work
  const names = Object.keys(prompts).filter((name, i) => !name.startsWith('tone.') && i % 15 === 0);
  const parts: [number, Int16Array][] = [];
  let at = 500;
  for (const name of names) {
    parts.push([at, prompt(name)]);
    at += prompt(name).length / 8 + 600;
  }
  const found = findPrompts(hear(mix(at, ...parts, [0, noise(at, 60)])), prompts);
  for (const [i, name] of names.entries()) {
    const here = found.filter(({ startAt }) => Math.abs(startAt - 1000 - (parts[i]?.[0] ?? 0)) < 300);
    expect(here, name).toHaveLength(1);
    expect(here[0], name).toMatchObject({
      whole: true,
      startAt: expect.closeTo(1000 + (parts[i]?.[0] ?? 0), 0),
    });
    // Some texts, and so some files, are the same.
    expect([here[0]?.name, ...(here[0]?.orElse ?? [])]).toContain(name);
  }
  expect(found).toHaveLength(names.length);
});

test('only prompts that begin in the window are given', () => {
  const reminder = prompt('hold.reminder');
  const heard = hear(mix(20_000, [1000, reminder], [11_000, reminder]));
  expect(findPrompt(heard, reminder, { from: 5000 })).toHaveLength(1);
  expect(findPrompt(heard, reminder, { to: 5000 })).toHaveLength(1);
  expect(findPrompt(heard, reminder, { from: 5000, to: 6000 })).toEqual([]);
});
