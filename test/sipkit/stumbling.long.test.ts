// A machine that is busy with other things makes a prompt stumble; that is no fault of the one who plays it. A prompt that was
// really cut, or began too early to be heard, is still told as cut. All over the tone of somebody who talks, which stumbles too.

import { beforeAll, describe, expect, test } from 'vitest';
import { findPrompt, findPrompts, type NamedPrompt } from '../../src/sipkit/index.ts';
import { promptNames, withoutTone } from '../asterisk/support/hearing.ts';
import { hear, mix, music, noise, readPrompts, tone } from './support.ts';

const VOICE_HZ = 3100;
/** Where the prompt is begun, on the timeline that starts at 1000. */
const BEGUN = 2000;
/** Among these it must be told: many of them begin, or end, alike. */
const KNOWN = /^(answer|callback|close|greeting|hold|queue|salute)/;

/** Of 20 ms, in samples. */
const PACKET = 160;

let all: Record<string, Int16Array>;
/** All but the shortest, which may be heard whole by chance. */
let sentences: Record<string, Int16Array>;
let prompts: Record<string, Int16Array>;
beforeAll(async () => {
  all = await readPrompts('zh');
  sentences = Object.fromEntries(Object.entries(all).filter(([, pcm]) => pcm.length > 8000));
  prompts = Object.fromEntries(Object.entries(all).filter(([name]) => KNOWN.test(name)));
});

function prompt(name: string): Int16Array {
  const pcm = prompts[name];
  if (!pcm) throw new Error(`no prompt ${name}`);
  return pcm;
}

/** A voice of which a packet or two are lost each third of a second, and which then goes on at another point of its wave. */
function stumblingVoice(ms: number): Int16Array {
  const voice = tone(VOICE_HZ, ms);
  for (let at = 2500; at < voice.length; at += 2667) {
    voice.copyWithin(at, at + 13);
    voice.fill(0, at, at + 8 * (at % 2 === 0 ? 20 : 40));
  }
  return voice;
}

/** What is found of sounds that begin at BEGUN and follow each other, over the voice. */
function found(...sounds: readonly Int16Array[]): NamedPrompt[] {
  let at = BEGUN - 1000;
  const parts = sounds.map((sound) => {
    const part = [at, sound] as const;
    at += sound.length / 8;
    return part;
  });
  const heard = hear(mix(at + 1500, ...parts, [0, stumblingVoice(at + 1500)]));
  return findPrompts(withoutTone(heard, VOICE_HZ), prompts);
}

const silence = (ms: number) => new Int16Array(8 * ms);
const upTo = (pcm: Int16Array, ms: number) => pcm.subarray(0, 8 * ms);
const past = (pcm: Int16Array, ms: number) => pcm.subarray(8 * ms);

/** Its names, with those of the same sound. */
const names = ({ name, orElse }: NamedPrompt) => [name, ...orElse];

describe.each([
  // half of a 2.5 s phrase, and one of the longest
  ['hold.return', 1300],
  ['callback.offer', 3000],
  ['greeting.help.gas', 900],
])('%s is heard whole', (name, ms) => {
  test.each<[string, (pcm: Int16Array) => readonly Int16Array[]]>([
    ['with 200 ms of it lost', (pcm) => [upTo(pcm, ms), past(pcm, ms + 200)]],
    ['with 200 ms of it silent', (pcm) => [upTo(pcm, ms), silence(200), past(pcm, ms + 200)]],
    ['with a pause of 300 ms put in', (pcm) => [upTo(pcm, ms), silence(300), past(pcm, ms)]],
    ['with a pause of 600 ms put in', (pcm) => [upTo(pcm, ms), silence(600), past(pcm, ms)]],
    ['with a pause near its beginning', (pcm) => [upTo(pcm, 250), silence(300), past(pcm, 250)]],
    ['with 150 ms of it in a noise', (pcm) => [upTo(pcm, ms), noise(150, 12_000), past(pcm, ms + 150)]],
    [
      'with a pause, then some of it lost',
      (pcm) => [upTo(pcm, 400), silence(80), pcm.subarray(3200, 8 * ms), past(pcm, ms + 60)],
    ],
  ])('%s', (_, stumble) => {
    const heard = found(...stumble(prompt(name)));
    expect(promptNames(heard)).not.toContain('cut');
    expect(heard.map(names)).toEqual([expect.arrayContaining([name])]);
    expect(Math.abs((heard[0]?.startAt ?? 0) - BEGUN)).toBeLessThan(1);
  });
});

test.each(['hold.return', 'callback.offer', 'greeting.help.gas', 'queue.announce'])(
  '%s is cut where it is stopped at 60 percent, whatever follows',
  (name) => {
    const pcm = prompt(name);
    const cut = pcm.subarray(0, Math.round(0.6 * pcm.length));
    for (const next of [silence(500), music(2000), noise(400, 3000), prompt('close.thanks.telecom')]) {
      const [first] = found(cut, next);
      expect(first).toMatchObject({ whole: false, missedMs: expect.closeTo(0, -2) });
      expect((first?.to ?? 0) - BEGUN).toBeLessThan(cut.length / 8 + 100);
    }
  },
);

test('what was not heard of the beginning is missed, over a stumble too', () => {
  const pcm = prompt('callback.offer');
  const late = [past(pcm, 400).subarray(0, 8 * 1500), silence(300), past(pcm, 1900)];
  expect(found(silence(400), ...late)).toMatchObject([
    { name: 'callback.offer', whole: false, missedMs: expect.closeTo(400, -2), stumbles: 1 },
  ]);
});

test('a prompt that loses too much is not whole', () => {
  const pcm = prompt('callback.offer');
  const rests = [upTo(pcm, 1500), pcm.subarray(8 * 1800, 8 * 3500), past(pcm, 3800)];
  const [heard] = found(...rests);
  expect(heard).toMatchObject({ name: 'callback.offer', whole: false, missedMs: expect.closeTo(0, -2) });
});

test('a prompt that is cut is not taken for the beginning of the next, though that begins alike and stumbles', () => {
  // both say that they are sorry first
  const [cut, next] = [upTo(prompt('hold.announce'), 640), prompt('hold.return')];
  for (const parts of [[next], [upTo(next, 180), silence(45), past(next, 180)]]) {
    const [first, second, ...more] = found(cut, silence(20), ...parts);
    expect(first).toMatchObject({ name: 'hold.announce', whole: false });
    expect(second && names(second)).toContain('hold.return');
    expect(second).toMatchObject({ whole: true, startAt: expect.closeTo(BEGUN + 660, 0) });
    expect(more).toEqual([]);
  }
});

test('two prompts that follow each other are not one that says both', () => {
  const [first, second] = [prompt('greeting.hello'), prompt('greeting.help')];
  const heard = found(first, silence(100), second);
  expect(heard.map(names)).toEqual([
    expect.arrayContaining(['greeting.hello']),
    expect.arrayContaining(['greeting.help']),
  ]);
  expect(heard.map(({ whole, stumbles }) => [whole, stumbles])).toEqual([
    [true, 0],
    [true, 0],
  ]);
});

test('a short tone is heard whole although it stumbles between its notes', async () => {
  const pcm = (await readPrompts('zh'))['tone.error'] ?? new Int16Array();
  // what was seen on a busy machine: seven samples more between the two
  const heard = hear(mix(2000, [500, upTo(pcm, 150)], [650.875, past(pcm, 150)]));
  expect(findPrompt(heard, pcm)).toMatchObject([{ whole: true, missedMs: 0 }]);
});

test.each([0.25, 0.5])(
  'a voice of which %d of the packets are lost, or are another part of its wave, is no prompt',
  (share) => {
    let seed = 7;
    const dice = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed / 2 ** 31;
    };
    const voice = tone(VOICE_HZ, 30_000);
    for (let at = 0; at < voice.length; at += PACKET) {
      if (dice() < share) voice.fill(0, at, at + PACKET);
      if (dice() < share) voice.copyWithin(at, at + Math.floor(dice() * 80));
    }
    expect(promptNames(findPrompts(withoutTone(hear(voice), VOICE_HZ), sentences))).toBe('');
  },
);

test('a prompt whose packets come late, in a burst, is heard once, and no other within it', () => {
  const question = prompt('hold.return.ask.gas');
  const heard = withoutTone(hear(mix(6000, [1000, question])), VOICE_HZ);
  // 400 ms of it within 50 ms
  const marks = [
    { sample: 0, at: 1000 },
    { sample: 8 * 1300, at: 2650 },
    { sample: 8 * 1700, at: 2700 },
  ];
  const found = findPrompts({ ...heard, stream: { ...heard.stream, marks } }, all);
  expect(promptNames(found)).toBe('hold.return.ask.gas');
});
