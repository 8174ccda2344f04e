// `sansheng prompts …` as a person types it: what it prints, and how it ends.

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/host/run.ts';
import { encodeWav } from '../../src/host/wav.ts';
import { voice } from '../prompts/support/speech.ts';

const MAIN = join(import.meta.dirname, '../../src/cli/main.ts');
const SOUNDS = join(import.meta.dirname, '../../sounds');
const prompts = (...args: string[]) => run(process.execPath, [MAIN, 'prompts', ...args]);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prompts-'));
  await mkdir(join(folder, 'zh'));
  await writeFile(join(folder, 'zh/hold.reminder.wav'), encodeWav(voice({ seconds: 2, level: -12 })));
  // as it is recorded: with the silence of the room around it
  const take = { seconds: 2, before: 0.5, after: 0.5 };
  await mkdir(join(folder, 'takes/zh'), { recursive: true });
  await writeFile(join(folder, 'takes/zh/hold.reminder.wav'), encodeWav(voice({ ...take, level: -12 })));
  await writeFile(join(folder, 'takes/zh/nobody.wav'), encodeWav(voice(take)));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('sansheng prompts check', () => {
  it('passes on what is shipped, and says what it did not measure', async () => {
    const { status, stdout } = await prompts('check');
    expect(stdout).toMatch(/^\d+ files, no problems\.\n.*fewer than 6 characters/);
    expect(status).toBe(0);
  });

  it('fails with 1 and the reasons on a prompt that is too fast and too loud', async () => {
    const { status, stdout } = await prompts('check', join(folder, 'zh/hold.reminder.wav'));
    expect(stdout).toContain('too fast: 270 characters a minute, where 180 to 200 are due');
    expect(stdout).toContain('too loud: -12.0 dBFS, where -22 to -18 are due');
    expect(stdout).toContain('[prompts.rate, PROMPT_TOO_FAST]');
    expect(status).toBe(1);
  });

  it('--json has clause, measured value and limits', async () => {
    const { status, stdout } = await prompts('check', '--json', join(folder, 'zh/hold.reminder.wav'));
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      files: 1,
      problems: [
        { id: 'hold.reminder', language: 'zh', clause: 'prompts.rate', measured: 270, limits: { max: 200 } },
        { clause: 'prompts.volume', code: 'PROMPT_TOO_LOUD', unit: 'dBFS' },
      ],
    });
    expect(status).toBe(1);
  });
});

describe('sansheng prompts list, script, play', () => {
  it('list --json has every prompt with its languages', async () => {
    const { stdout } = await prompts('list', '--json', '--lang', 'yue');
    expect(JSON.parse(stdout)).toContainEqual(
      expect.objectContaining({
        id: 'hold.reminder',
        clause: 'hold.reminder',
        languages: ['zh', 'yue', 'en'],
        text: '對唔住，請再稍等一下。',
      }),
    );
  });

  it('script writes where it is told', async () => {
    const out = join(folder, 'script.md');
    expect((await prompts('script', '--lang', 'yue', '--out', out)).status).toBe(0);
    expect(await readFile(out, 'utf8')).toContain(
      '| hold.reminder.wav | 對唔住，請再稍等一下。 | deoi3 m4 zyu6, ',
    );
  });

  it('play knows its prompts', async () => {
    expect(await prompts('play', 'nobody')).toMatchObject({
      status: 4,
      stderr: expect.stringContaining('cure'),
    });
  });

  it('a language that is none is a mistake in the command', async () => {
    expect((await prompts('list', '--lang', 'fr')).status).toBe(2);
  });
});

describe('sansheng prompts import', () => {
  it('--dry-run says what would be done and what falls short, ends with 1, and writes nothing', async () => {
    const before = await readFile(join(SOUNDS, 'zh/hold.reminder.wav'));
    const { status, stdout } = await prompts('import', join(folder, 'takes/zh'), '--dry-run');
    expect(stdout).toContain('hold.reminder.wav: It is spoken too fast');
    expect(stdout).toContain('nobody.wav: No line of the zh script');
    expect(stdout).toContain('would be taken for zh: 1, not taken: 1.');
    expect(status).toBe(1);
    expect(await readFile(join(SOUNDS, 'zh/hold.reminder.wav'))).toEqual(before);
  });

  it('a folder that is not there ends with cause and cure', async () => {
    const { status, stderr } = await prompts('import', join(folder, 'nowhere'));
    expect(stderr).toMatch(/^sansheng: .*nowhere.*\n {2}cure: /);
    expect(status).toBe(1);
  });
});
