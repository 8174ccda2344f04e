// What is committed under sounds/: clauses prompts.rate, prompts.volume, prompts.forbidden, and the lengths the engine counts on.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/core/ids.ts';
import { type PromptText, parsePromptTexts, wordsOf } from '../../src/host/prompt-texts.ts';
import { checkSound } from '../../src/host/sounds.ts';
import { readWav, type Sound } from '../../src/host/wav.ts';
import { measure } from '../../src/prompts/level.ts';
import type { ManifestEntry } from '../../src/prompts/manifest.ts';
import { countCharacters, endsSentence } from '../../src/prompts/phrases.ts';
import { SHORTEST_MEASURED } from '../../src/prompts/rate.ts';
import { forbiddenIn, saysNi } from '../../src/prompts/wording.ts';

const SOUNDS = join(import.meta.dirname, '../../sounds');

let texts: Map<string, PromptText>;
let manifest: ManifestEntry[];
const sounds = new Map<string, Sound>();

beforeAll(async () => {
  texts = parsePromptTexts(await readFile(join(SOUNDS, 'prompts.yaml'), 'utf8'));
  manifest = JSON.parse(await readFile(join(SOUNDS, 'manifest.json'), 'utf8'));
  await Promise.all(manifest.map(async ({ file }) => sounds.set(file, await readWav(join(SOUNDS, file)))));
});

function soundOf(file: string): Sound {
  const sound = sounds.get(file);
  if (sound === undefined) throw new Error(`${file} is not in the manifest`);
  return sound;
}

const secondsOf = ({ samples, rate }: Sound) => samples.length / rate;
const spoken = () => manifest.filter(({ id }) => !id.startsWith('tone.'));

describe('the manifest', () => {
  it('lists every prompt of prompts.yaml in every language, with its text and clause', () => {
    const expected = LANGUAGES.flatMap((language) =>
      [...texts].map(([id, prompt]) => ({
        id,
        language,
        clause: prompt.clause ?? null,
        text: 'tone' in prompt ? prompt.tone : wordsOf(prompt, language)?.text,
        file: `${language}/${id}.wav`,
      })),
    );
    const listed = manifest.map(({ id, language, clause, text, file }) => ({
      id,
      language,
      clause,
      text,
      file,
    }));
    expect(listed).toEqual(expected);
  });

  it('lists every file that is there, and says its length', async () => {
    for (const language of LANGUAGES) {
      const files = (await readdir(join(SOUNDS, language))).filter((file) => file.endsWith('.wav'));
      expect(files.map((file) => `${language}/${file}`).sort()).toEqual(
        manifest
          .filter((entry) => entry.language === language)
          .map(({ file }) => file)
          .sort(),
      );
    }
    for (const { file, seconds } of manifest)
      expect(Math.abs(secondsOf(soundOf(file)) - seconds), file).toBeLessThan(0.00051);
  });

  it('names a voice and a licence for every file', () => {
    for (const { file, voice, licence } of manifest) {
      expect(voice, file).not.toBe('');
      expect(licence, file).toMatch(
        /^(LGPL-3.0-only OR GPL-3.0-only|GPL-3.0-or-later|MIT-Festival|Apache-2.0)$/,
      );
    }
  });
});

describe('every committed prompt', () => {
  it('is 16-bit mono PCM at 8 kHz', async () => {
    for (const { file } of manifest)
      expect((await checkSound(join(SOUNDS, file))).problem, file).toBeUndefined();
  });

  it('is as loud as the others and clips nowhere (prompts.volume)', () => {
    for (const { file } of spoken()) {
      const { rms, peak } = measure(soundOf(file));
      expect(rms, file).toBeGreaterThan(-22);
      expect(rms, file).toBeLessThan(-18);
      expect(peak, file).toBeLessThan(-2.9);
    }
  });

  it('has next to no silence at its ends (prompts.volume)', () => {
    for (const { file, text } of spoken()) {
      const sound = soundOf(file);
      const { start, end } = measure(sound);
      expect(start, file).toBeLessThanOrEqual(0.06);
      expect(secondsOf(sound) - end, file).toBeLessThanOrEqual(endsSentence(text) ? 0.15 : 0.06);
    }
  });

  it("keeps to its standard's characters a minute in Chinese, from six characters on (prompts.rate)", () => {
    for (const { id, file, text } of spoken()) {
      if (countCharacters(text) < SHORTEST_MEASURED) continue;
      const band = /\.(ticketing|desk400)$/.test(id) ? { min: 110, max: 130 } : { min: 180, max: 200 };
      const { start, end } = measure(soundOf(file));
      const rate = (countCharacters(text) * 60) / (end - start);
      expect(rate, file).toBeGreaterThanOrEqual(band.min);
      expect(rate, file).toBeLessThanOrEqual(band.max);
    }
  });

  it('takes no longer than the engine has time for', () => {
    // The reminder's nine characters take 2.7 s at 200 a minute: no wording of the standard's own is shorter (prompts.rate).
    const longest = {
      'callback.offer': 10.5,
      'hold.reminder': 2.9,
      'hold.announce': 4,
      'close.goodbye': 4.5,
    };
    for (const [id, seconds] of Object.entries(longest)) {
      for (const language of LANGUAGES) {
        expect(secondsOf(soundOf(`${language}/${id}.wav`)), `${language} ${id}`).toBeLessThanOrEqual(seconds);
      }
    }
    for (let digit = 0; digit <= 9; digit++) {
      expect(secondsOf(soundOf(`zh/digit.${digit}.wav`)), `${digit}`).toBeGreaterThanOrEqual(0.3);
      expect(secondsOf(soundOf(`zh/digit.${digit}.wav`)), `${digit}`).toBeLessThanOrEqual(0.35);
    }
  });

  it('says 您, never 你, and none of the forbidden phrases (prompts.forbidden)', () => {
    for (const { file, text, language } of manifest) {
      expect(saysNi({ text, language }), file).toBe(false);
      expect(forbiddenIn({ text, language }), file).toEqual([]);
    }
  });
});

describe('the hold music', () => {
  it('is alone in its folder', async () => {
    expect(await readdir(join(SOUNDS, 'music'))).toEqual(['hold.wav']);
  });

  it('is quiet, never silent, never a tone, and loops without a seam', async () => {
    const music = await readWav(join(SOUNDS, 'music/hold.wav'));
    expect(music.rate).toBe(8000);
    expect(secondsOf(music)).toBeGreaterThanOrEqual(40);
    expect(secondsOf(music)).toBeLessThanOrEqual(60);
    expect(measure(music).rms).toBeCloseTo(-24, 0);
    expect(longestQuiet(music, -45)).toBeLessThan(0.3);
    // Nor is it ever a pure tone, such as tests put into a speaker's mouth.
    for (let hertz = 350; hertz <= 2500; hertz += 10)
      expect(longestTone(music, hertz), `${hertz} Hz`).toBeLessThan(0.1);
    const { samples } = music;
    expect(Math.abs((samples[0] ?? 1) - (samples.at(-1) ?? -1))).toBeLessThan(0.05);
  });
});

/** The longest time in which more than half of the power is within 50 Hz of one frequency, in seconds. */
function longestTone({ samples, rate }: Sound, hertz: number): number {
  const frame = rate / 50;
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / rate);
  let longest = 0;
  let pure = 0;
  for (let at = 0; at + frame <= samples.length; at += frame) {
    let [last, before, power] = [0, 0, 0];
    for (const sample of samples.subarray(at, at + frame)) {
      [last, before] = [sample + turn * last - before, last];
      power += sample * sample;
    }
    const toneful = (2 * (last * last + before * before - turn * last * before)) / frame > power / 2;
    pure = toneful ? pure + 1 : 0;
    longest = Math.max(longest, pure);
  }
  return longest / 50;
}

/** The longest time in which no 20 ms are louder than `floor` dBFS, in seconds. */
function longestQuiet(sound: Sound, floor: number): number {
  const frame = sound.rate / 50;
  let longest = 0;
  let quiet = 0;
  for (let at = 0; at < sound.samples.length; at += frame) {
    const { peak } = measure({ samples: sound.samples.subarray(at, at + frame), rate: sound.rate });
    quiet = peak < floor ? quiet + 1 : 0;
    longest = Math.max(longest, quiet);
  }
  return longest / 50;
}
