// The lint clauses on one prompt, and `check` over files: prompts.rate, prompts.volume, prompts.forbidden.

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parsePromptTexts } from '../../src/host/prompt-texts.ts';
import { encodeWav, readWav, type Sound } from '../../src/host/wav.ts';
import { stretch } from '../../src/prompts/dsp.ts';
import { asPromptFile, examine, promptFiles } from '../../src/prompts/examine.ts';
import { judgeSound, judgeWords, measurePrompt } from '../../src/prompts/lint.ts';
import { type Made, voice } from './support/speech.ts';
import { wavFile } from './support/wav-files.ts';

const SOUNDS = join(import.meta.dirname, '../../sounds');
/** Nine characters: 2.7 to 3 s at 180 to 200 a minute. */
const REMINDER = { text: '对不起，请再稍等一下。', language: 'zh' as const };
const judge = (made: Made, id = 'hold.reminder', words = REMINDER as Parameters<typeof judgeSound>[1]) =>
  judgeSound(id, words, measurePrompt(words, voice(made)));
const codes = (...args: Parameters<typeof judge>) => judge(...args).map(({ code }) => code);

describe('prompts.rate', () => {
  it.each([
    [2.4, ['PROMPT_TOO_FAST']],
    [2.65, ['PROMPT_TOO_FAST']],
    [2.75, []],
    [2.95, []],
    [3.1, ['PROMPT_TOO_SLOW']],
    [4.5, ['PROMPT_TOO_SLOW']],
  ])('nine characters in %f s', (seconds, expected) => {
    expect(codes({ seconds })).toEqual(expected);
  });

  it('says what was measured and what is due', () => {
    expect(judge({ seconds: 2.25 })).toEqual([
      expect.objectContaining({
        clause: 'prompts.rate',
        measured: expect.closeTo(240, -1),
        limits: { min: 180, max: 200 },
        unit: 'characters/min',
        cause: expect.stringMatching(
          /^It is spoken too fast: 2\d\d characters a minute, where 180 to 200 are due$/,
        ),
      }),
    ]);
  });

  it('the own wording of the ticketing and the service desk’s standard keeps its own pace, about 120', () => {
    expect(codes({ seconds: 4.5 }, 'hold.reminder.desk400')).toEqual([]);
    expect(codes({ seconds: 2.8 }, 'hold.reminder.desk400')).toEqual(['PROMPT_TOO_FAST']);
    expect(codes({ seconds: 4.5 }, 'hold.reminder.ticketing')).toEqual([]);
    expect(codes({ seconds: 2.8 }, 'hold.reminder.ticketing')).toEqual(['PROMPT_TOO_FAST']);
  });

  it('is not judged in English, nor on fewer than six characters', () => {
    const short = { text: '您好！', language: 'zh' as const };
    const english = { text: 'Sorry, please hold a little longer.', language: 'en' as const };
    expect(codes({ seconds: 0.2 }, 'greeting.hello', short)).toEqual([]);
    expect(codes({ seconds: 1 }, 'hold.reminder', english)).toEqual([]);
    expect(measurePrompt(short, voice({ seconds: 1 })).charactersPerMinute).toBe('short');
    expect(measurePrompt(english, voice({ seconds: 1 })).charactersPerMinute).toBe('not Chinese');
  });

  it('Cantonese is measured like Mandarin', () => {
    const yue = { text: '對唔住，請再稍等一下。', language: 'yue' as const };
    expect(codes({ seconds: 2 }, 'hold.reminder', yue)).toEqual(['PROMPT_TOO_FAST']);
  });
});

describe('prompts.volume', () => {
  it.each([
    [-30, ['PROMPT_TOO_QUIET']],
    [-22.5, ['PROMPT_TOO_QUIET']],
    [-21.5, []],
    [-18.5, []],
    [-17.5, ['PROMPT_TOO_LOUD']],
    [-10, ['PROMPT_TOO_LOUD']],
  ])('speech at %f dBFS', (level, expected) => {
    expect(codes({ seconds: 2.8, level })).toEqual(expected);
  });

  it('clipping is counted', () => {
    const words = REMINDER;
    const { samples, rate } = voice({ seconds: 2.8, level: 0 });
    const clipped: Sound = { samples: samples.map((s) => Math.max(-1, Math.min(1, s))), rate };
    const found = judgeSound('hold.reminder', words, measurePrompt(words, clipped));
    expect(found.map(({ code }) => code)).toEqual(['PROMPT_TOO_LOUD', 'PROMPT_CLIPPED']);
    expect(found[1]?.cause).toMatch(/^It is clipped in \d+ places/);
  });

  it.each<[Made, string[]]>([
    [{ seconds: 2.8, before: 0.05, after: 0.14 }, []],
    [{ seconds: 2.8, before: 0.2 }, ['PROMPT_LONG_SILENCE']],
    [{ seconds: 2.8, after: 0.3 }, ['PROMPT_LONG_SILENCE']],
    [{ seconds: 2.8, before: 0.5, after: 0.5, room: -50 }, ['PROMPT_LONG_SILENCE', 'PROMPT_LONG_SILENCE']],
  ])('silence at the ends: %o', (made, expected) => {
    expect(codes(made)).toEqual(expected);
  });

  it('where no sentence ends the next part follows at once', () => {
    const part = { text: '您输入的号码是', language: 'zh' as const };
    expect(codes({ seconds: 2.2, after: 0.1 }, 'callback.read_back', part)).toEqual(['PROMPT_LONG_SILENCE']);
  });

  it('a silent file is one thing, not five', () => {
    const silent: Sound = { samples: new Float64Array(16000), rate: 8000 };
    const found = judgeSound('hold.reminder', REMINDER, measurePrompt(REMINDER, silent));
    expect(found.map(({ code }) => code)).toEqual(['PROMPT_SILENT']);
  });
});

describe('prompts.forbidden', () => {
  it('names the phrase', () => {
    const found = judgeWords({ text: '你听明白了吗？', language: 'zh' });
    expect(found.map(({ code }) => code)).toEqual(['PROMPT_FORBIDDEN_PHRASE', 'PROMPT_SAYS_NI']);
    expect(found[0]?.cause).toContain('你听明白了吗？');
  });
});

describe('check over files', () => {
  let dir: string;
  let texts: ReturnType<typeof parsePromptTexts>;
  const codesOf = async (file: string) =>
    (await examine(asPromptFile(join(dir, file)), texts)).problems.map(({ code }) => code);

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'check-'));
    await mkdir(join(dir, 'zh'));
    texts = parsePromptTexts(await readFile(join(SOUNDS, 'prompts.yaml'), 'utf8'));
  });

  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('passes on every prompt that is shipped', async () => {
    for (const file of promptFiles(SOUNDS, texts)) expect((await examine(file, texts)).problems).toEqual([]);
  });

  it('fails on a shipped prompt made too fast, too loud, clipped, or stuffed with silence', async () => {
    const { samples, rate } = await readWav(join(SOUNDS, 'zh/hold.reminder.wav'));
    const louder = (gain: number) => samples.map((s) => Math.max(-1, Math.min(1, s * gain)));
    const variants: Record<string, [Sound, string[]]> = {
      fast: [stretch({ samples, rate }, 0.8), ['PROMPT_TOO_FAST']],
      loud: [{ samples: louder(1.38), rate }, ['PROMPT_TOO_LOUD']],
      clipped: [{ samples: louder(6), rate }, ['PROMPT_TOO_LOUD', 'PROMPT_CLIPPED']],
      long: [
        { samples: Float64Array.from([...samples, ...new Float64Array(4000)]), rate },
        ['PROMPT_LONG_SILENCE'],
      ],
    };
    for (const [what, [sound, expected]] of Object.entries(variants)) {
      await writeFile(join(dir, 'zh/hold.reminder.wav'), encodeWav(sound));
      expect([what, await codesOf('zh/hold.reminder.wav')]).toEqual([what, expected]);
    }
  });

  it('fails on a file that Asterisk cannot play, with what is wrong with it', async () => {
    const sound = voice({ seconds: 2.8 });
    const files: [string, Buffer][] = [
      ['SOUND_NOT_AUDIO', Buffer.alloc(0)],
      ['SOUND_NOT_AUDIO', Buffer.from('ID3 an mp3 with another name, and some more of it')],
      ['SOUND_WRONG_FORMAT', wavFile(sound, { bits: 16, channels: 2 })],
      ['SOUND_WRONG_FORMAT', wavFile({ ...sound, rate: 44100 }, { bits: 16 })],
      ['SOUND_WRONG_FORMAT', wavFile(sound, { bits: 24 })],
    ];
    for (const [code, bytes] of files) {
      await writeFile(join(dir, 'zh/hold.reminder.wav'), bytes);
      expect(await codesOf('zh/hold.reminder.wav')).toEqual([code]);
    }
    expect(await codesOf('zh/hold.return.wav')).toEqual(['SOUND_MISSING']);
    await writeFile(join(dir, 'zh/hold.reminder.wav'), encodeWav(sound).subarray(0, 40000));
    expect(await codesOf('zh/hold.reminder.wav')).toContain('SOUND_CUT_SHORT');
  });

  it('takes a file anywhere for the prompt it is named by, and says where there is none', async () => {
    await writeFile(join(dir, 'hold.reminder.wav'), encodeWav(voice({ seconds: 2.8 })));
    expect(await codesOf('hold.reminder.wav')).toEqual([]);
    expect(await codesOf('zh/hold.remainder.wav')).toEqual(['PROMPT_UNKNOWN']);
    expect(asPromptFile('/somewhere/yue/hold.reminder.wav')).toMatchObject({ language: 'yue' });
    expect(asPromptFile('/somewhere/yue/hold.reminder.wav', 'en')).toMatchObject({ language: 'en' });
  });
});
