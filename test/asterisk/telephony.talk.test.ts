import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readSpeech } from '../../src/sipkit/index.ts';
import { lapse, pause, stood } from '../host/machine.ts';
import { startTestAsterisk, type TestAsterisk } from './support/asterisk.ts';
import { TelephonyDriver } from './support/telephony-driver.ts';

// What counts as talk, with sound as it is on a telephone.

const WORD = join(import.meta.dirname, '..', '..', 'sounds', 'zh', 'digit.5.wav');
const NOISE_MS = 2000;
/** After what is said: the silence that has to pass, and the way. */
const AFTER_MS = 1100;
/** Against full scale: a line's noise as comfort noise has it, that of a bad line, and a low voice. */
const DECIBELS = { comfort: -60, badLine: -46, low: -20 };

let asterisk: TestAsterisk;
let stage: TelephonyDriver;

beforeAll(async () => {
  asterisk = await startTestAsterisk();
});
beforeEach(async () => {
  stage = await TelephonyDriver.open(asterisk);
});
afterEach(() => stage.close());
afterAll(async () => {
  await asterisk?.stop();
});

const louder = (pcm: Int16Array, decibels: number) => pcm.map((sample) => sample * 10 ** (decibels / 20));

/** Noise of that loudness (root mean square, against full scale) with the spread of a line's. */
function noise(decibels: number, seconds: number): Int16Array {
  const rms = 32_768 * 10 ** (decibels / 20);
  const spread = () => Array.from({ length: 12 }, Math.random).reduce((sum, one) => sum + one, -6);
  return Int16Array.from({ length: 8000 * seconds }, () => rms * spread());
}

const SILENT = { kind: 'silence' } as const;

/** A caller who says this, once, to an agent who is silent. */
async function caller(pcm: Int16Array): Promise<{ leg: string; from: number }> {
  const { caller: party, leg } = await stage.talking({ caller: SILENT, agent: SILENT });
  const from = performance.now();
  party.rtp.say({ kind: 'speech', pcm });
  return { leg, from };
}

const talks = () => stage.seen.events.filter(({ type }) => type.startsWith('talk'));

test.each([DECIBELS.comfort, DECIBELS.badLine])(
  'the noise of a line, %s dB, is no talk',
  async (decibels) => {
    await caller(noise(decibels, NOISE_MS / 1000));
    await pause(NOISE_MS + AFTER_MS);
    expect(talks()).toEqual([]);
  },
);

test.each([0, DECIBELS.low])(
  'a word is noticed at once, its end within a second or so, said at %s dB',
  async (decibels) => {
    const word = louder(await readSpeech(WORD), decibels);
    const { leg, from } = await caller(word);
    expect(await stage.event('talkStarted')).toEqual({ type: 'talkStarted', leg });
    expect(lapse(from, performance.now())).toBeLessThan(500);
    expect(await stage.event('talkEnded')).toMatchObject({ leg });
    expect(lapse(from, performance.now())).toBeLessThan(word.length / 8 + 1300);
  },
);

test('a click is told by its length', async () => {
  const { from } = await caller(new Int16Array(80).fill(8000, 0, 20));
  // Asterisk counts a time in which the machine stands still; the shortest word has 300 ms
  expect((await stage.event('talkEnded')).afterMs - stood(from, performance.now())).toBeLessThan(200);
});

test('a caller is not listened to before the two are connected', async () => {
  const word = await readSpeech(WORD);
  const { party } = await stage.caller(SILENT);
  party.rtp.say({ kind: 'speech', pcm: word });
  await pause(word.length / 8 + AFTER_MS);
  expect(talks()).toEqual([]);
});

test('an agent is not listened to unless that was ordered with the dial', async () => {
  const word = await readSpeech(WORD);
  const { agent } = await stage.talking({ agent: SILENT, caller: SILENT });
  agent.rtp.say({ kind: 'speech', pcm: word });
  await pause(word.length / 8 + AFTER_MS);
  expect(talks()).toEqual([]);
});
