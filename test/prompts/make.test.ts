// `npm run prompts`, with a voice that needs no packages: what is made, and what is kept.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePrompts, type Speaker } from '../../scripts/prompts/make.ts';
import { parsePromptTexts } from '../../src/host/prompt-texts.ts';
import { encodeWav } from '../../src/host/wav.ts';
import { readManifest } from '../../src/prompts/manifest.ts';
import { voice } from './support/speech.ts';

let dir: string;
let spoken: string[];
const speaker: Speaker = async ({ text, language }) => {
  spoken.push(`${language} ${text}`);
  return voice({ seconds: 0.3 * text.length });
};
const TEXTS = `hello: { clause: answer.greeting, zh: 您好！, yue: 您好！, en: Hello! }
menu.yue: { clause: language.caller, language: yue, text: 粵語請按2。 }
tone.ok: { tone: a note }
`;
const OWN = encodeWav(voice({ seconds: 1.5 }));
const run = (force = false, texts = TEXTS) => {
  spoken = [];
  return makePrompts(dir, parsePromptTexts(texts), { force, speaker });
};

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'make-'));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

describe('npm run prompts', () => {
  it('makes every prompt in every language, and one that has its own language in that one everywhere', async () => {
    expect(await run()).toEqual({ made: 9, unchanged: 0, own: [] });
    expect(spoken).toEqual([
      'zh 您好！',
      'yue 粵語請按2。',
      'yue 您好！',
      'yue 粵語請按2。',
      'en Hello!',
      'yue 粵語請按2。',
    ]);
    expect((await readdir(join(dir, 'en'))).sort()).toEqual(['hello.wav', 'menu.yue.wav', 'tone.ok.wav']);
    expect(await readFile(join(dir, 'zh/menu.yue.wav'))).toEqual(
      await readFile(join(dir, 'en/menu.yue.wav')),
    );
  });

  it('makes nothing twice', async () => {
    await run();
    expect(await run()).toEqual({ made: 0, unchanged: 9, own: [] });
    expect(spoken).toEqual([]);
  });

  it('makes what is missing and what says something else now', async () => {
    await run();
    await rm(join(dir, 'yue/hello.wav'));
    expect(await run(false, TEXTS.replace('zh: 您好！', 'zh: 您好，您好！'))).toMatchObject({
      made: 2,
      unchanged: 7,
    });
    expect(spoken).toEqual(['zh 您好，您好！', 'yue 您好！']);
    expect((await readManifest(dir))[0]).toMatchObject({ text: '您好，您好！' });
  });

  it('keeps a recording of one’s own and names it, even when its text changes', async () => {
    await run();
    const file = join(dir, 'zh/hello.wav');
    await writeFile(file, OWN);
    const changed = TEXTS.replace('zh: 您好！', 'zh: 欢迎您！');
    for (let round = 0; round < 2; round++) {
      expect(await run(false, changed)).toEqual({ made: 0, unchanged: 8, own: [file] });
      expect(await readFile(file)).toEqual(OWN);
    }
    expect((await readManifest(dir))[0]).toMatchObject({
      text: '欢迎您！',
      seconds: 1.57,
      voice: 'own recording',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('keeps what it never made: a file that was there first, or that nobody can play', async () => {
    await run();
    await rm(join(dir, 'manifest.json'));
    await writeFile(join(dir, 'zh/hello.wav'), 'ID3 this is no wave file');
    expect((await run()).own).toHaveLength(9);
    expect(await readFile(join(dir, 'zh/hello.wav'), 'utf8')).toContain('ID3');
  });

  it('with --force makes every one anew, and puts aside what was one’s own', async () => {
    await run();
    await writeFile(join(dir, 'zh/hello.wav'), OWN);
    expect(await run(true)).toEqual({ made: 1, unchanged: 8, own: [] });
    expect(await readFile(join(dir, 'replaced/zh/hello.1.wav'))).toEqual(OWN);
    await writeFile(join(dir, 'zh/hello.wav'), OWN);
    await run(true);
    expect((await readdir(join(dir, 'replaced/zh'))).sort()).toEqual(['hello.1.wav', 'hello.2.wav']);
    expect(await run()).toEqual({ made: 0, unchanged: 9, own: [] });
  });

  it('takes its own file for its own again when it is put back', async () => {
    await run();
    const made = await readFile(join(dir, 'zh/hello.wav'));
    await writeFile(join(dir, 'zh/hello.wav'), OWN);
    await run();
    await writeFile(join(dir, 'zh/hello.wav'), made);
    expect(await run()).toMatchObject({ own: [] });
    expect((await readManifest(dir))[0]?.voice).toContain('gcin');
  });

  it('writes nothing when a voice fails halfway: no file is left that the manifest does not know', async () => {
    const broken: Speaker = ({ text }) =>
      text === 'Hello!' ? Promise.reject(new Error('no voice')) : Promise.resolve(voice({ seconds: 1 }));
    await expect(
      makePrompts(dir, parsePromptTexts(TEXTS), { force: false, speaker: broken }),
    ).rejects.toThrow('Prompt hello cannot be spoken in en');
    expect(await readdir(dir)).toEqual([]);
  });
});
