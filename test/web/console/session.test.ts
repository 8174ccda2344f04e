// People sign in by name and password, and are known by their names until the session ends.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passwordRecord } from '../../../src/web/passwords.ts';
import { anAuditEntry } from '../../contract/store-samples.ts';
import { LINE } from '../../scenarios/support/site.ts';
import { fault, Office, TOKENS } from '../support.ts';
import { addUser, Browser, PASSWORD, signedIn } from './browser.ts';

const MINUTE = 60_000;
const office = await Office.open();
const { base, books, ledger } = office.parts;

beforeAll(async () => {
  await addUser(office, '赵敏', 'operator');
  await addUser(office, '王芳', 'supervisor');
});
afterAll(() => office[Symbol.asyncDispose]());

const me = (browser: Browser) => browser.ask('GET', '/v1/me');
const wish = { line: LINE, number: '13800138000' };

describe('signing in', () => {
  it('answers who that is and until when, with a cookie that no script and no other page can use', async () => {
    const browser = new Browser(base);
    const { status, body, headers } = await browser.signIn('赵敏', PASSWORD);
    expect(status).toBe(200);
    expect(body).toEqual((await me(browser)).body);
    expect(body).toMatchObject({ who: '赵敏', role: 'operator', lines: [{ number: LINE }] });
    expect(Date.parse(body.expiresAt) - office.now).toBe(30 * MINUTE);
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^sansheng-session-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('a wrong password and a name that nobody has are told alike, and both are slowed down', async () => {
    const browser = new Browser(base);
    const [wrong, unknown] = [
      await browser.signIn('王芳', 'not the password'),
      await browser.signIn('nobody', PASSWORD),
    ];
    expect(wrong).toMatchObject(fault(401, 'SIGN_IN_WRONG'));
    expect(unknown.body).toEqual(wrong.body);
    expect(browser.cookie).toBeNull();
    expect(office.warnings.join('\n')).toContain('a request had no valid password');
    expect(office.logged()).not.toContain('not the password');
    expect(office.logged()).not.toContain(PASSWORD);
  });

  it('what is no name and password is refused', async () => {
    const browser = new Browser(base);
    for (const body of [{}, { name: '赵敏' }, { name: '', password: 'x' }, { name: 'a\nb', password: 'x' }])
      expect(await browser.ask('POST', '/v1/session', body)).toMatchObject(fault(400, 'API_BAD_REQUEST'));
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await browser.ask('POST', '/v1/session', {}, form)).toMatchObject(fault(415, 'API_NOT_JSON'));
  });

  it('is on record with the address, and so is signing out, which ends the session', async () => {
    const browser = await signedIn(office, '赵敏');
    const { cookie } = browser;
    expect(await browser.ask('DELETE', '/v1/session')).toMatchObject({ status: 204, body: '' });
    expect(browser.cookie).toMatch(/^sansheng-session-\d+=$/);
    browser.cookie = cookie;
    expect(await me(browser)).toMatchObject(fault(401, 'API_UNAUTHORIZED'));
    expect(await ledger.entries(2)).toMatchObject([
      { who: '赵敏', did: 'signedOut', detail: '127.0.0.1' },
      { who: '赵敏', did: 'signedIn', detail: '127.0.0.1' },
    ]);
  });
});

it('two sites on one machine have a cookie each: signing in or out here is nothing to the other', async () => {
  await using second = await Office.open();
  await addUser(second, '赵敏', 'operator');
  const [here, there] = [await signedIn(office, '赵敏'), await signedIn(second, '赵敏')];
  const jar = new Map([here, there].map(({ cookie }) => (cookie ?? '').split('=') as [string, string]));
  const both = [...jar].map((pair) => pair.join('=')).join('; ');
  [here.cookie, there.cookie] = [both, both];
  for (const browser of [here, there]) expect(await me(browser)).toMatchObject({ status: 200 });
  await here.ask('DELETE', '/v1/session');
  [here.cookie, there.cookie] = [both, both];
  expect(await me(here)).toMatchObject({ status: 401 });
  expect(await me(there)).toMatchObject({ status: 200 });
});

describe('a session', () => {
  it('names its user in the audit log, who cannot act as somebody else', async () => {
    const browser = await signedIn(office, '赵敏');
    const added = await browser.ask('POST', '/v1/callbacks', wish);
    expect(added.status).toBe(201);
    expect((await ledger.entries(1))[0]).toMatchObject({ who: '赵敏', did: 'callbackAdded' });
    expect(await browser.ask('POST', '/v1/callbacks', { ...wish, by: '王芳' })).toMatchObject(
      fault(400, 'API_BAD_REQUEST'),
    );
  });

  it('ends half an hour after the last request, and twelve hours after it began', async () => {
    const browser = await signedIn(office, '赵敏');
    for (let half = 1; half < 26; half += 1) {
      await office.sim.advance(29 * MINUTE);
      const inTime = half * 29 < 12 * 60;
      expect(await me(browser)).toMatchObject({ status: inTime ? 200 : 401 });
    }
    const idle = await signedIn(office, '赵敏');
    await office.sim.advance(30 * MINUTE - 1);
    expect(await me(idle)).toMatchObject({ status: 200 });
    await office.sim.advance(30 * MINUTE);
    expect(await me(idle)).toMatchObject(fault(401, 'API_UNAUTHORIZED'));
  });

  it('ends with another password, and with its user, even if one of that name comes back', async () => {
    const browser = await signedIn(office, '赵敏');
    await books.setPassword(
      '赵敏',
      await passwordRecord(PASSWORD, { cost: 16, blockSize: 1, parallelization: 1 }),
      anAuditEntry('userPasswordChanged'),
    );
    expect(await me(browser)).toMatchObject({ status: 401 });
    const again = await signedIn(office, '赵敏');
    await books.removeUser('赵敏', anAuditEntry('userRemoved'));
    await addUser(office, '赵敏', 'admin');
    expect(await me(again)).toMatchObject({ status: 401 });
    await books.removeUser('赵敏', anAuditEntry('userRemoved'));
    await addUser(office, '赵敏', 'operator');
  });

  it('follows events until it ends; looking on alone keeps no session alive', async () => {
    const browser = await signedIn(office, '赵敏');
    const stream = browser.ask('GET', '/v1/events');
    await office.promised('13800138001');
    await office.sim.advance(31 * MINUTE);
    await office.promised('13800138002');
    await expect(stream).rejects.toThrow();
    expect(await me(browser)).toMatchObject({ status: 401 });
  });

  it('with a token beside it, the token counts', async () => {
    const browser = await signedIn(office, '赵敏');
    const { body } = await browser.ask('GET', '/v1/me', undefined, {
      authorization: `Bearer ${TOKENS.supervisor}`,
    });
    expect(body).toMatchObject({ who: 'supervisor', expiresAt: null });
  });
});

it('five wrong passwords lock a name for five minutes, whether or not there is such a user', async () => {
  const browser = new Browser(base);
  const tried = async (name: string) => {
    for (let i = 0; i < 5; i += 1) await browser.signIn(name, 'wrong wrong');
    return browser.signIn(name, PASSWORD);
  };
  const [known, unknown] = [await tried('王芳'), await tried('stranger')];
  expect(known).toMatchObject(fault(429, 'SIGN_IN_LOCKED'));
  expect(known.headers['retry-after']).toBe('300');
  expect(unknown.body).toEqual(known.body);
  expect(await browser.signIn('赵敏', PASSWORD)).toMatchObject({ status: 200 });
  await office.sim.advance(5 * MINUTE);
  expect(await browser.signIn('王芳', PASSWORD)).toMatchObject({ status: 200 });
}, 30_000);
