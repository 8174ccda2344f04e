// How names and passwords are checked: what somebody who tries them can find out, and what it costs the machine. In virtual time.

import { expect, it } from 'vitest';
import type { UserRecord } from '../../../src/engine/access.ts';
import { isPassword, NOBODY, passwordRecord } from '../../../src/web/passwords.ts';
import { SignIn } from '../../../src/web/sign-in.ts';

const ZHAO: UserRecord = { name: '赵敏', role: 'operator', madeAt: 0, password: 'stored' };

function checks() {
  const seen = { records: [] as string[], atOnce: 0, most: 0, now: 0, warned: [] as unknown[] };
  const none = () => undefined;
  const signIn = new SignIn({
    users: { user: async (name) => (name === ZHAO.name ? ZHAO : undefined) },
    log: { debug: none, info: none, error: none, warn: (...of) => seen.warned.push(of) },
    now: () => seen.now,
    check: async (password, record) => {
      seen.records.push(record);
      seen.atOnce += 1;
      seen.most = Math.max(seen.most, seen.atOnce);
      await Promise.resolve();
      seen.atOnce -= 1;
      return password === 'right';
    },
  });
  const code = (name: string, password: string, address = '192.0.2.1'): Promise<string> =>
    signIn.userOf(name, password, address).then(
      (user) => user.name,
      (error) => error.code,
    );
  return { seen, code };
}

it('a name that nobody has costs a check as dear as a known one, and no password opens it', async () => {
  const { seen, code } = checks();
  expect([await code('赵敏', 'right'), await code('nobody', 'right')]).toEqual(['赵敏', 'SIGN_IN_WRONG']);
  expect(seen.records).toEqual(['stored', NOBODY]);
  const cost = (record: string) => record.split('$').slice(0, 4);
  expect(cost(NOBODY)).toEqual(cost(await passwordRecord('a password')));
  expect(await isPassword('', NOBODY)).toBe(false);
});

it('many tries at once are checked one by one, and count as many: the sixth is not checked', async () => {
  const { seen, code } = checks();
  const atOnce = () => Promise.all(Array.from({ length: 4 }, () => code('赵敏', 'wrong')));
  const tries = [...(await atOnce()), ...(await atOnce()), ...(await atOnce())];
  expect(tries.slice(0, 5)).toEqual(Array(5).fill('SIGN_IN_WRONG'));
  expect(tries.slice(5)).toEqual(Array(7).fill('SIGN_IN_LOCKED'));
  expect([seen.most, seen.records.length]).toEqual([1, 5]);
  expect(seen.warned).toHaveLength(1);
});

it('where twenty wait no more are let in', async () => {
  const { code } = checks();
  const from = (n: number) => code(`name ${n}`, 'wrong', `192.0.2.${n}`);
  const tries = await Promise.all(Array.from({ length: 25 }, (_, n) => from(n)));
  expect(tries.filter((one) => one === 'API_TOO_MANY')).toHaveLength(5);
  expect(await code('赵敏', 'right')).toBe('赵敏');
});

it('one address takes four places at most, and leaves the others to everybody else', async () => {
  const { code } = checks();
  const greedy = Array.from({ length: 30 }, (_, n) => code(`name ${n}`, 'wrong'));
  const other = code('赵敏', 'right', '192.0.2.2');
  expect((await Promise.all(greedy)).filter((one) => one === 'API_TOO_MANY')).toHaveLength(26);
  expect(await other).toBe('赵敏');
});

it('who locks a name at one address locks out nobody elsewhere, until fifty wrong ones have come', async () => {
  const { code } = checks();
  for (let i = 0; i < 6; i += 1) await code('赵敏', 'wrong');
  expect(await code('赵敏', 'right')).toBe('SIGN_IN_LOCKED');
  expect(await code('赵敏', 'right', '192.0.2.2')).toBe('赵敏');
  for (let i = 0; i < 45; i += 1) await code('赵敏', 'wrong', `198.51.100.${i}`);
  expect(await code('赵敏', 'right', '192.0.2.3')).toBe('SIGN_IN_LOCKED');
});

it('wrong ones count for a quarter of an hour; a right one forgets them; what is no user’s name is in no log', async () => {
  const { seen, code } = checks();
  for (let i = 0; i < 4; i += 1) await code('赵敏', 'wrong');
  expect(await code('赵敏', 'right')).toBe('赵敏');
  for (let i = 0; i < 4; i += 1) await code('赵敏', 'wrong');
  seen.now += 15 * 60_000;
  expect(await code('赵敏', 'wrong')).toBe('SIGN_IN_WRONG');
  expect(await code('赵敏', 'right')).toBe('赵敏');
  for (let i = 0; i < 6; i += 1) await code('my-password-in-the-wrong-field', 'x');
  expect(seen.warned).toEqual([]);
});

it('the same password is the same, however a keyboard sends it, and is stored another way each time', async () => {
  const cheap = { cost: 16, blockSize: 1, parallelization: 1 };
  const [one, other] = [await passwordRecord('Ａé密码', cheap), await passwordRecord('Ａé密码', cheap)];
  expect(one).not.toBe(other);
  expect(one).not.toContain('密码');
  expect(await isPassword('Ae\u0301密码', one)).toBe(true);
  expect(await isPassword('Ae密码', one)).toBe(false);
});
