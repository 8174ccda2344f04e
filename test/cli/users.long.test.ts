// Who may sign in to the console, as whoever runs the site says it.

import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EXIT, ROOT } from '../../src/cli/context.ts';
import { signInText } from '../../src/cli/first-user.ts';
import { sitePaths } from '../../src/config/site.ts';
import { openApiBooks, openLedger } from '../../src/readers.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { isPassword } from '../../src/web/passwords.ts';
import { refuseAudit } from '../support/refuse-audit.ts';

/** A port base that no site of this machine has: nothing listens there. */
const BASE = 1_026;
const paths = sitePaths(ROOT, BASE);
const store = await openSqliteStore(paths.store);
afterAll(async () => {
  await store.close();
  rmSync(paths.dir, { recursive: true });
});

function users(args: readonly string[], typed = ''): Promise<{ status: number; out: string; err: string }> {
  const command = [join(ROOT, 'src', 'cli', 'main.ts'), 'users', ...args, '--port-base', String(BASE)];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, command, (error, out, err) => {
      resolve({ status: Number(error?.code ?? 0), out, err });
    });
    child.stdin?.end(typed);
  });
}

async function opens(name: string, password: string): Promise<boolean> {
  const books = await openApiBooks(paths);
  const user = await books.user(name).finally(() => books.close());
  return user !== undefined && (await isPassword(password, user.password));
}

async function onRecord(count: number): Promise<string[]> {
  const ledger = await openLedger(paths);
  const entries = await ledger.entries(count).finally(() => ledger.close());
  return entries.map(({ did, detail }) => `${did} ${detail}`);
}

describe('sansheng users', () => {
  it('adds a user with a password that is made and shown once, and gives another', async () => {
    const added = await users(['add', '赵敏', '--role', 'operator', '--json']);
    const { password, ...rest } = JSON.parse(added.out);
    expect(rest).toEqual({ name: '赵敏', role: 'operator' });
    expect(password).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
    expect(await opens('赵敏', password)).toBe(true);
    expect(await users(['add', '赵敏', '--role', 'admin'])).toMatchObject({ status: EXIT.badInput });

    const changed = await users(['password', '赵敏']);
    const [, other = ''] = /shown only now:\n(\S+)\n$/.exec(changed.out) ?? [];
    expect([await opens('赵敏', password), await opens('赵敏', other)]).toEqual([false, true]);
    expect(JSON.parse((await users(['list', '--json'])).out)).toMatchObject([
      { name: '赵敏', role: 'operator' },
    ]);
    expect((await users(['list'])).out).not.toContain('scrypt');
    const [removed, again] = [await users(['remove', '赵敏']), await users(['remove', '赵敏'])];
    expect([removed.status, again.status]).toEqual([EXIT.ok, EXIT.notFound]);
    expect(await onRecord(3)).toEqual([
      'userRemoved 赵敏',
      'userPasswordChanged 赵敏',
      'userAdded 赵敏: operator',
    ]);
  });

  it('changes nobody where the change cannot be put on record', async () => {
    const { out } = await users(['add', '李雷', '--role', 'operator', '--json']);
    const takeAgain = refuseAudit(paths.store);
    expect((await users(['add', '韩梅', '--role', 'admin'])).status).not.toBe(EXIT.ok);
    expect((await users(['password', '李雷'])).status).not.toBe(EXIT.ok);
    expect((await users(['remove', '李雷'])).status).not.toBe(EXIT.ok);
    takeAgain();
    expect(JSON.parse((await users(['list', '--json'])).out)).toMatchObject([{ name: '李雷' }]);
    expect(await opens('李雷', JSON.parse(out).password)).toBe(true);
    expect(await onRecord(1)).toEqual(['userAdded 李雷: operator']);
    await users(['remove', '李雷']);
  });

  it('reads a password where it is asked to, and does not show it', async () => {
    const typed = '一二三四五六七八九十十一十二';
    const added = await users(['add', '王芳', '--role', 'supervisor', '--ask'], `${typed}\n`);
    expect(added).toMatchObject({ status: EXIT.ok, out: '王芳 (supervisor) is added as a user\n' });
    expect(await opens('王芳', typed)).toBe(true);
    expect(await users(['password', '王芳', '--ask'], 'short\n')).toMatchObject({ status: EXIT.badInput });
    expect(await opens('王芳', typed)).toBe(true);
    await users(['remove', '王芳']);
  });

  it.each([
    [['add', 'x']],
    [['add', 'x', '--role', 'root']],
    [['add', ' x', '--role', 'admin']],
    [['add', 'operator', '--role', 'admin']],
    [['add', 'a\nb', '--role', 'admin']],
  ])('%j is not understood', async (args) => {
    expect(await users(args)).toMatchObject({ status: EXIT.badInput });
  });
});

describe('how to sign in, as `up` prints it', () => {
  it('in a log: no password, and no user is made', async () => {
    expect(await signInText(paths, false)).toContain('sansheng users add');
    expect((await users(['list'])).out).toContain('no users');
  });

  it('at a terminal, the first time: the first user and the password, which stands in no file', async () => {
    const text = await signInText(paths, true);
    const [, password = ''] = /^Sign in as admin with the password (\S+)$/m.exec(text) ?? [];
    expect(await opens('admin', password)).toBe(true);
    for (const name of readdirSync(paths.dir))
      expect(readFileSync(join(paths.dir, name)).includes(password)).toBe(false);
    expect(await signInText(paths, true)).not.toContain('password ');
  });

  it('says why, where the users cannot be read', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'sansheng-none-'));
    expect(await signInText(sitePaths(dir, BASE), true)).toContain('no store');
    rmSync(dir, { recursive: true });
  });
});
