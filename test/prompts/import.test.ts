// `prompts import` with WAV recordings, which need no packages; the other formats are in test/host/recordings.test.ts.

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePrompts } from '../../scripts/prompts/make.ts';
import type { Language } from '../../src/core/ids.ts';
import { parsePromptTexts } from '../../src/host/prompt-texts.ts';
import { checkSound } from '../../src/host/sounds.ts';
import { decodeWav, type Sound } from '../../src/host/wav.ts';
import { NotAudioError } from '../../src/prompts/decode.ts';
import { join as following } from '../../src/prompts/dsp.ts';
import { importTakes } from '../../src/prompts/import.ts';
import { readManifest } from '../../src/prompts/manifest.ts';
import { voice } from './support/speech.ts';
import { wavFile } from './support/wav-files.ts';

const TEXTS =
  parsePromptTexts(`hold.reminder: { zh: 对不起，请再稍等一下。, yue: 對唔住，請再稍等一下。, en: Please hold. }
company: { zh: 三声示例公司, yue: 三聲示例公司, en: Example Company }
menu.yue: { language: yue, text: 粵語請按2。 }
salute.morning: { zh: 早上好！, yue: 早晨！, en: Good morning! }
greeting.agent: { zh: 工号, yue: 工號, en: agent number }
`);
const speaker = async () => voice({ seconds: 2.8 });
/** Reads WAV files, as the real one does without help. */
const decoder = {
  async decode(file: string) {
    const sound = decodeWav(await readFile(file));
    if (sound === undefined) throw new NotAudioError('cannot be read as a recording');
    return sound;
  },
  close: () => Promise.resolve(),
};

let dir: string;
let folder: string;
const recorded = (name: string, bytes: Buffer) => writeFile(join(folder, name), bytes);
const good = voice({ seconds: 2.8, rate: 48000, level: -31, before: 0.8, after: 0.6, room: -75 });
const run = (language: Language = 'zh', dryRun = false) =>
  importTakes({ folder, dir, language, texts: TEXTS, dryRun, decoder });

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sounds-'));
  folder = join(dir, 'recordings');
  await mkdir(folder);
  await makePrompts(dir, TEXTS, { force: false, speaker });
});

afterEach(() => rm(dir, { recursive: true, force: true }));

describe('prompts import', () => {
  it('makes a prompt of a recording, in its place, and keeps what was there', async () => {
    const before = await readFile(join(dir, 'zh/hold.reminder.wav'));
    await recorded('hold.reminder.wav', wavFile(good, { bits: 24, channels: 2, extensible: true }));
    const { imported, refused } = await run();
    expect(refused).toEqual([]);
    expect(imported).toMatchObject([
      {
        name: 'hold.reminder.wav',
        id: 'hold.reminder',
        files: [join(dir, 'zh/hold.reminder.wav')],
        replaced: [join(dir, 'replaced/zh/hold.reminder.1.wav')],
        problems: [],
      },
    ]);
    expect(await checkSound(join(dir, 'zh/hold.reminder.wav'))).toEqual({
      durationMs: expect.closeTo(2900, -2),
    });
    expect(await readFile(join(dir, 'replaced/zh/hold.reminder.1.wav'))).toEqual(before);
    expect((await readdir(join(dir, 'zh'))).sort()).toEqual([
      'company.wav',
      'greeting.agent.wav',
      'hold.reminder.wav',
      'menu.yue.wav',
      'salute.morning.wav',
    ]);
  });

  it('is one’s own for npm run prompts from then on', async () => {
    await recorded('hold.reminder.wav', wavFile(good, { bits: 16 }));
    await run();
    expect((await readManifest(dir))[0]).toMatchObject({
      voice: 'own recording',
      seconds: expect.closeTo(2.9, 1),
    });
    const { own } = await makePrompts(dir, TEXTS, { force: false, speaker });
    expect(own).toEqual([join(dir, 'zh/hold.reminder.wav')]);
  });

  it('loses nothing when it is done again: every file that was there is kept, once', async () => {
    await recorded('hold.reminder.wav', wavFile(good, { bits: 16 }));
    await run();
    expect((await run()).imported[0]?.replaced).toEqual([]);
    await recorded('hold.reminder.wav', wavFile(voice({ seconds: 2.9, before: 0.4 }), { bits: 16 }));
    await run();
    expect((await readdir(join(dir, 'replaced/zh'))).sort()).toEqual([
      'hold.reminder.1.wav',
      'hold.reminder.2.wav',
    ]);
  });

  it('puts what each language says of itself into every language’s folder', async () => {
    await recorded('3.wav', wavFile(voice({ seconds: 1.5, before: 0.5, after: 0.5 }), { bits: 16 }));
    expect((await run('zh')).refused).toMatchObject([{ code: 'TAKE_UNKNOWN' }]);
    const { imported } = await run('yue');
    expect(imported[0]?.files).toEqual(['zh', 'yue', 'en'].map((each) => join(dir, each, 'menu.yue.wav')));
    expect(await readFile(join(dir, 'en/menu.yue.wav'))).toEqual(
      await readFile(join(dir, 'yue/menu.yue.wav')),
    );
  });

  it('a dry run writes nothing and says the same', async () => {
    await recorded('hold.reminder.wav', wavFile(good, { bits: 16 }));
    const before = await readFile(join(dir, 'zh/hold.reminder.wav'));
    const manifest = await readManifest(dir);
    const { imported } = await run('zh', true);
    expect(imported).toMatchObject([{ id: 'hold.reminder', replaced: [], problems: [] }]);
    expect(await readFile(join(dir, 'zh/hold.reminder.wav'))).toEqual(before);
    expect(await readManifest(dir)).toEqual(manifest);
    expect(await readdir(dir)).not.toContain('replaced');
  });

  it('takes what falls short, and says what only a new recording mends', async () => {
    await recorded(
      'hold.reminder.wav',
      wavFile(voice({ seconds: 2, before: 0.5, after: 0.5 }), { bits: 16 }),
    );
    await recorded(
      'company.wav',
      wavFile(voice({ seconds: 1.87, level: 2, before: 0.5, after: 0.5 }), { bits: 16 }),
    );
    const { imported } = await run();
    expect(imported.map(({ id, problems }) => [id, problems.map(({ code }) => code)])).toEqual([
      ['company', ['TAKE_CLIPPED']],
      ['hold.reminder', ['PROMPT_TOO_FAST']],
    ]);
  });
});

describe('a bad recording is refused with cause and cure, and the others are taken', () => {
  it.each<[string, string, Buffer]>([
    ['of 0 bytes', 'TAKE_NOT_AUDIO', Buffer.alloc(0)],
    ['that is none', 'TAKE_NOT_AUDIO', Buffer.from('not a recording at all, whatever its name may be')],
    [
      'in which nobody speaks',
      'TAKE_SILENT',
      wavFile({ samples: new Float64Array(16000), rate: 16000 }, { bits: 16 }),
    ],
    [
      'that lasts too long',
      'TAKE_TOO_LONG',
      wavFile(voice({ seconds: 61, before: 0, after: 0 }), { bits: 16 }),
    ],
  ])('one %s', async (_what, code, bytes) => {
    const before = await readFile(join(dir, 'zh/company.wav'));
    await recorded('company.wav', bytes);
    await recorded('hold.reminder.wav', wavFile(good, { bits: 16 }));
    const { imported, refused } = await run();
    expect(imported.map(({ id }) => id)).toEqual(['hold.reminder']);
    expect(refused).toEqual([
      {
        name: 'company.wav',
        code,
        cause: expect.stringMatching(/[^.]$/),
        cure: expect.stringMatching(/\.$/),
      },
    ]);
    expect(await readFile(join(dir, 'zh/company.wav'))).toEqual(before);
  });

  /** Somebody who speaks for so many seconds, pauses, speaks on, in a quiet room. */
  const spoken = (...parts: number[]) =>
    following(
      parts.map((seconds) => voice({ seconds, before: 0.4, after: 0.35, room: -60 })),
      [],
    );

  /** Room noise as a microphone hears it: steady, with somebody who walks past now and then. */
  const room = (level: number): Sound => {
    const noise = voice({ seconds: 0.01, level: -95, before: 1.5, after: 1.5, rate: 16000, room: level });
    const near = (i: number) => (Math.sin((2 * Math.PI * i) / noise.rate) > 0.8 ? 2 : 1);
    return { ...noise, samples: noise.samples.map((sample, i) => sample * near(i)) };
  };

  const rumble: Sound = {
    samples: Float64Array.from({ length: 16000 }, (_, i) => 0.03 * Math.sin((2 * Math.PI * 5 * i) / 8000)),
    rate: 8000,
  };

  it.each<[string, string, string, Sound]>([
    [
      'a session of 33 s as 早上好',
      'salute.morning',
      'TAKE_TOO_LONG',
      spoken(...Array.from({ length: 12 }, () => 2)),
    ],
    [
      'a whole sentence as 早上好',
      'salute.morning',
      'TAKE_TOO_LONG',
      voice({ seconds: 6, before: 0.5, after: 0.5, room: -70 }),
    ],
    ['rumble as 工号', 'greeting.agent', 'TAKE_SILENT', rumble],
    ['room noise as 工号', 'greeting.agent', 'TAKE_NOISY', room(-30)],
    ['quiet room noise as 工号', 'greeting.agent', 'TAKE_NOISY', room(-50)],
    [
      'a voice that the noise all but covers',
      'greeting.agent',
      'TAKE_NOISY',
      voice({ seconds: 0.7, before: 0.5, after: 0.5, room: -28 }),
    ],
    [
      'one syllable as a sentence',
      'hold.reminder',
      'TAKE_TOO_SHORT',
      voice({ seconds: 0.4, before: 0.5, after: 0.5, room: -70 }),
    ],
  ])('%s is not taken', async (_what, id, code, sound) => {
    const before = await readFile(join(dir, `zh/${id}.wav`));
    await recorded(`${id}.wav`, wavFile(sound, { bits: 16 }));
    const { imported, refused } = await run();
    expect(imported).toEqual([]);
    expect(refused).toEqual([
      { name: `${id}.wav`, code, cause: expect.stringMatching(/[^.]$/), cure: expect.stringMatching(/\.$/) },
    ]);
    expect(await readFile(join(dir, `zh/${id}.wav`))).toEqual(before);
  });

  const pair = following(
    [0.3, 0.3].map((seconds) => voice({ seconds, before: 0.02, after: 0.03, room: -60 })),
    [],
  );
  const closeCut = { ...pair, samples: pair.samples.subarray(160, -240) };

  it.each<[string, string, Sound]>([
    ['slowly', 'salute.morning', voice({ seconds: 2, before: 0.5, after: 0.5, room: -60 })],
    ['fast', 'salute.morning', voice({ seconds: 0.55, before: 0.5, after: 0.5, room: -60 })],
    ['in a room that is heard', 'salute.morning', voice({ seconds: 1, before: 0.5, after: 0.5, room: -42 })],
    ['two syllables', 'greeting.agent', voice({ seconds: 0.6, before: 0.5, after: 0.5, room: -60 })],
    ['without silence around it', 'greeting.agent', closeCut],
  ])('what a person says %s is taken', async (_how, id, sound) => {
    await recorded(`${id}.wav`, wavFile(sound, { bits: 16 }));
    const { imported, refused } = await run();
    expect(refused).toEqual([]);
    expect(imported).toMatchObject([{ id }]);
  });

  it('a folder that is not there is said, and nothing is done', async () => {
    await rm(folder, { recursive: true });
    await expect(run()).rejects.toThrow('ENOENT');
  });
});
