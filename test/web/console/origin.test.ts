// Other pages in the same browser can do nothing in a user's name, and read nothing.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LINE } from '../../scenarios/support/site.ts';
import { fault, Office, TOKENS } from '../support.ts';
import { addUser, Browser, PASSWORD, signedIn } from './browser.ts';

const office = await Office.open({ web: { hosts: ['sansheng.example.com'] } });
const { base } = office.parts;
const { host, port } = new URL(base);
let browser: Browser;

beforeAll(async () => {
  await addUser(office, '赵敏', 'operator');
  browser = await signedIn(office, '赵敏');
});
afterAll(() => office[Symbol.asyncDispose]());

type Headers = Readonly<Record<string, string | null>>;
let last = 13_800_138_000;
const add = (over: Headers) => {
  last += 1;
  return browser.ask('POST', '/v1/callbacks', { line: LINE, number: String(last) }, over);
};

describe('what changes something, with a session', () => {
  it.each<[string, Headers]>([
    ['from the console', {}],
    ['from a browser that says so in its own way', { origin: null, 'sec-fetch-site': 'same-origin' }],
    [
      'through a web server with TLS',
      { host: 'sansheng.example.com', origin: 'https://sansheng.example.com' },
    ],
    ['through a tunnel', { host: 'localhost:8080', origin: 'http://localhost:8080' }],
  ])('is done %s', async (_from, over) => {
    expect((await add(over)).status).toBe(201);
  });

  it.each<[string, Headers]>([
    ['another page', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a page that says both', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
    ['a frame without an origin', { origin: 'null' }],
    ['nowhere', { origin: null }],
    ['a page of the same company', { origin: null, 'sec-fetch-site': 'same-site' }],
    ['what is no address', { origin: host }],
  ])('is refused from %s', async (_from, over) => {
    expect(await add(over)).toMatchObject(fault(403, 'API_CROSS_SITE'));
  });

  it('signing in and out, likewise; a program without an origin may sign in', async () => {
    const elsewhere = { origin: 'https://evil.example' };
    const other = new Browser(base);
    expect(await other.signIn('赵敏', PASSWORD, elsewhere)).toMatchObject(fault(403, 'API_CROSS_SITE'));
    expect(await other.signIn('赵敏', PASSWORD, { origin: null })).toMatchObject({ status: 200 });
    expect(await other.ask('DELETE', '/v1/session', undefined, elsewhere)).toMatchObject({ status: 403 });
    expect(await other.ask('GET', '/v1/me')).toMatchObject({ status: 200 });
  });

  it('a token needs no origin', async () => {
    const authorization = `Bearer ${TOKENS.operator}`;
    expect(await add({ cookie: null, origin: null, authorization })).toMatchObject({ status: 201 });
  });
});

describe('a name that was made to lead here (DNS rebinding)', () => {
  it.each([
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1.evil.example',
    'xsansheng.example.com',
    '192.0.2.1',
  ])('%s is refused', async (name) => {
    for (const path of ['/', '/console/', '/v1/me', '/metrics'])
      expect(await browser.ask('GET', path, undefined, { host: name })).toMatchObject(
        fault(403, 'API_HOST_UNKNOWN'),
      );
    const over = { host: name, origin: `http://${name}` };
    expect(await new Browser(base).signIn('赵敏', PASSWORD, over)).toMatchObject({ status: 403 });
    const withToken = { ...over, authorization: 'Bearer anything' };
    expect(await new Browser(base).signIn('赵敏', PASSWORD, withToken)).toMatchObject({ status: 403 });
  });

  it.each(['localhost', '127.0.0.1:1', '127.8.0.1', '[::1]:80', 'SANSHENG.example.com'])(
    '%s is this site',
    async (name) => {
      expect(await browser.ask('GET', '/v1/me', undefined, { host: name })).toMatchObject({ status: 200 });
    },
  );
});

it('behind a web server the cookie is for TLS only, and the address on record is the browser’s', async () => {
  const over = {
    host: 'sansheng.example.com',
    origin: 'https://sansheng.example.com',
    'x-forwarded-for': '192.0.2.55',
    'x-forwarded-proto': 'https',
  };
  const { headers } = await new Browser(base).signIn('赵敏', PASSWORD, over);
  expect(headers['set-cookie']?.[0]).toMatch(/^__Host-sansheng-session-\d+=.*; Path=\/; .*; Secure$/);
  expect((await office.parts.ledger.entries(1))[0]).toMatchObject({ detail: '192.0.2.55' });
  expect(await new Browser(base).ask('GET', '/metrics', undefined, over)).toMatchObject({ status: 401 });
  await new Browser(base).signIn('赵敏', PASSWORD, { ...over, 'x-forwarded-for': 'no address' });
  expect((await office.parts.ledger.entries(1))[0]).toMatchObject({ detail: '127.0.0.1' });
});

it('without names of a web server nobody is believed about another address', async () => {
  await using plain = await Office.open();
  await addUser(plain, '赵敏', 'operator');
  const said = { 'x-forwarded-for': '192.0.2.55', 'x-forwarded-proto': 'https' };
  const { headers } = await new Browser(plain.parts.base).signIn('赵敏', PASSWORD, said);
  expect(headers['set-cookie']?.[0]).not.toContain('Secure');
  expect((await plain.parts.ledger.entries(1))[0]).toMatchObject({ detail: '127.0.0.1' });
});
