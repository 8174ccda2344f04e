// The shipped filters in Debian's fail2ban, on a machine in Shanghai: who is banned, and that the line is taken for as old as it is.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensurePackages } from '../../src/host/debian.ts';
import { type Runnable, runnable } from '../../src/host/loader.ts';
import { run } from '../../src/host/run.ts';
import { type Failure, failuresIn, filterFile } from '../support/fail2ban.ts';
import { API_LINES, ASTERISK_LINES } from './fail2ban-lines.ts';

let python: Runnable;
let root = '';
let dir = '';
beforeAll(async () => {
  root = await ensurePackages({
    name: 'fail2ban',
    suite: 'sid',
    packages: ['fail2ban'],
    progress: () => undefined,
  });
  const env = { TZ: 'Asia/Shanghai', PYTHONHOME: join(root, 'usr'), PYTHONDONTWRITEBYTECODE: '1' };
  python = await runnable(root, 'usr/bin/python3', { env });
  dir = await mkdtemp(join(tmpdir(), 'sansheng-fail2ban-'));
});
afterAll(() => rm(dir, { recursive: true }));

/** What `fail2ban-regex` reads out of the lines. */
async function readByFail2ban(filter: string, lines: readonly string[]): Promise<Failure[]> {
  const log = join(dir, `${filter}.log`);
  await writeFile(log, `${lines.join('\n')}\n`);
  const command = [join(root, 'usr/bin/fail2ban-regex'), '-c', join(root, 'etc/fail2ban')];
  const asked = ['-o', '<ip> <time>', log, filterFile(filter)];
  const { status, stdout, stderr } = await run(
    python.file,
    [...python.args, ...command, ...asked],
    python.env,
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([host = '', at]) => ({ host, at: Math.trunc(Number(at)) }));
}

it.each([
  ['sansheng', ASTERISK_LINES],
  ['sansheng-api', API_LINES],
])('%s: fail2ban reads whom and when, and so does the reader of the other tests', async (filter, lines) => {
  const expected = lines.flatMap(({ banned, at }) => (banned === null ? [] : [{ host: banned, at }]));
  const texts = lines.map(({ text }) => text);
  expect(await readByFail2ban(filter, texts)).toEqual(expected);
  expect(await failuresIn(filter, texts, 8)).toEqual(expected);
});
