import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/core/ids.ts';
import { readSounds, SOUND_PROBLEM_CODES } from '../../src/host/sounds.ts';
import { encodeWav } from '../../src/host/wav.ts';

const SHIPPED = join(import.meta.dirname, '../../sounds');

let dir: string;
const wav = (seconds: number, rate = 8000) => encodeWav({ samples: new Float64Array(seconds * rate), rate });
const found = async () =>
  (await readSounds(dir)).problems.map(({ code, file }) => `${code} ${file.slice(dir.length + 1)}`);

/** A WAV file with these bytes at these places instead of its own. */
function spoilt(...changes: [at: number, byte: number][]): Buffer {
  const bytes = wav(1);
  for (const [at, byte] of changes) bytes[at] = byte;
  return bytes;
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sounds-'));
  await writeFile(
    join(dir, 'prompts.yaml'),
    'a: { zh: 您好, yue: 您好, en: Hello }\nb.c: { tone: a beep }\n',
  );
  for (const language of LANGUAGES) {
    await mkdir(join(dir, language));
    await writeFile(join(dir, language, 'a.wav'), wav(1.25));
    await writeFile(join(dir, language, 'b.c.wav'), wav(0.2));
  }
  await mkdir(join(dir, 'music'));
  await writeFile(join(dir, 'music', 'hold.wav'), wav(1));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

describe('readSounds', () => {
  it('measures every prompt in every language from the files', async () => {
    const durations = { a: 1250, 'b.c': 200 };
    expect(await readSounds(dir)).toEqual({
      durations: { zh: durations, yue: durations, en: durations },
      problems: [],
    });
  });

  it('takes the length of a recording that an admin put in place, with whatever its editor wrote ahead of the sound', async () => {
    const plain = wav(2);
    const note = Buffer.from('LIST\x05\x00\x00\x00INFO!\x00', 'latin1');
    await writeFile(join(dir, 'zh/a.wav'), Buffer.concat([plain.subarray(0, 36), note, plain.subarray(36)]));
    const { durations, problems } = await readSounds(dir);
    expect(durations.zh).toEqual({ a: 2000, 'b.c': 200 });
    expect(problems).toEqual([]);
  });

  it('names a file that is missing, and keeps the rest', async () => {
    await rm(join(dir, 'yue/a.wav'));
    const { durations, problems } = await readSounds(dir);
    expect(durations.yue).toEqual({ 'b.c': 200 });
    expect(problems).toMatchObject([{ code: 'SOUND_MISSING', file: join(dir, 'yue/a.wav') }]);
  });

  it('names a language of which nothing is there once, not file by file', async () => {
    await rm(join(dir, 'en'), { recursive: true });
    expect(await found()).toEqual(['SOUND_LANGUAGE_MISSING en']);
  });

  it.each([
    ['empty', Buffer.alloc(0)],
    ['an MP3 with another name', Buffer.from('ID3\x04\x00\x00\x00\x00\x00\x00 and so on, for a good while')],
    ['shorter than a header', wav(1).subarray(0, 10)],
    ['cut within the header', wav(1).subarray(0, 40)],
    [
      'without its format first',
      Buffer.concat([wav(1).subarray(0, 12), Buffer.from('JUNK\x02\0\0\0ab'), wav(1).subarray(12)]),
    ],
    ['with a format of no length', spoilt([16, 4])],
  ])('calls a file not audio that is %s', async (_what, bytes) => {
    await writeFile(join(dir, 'zh/a.wav'), bytes);
    expect(await found()).toEqual(['SOUND_NOT_AUDIO zh/a.wav']);
  });

  it.each([
    ['44100 samples a second', wav(1, 44100), /44100 samples/],
    ['two channels', spoilt([22, 2]), /2 channels/],
    ['8 bits', spoilt([34, 8]), /8 bits/],
    ['A-law', spoilt([20, 6]), /PCM/],
    [
      'no length, as a program leaves it that wrote to a pipe',
      spoilt([40, 255], [41, 255], [42, 255], [43, 255]),
      /how much/,
    ],
    ['a length of 0', wav(0), /how much/],
  ])('calls the format wrong: %s', async (_what, bytes, cause) => {
    await writeFile(join(dir, 'zh/a.wav'), bytes);
    const { durations, problems } = await readSounds(dir);
    expect(problems).toMatchObject([{ code: 'SOUND_WRONG_FORMAT', file: join(dir, 'zh/a.wav') }]);
    expect(problems[0]?.cause).toMatch(cause);
    expect(problems[0]?.cure).toContain('-r 8000');
    expect(durations.zh).toEqual({ 'b.c': 200 });
  });

  it('plays what is there of a file that was cut short, and says so', async () => {
    await truncate(join(dir, 'zh/a.wav'), 44 + 16 * 500);
    const { durations, problems } = await readSounds(dir);
    expect(durations.zh.a).toBe(500);
    expect(problems).toMatchObject([{ code: 'SOUND_CUT_SHORT' }]);
  });

  it('names what it cannot read', async () => {
    await rm(join(dir, 'zh/a.wav'));
    await mkdir(join(dir, 'zh/a.wav'));
    expect(await found()).toEqual(['SOUND_UNREADABLE zh/a.wav']);
  });

  it('says that there is no music, or that something else lies in its folder', async () => {
    await writeFile(join(dir, 'music/notes.txt'), 'by nobody');
    expect(await found()).toEqual(['SOUND_NOT_AUDIO music/notes.txt']);
    await rm(join(dir, 'music'), { recursive: true });
    expect(await found()).toEqual(['SOUND_NO_MUSIC music']);
  });

  it.each([
    ['absent', undefined],
    ['no YAML', 'a: { zh: "'],
    ['short of a language', 'a: { zh: 您好, en: Hello }'],
    ['a prompt with a path for its name', '../a: { tone: a beep }'],
  ])('does not reject where the list is %s', async (_what, text) => {
    if (text === undefined) await rm(join(dir, 'prompts.yaml'));
    else await writeFile(join(dir, 'prompts.yaml'), text);
    const { durations, problems } = await readSounds(dir);
    expect(durations).toEqual({ zh: {}, yue: {}, en: {} });
    expect(problems).toMatchObject([{ code: 'SOUND_LIST_UNREADABLE' }]);
  });

  it('finds nothing wrong with what is shipped', async () => {
    expect((await readSounds(SHIPPED)).problems).toEqual([]);
  });
});

describe.each(['README.md', 'README.zh-CN.md'])('sounds/%s', (name) => {
  it('explains every code, and no other', async () => {
    const text = await readFile(join(SHIPPED, name), 'utf8');
    expect([...text.matchAll(/^\| `(SOUND_\w+)`/gm)].map(([, code]) => code)).toEqual([
      ...SOUND_PROBLEM_CODES,
    ]);
  });
});
