import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT, ROOT } from '../../src/cli/context.ts';
import { sitePaths } from '../../src/config/site.ts';
import { Office, TOKENS } from '../web/support.ts';

const office = await Office.open();
/** The site whose API that is. */
const base = Number(new URL(office.parts.base).port) - 3;
const { dir, secrets } = sitePaths(ROOT, base);
const list = join(dir, 'numbers.txt');

beforeAll(() => {
  mkdirSync(dir, { recursive: true });
  writeFileSync(secrets, JSON.stringify({ api: { admin: TOKENS.admin } }));
});
afterAll(async () => {
  rmSync(dir, { recursive: true });
  await office[Symbol.asyncDispose]();
});

function sansheng(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const command = [join(ROOT, 'src', 'cli', 'main.ts'), 'do-not-call', ...args, '--port-base', String(base)];
  return new Promise((resolve) => {
    execFile(process.execPath, command, (error, out, err) => {
      resolve({ status: Number(error?.code ?? 0), out, err });
    });
  });
}

describe('sansheng do-not-call', () => {
  it('takes a file, a number on each line, and names the lines that are none', async () => {
    const numbers = Array.from({ length: 310 }, (_, n) => `1380000${String(n).padStart(4, '0')}`);
    const lines = [
      '\uFEFF# asked us',
      '',
      '138 0013 8000  # Ms Wang',
      'x',
      ...numbers,
      "1'; DROP TABLE a; --",
      '１３８００１３８０００',
    ];
    writeFileSync(list, lines.join('\r\n'));
    const done = await sansheng('add', '--file', list, '--why', 'asked', '--by', 'Li');
    expect(done.out).toContain('311 added');
    expect(done.err).toContain(`line 4: "x" is no number`);
    expect(done.err).toContain(`line 315: "1'; DROP TABLE a; --" is no number`);
    expect(done.status).toBe(EXIT.badInput);
    expect(office.parts.engine.desk.doNotCallList()).toHaveLength(311);
  });

  it('shows them masked, with who and why, and takes one off', async () => {
    const shown = await sansheng('list');
    expect(shown.out).toMatch(/\+86\**00 .* Li +asked/);
    expect(shown.out).not.toContain('13800138000');
    expect(await sansheng('remove', '13800138000', '--why', 'asked again')).toMatchObject({
      status: EXIT.ok,
    });
    expect(await sansheng('remove', '13800138000', '--why', 'again')).toMatchObject({
      status: EXIT.notFound,
    });
    expect(office.parts.engine.desk.doNotCallList()).toHaveLength(310);
  });

  it.each([[['add', '13800138000']], [['add', '--file', '/nowhere/at/all', '--why', 'x']]])(
    '%j is not understood',
    async (args) => {
      expect(await sansheng(...args)).toMatchObject({ status: EXIT.badInput });
    },
  );
});
