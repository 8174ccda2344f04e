// The HTTP API for other machines: by TLS alone, with a certificate that may be renewed while programs are connected.

import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkCertificates } from '../../src/cli/doctor/certificate.ts';
import { readCertificate } from '../../src/util/certificate.ts';
import { Office, TOKENS } from './support.ts';

const PAIRS = join(import.meta.dirname, 'tls');
let dir = '';
let api = { host: '127.0.0.1', certificate: '', key: '' };

/** What whoever renews certificates does. */
function renew(name: 'first' | 'second'): void {
  copyFileSync(join(PAIRS, `${name}.key.pem`), api.key);
  copyFileSync(join(PAIRS, `${name}.pem`), api.certificate);
}

const trusted = (name: 'first' | 'second') => readFileSync(join(PAIRS, `${name}.pem`), 'utf8');

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sansheng-tls-'));
  api = { host: '127.0.0.1', certificate: join(dir, 'cert.pem'), key: join(dir, 'key.pem') };
  renew('first');
});
afterEach(() => rmSync(dir, { recursive: true }));

const open = () => Office.open({ tls: { ...api, port: 0, lookMs: 20 } });
const portOf = (office: Office) => office.parts.api.tlsPort() ?? 0;

/** The status of an answer, or the code of what went wrong. */
function ask(port: number, path: string, ca: string, token?: string): Promise<number | string | undefined> {
  const headers = { connection: 'close', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  return new Promise((resolve) => {
    request({ host: '127.0.0.1', port, path, ca, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
      .end();
  });
}

it('other machines are answered by TLS, with the same tokens; figures are not for anybody there', async () => {
  await using office = await open();
  const get = (path: string, token?: string) => ask(portOf(office), path, trusted('first'), token);
  expect(await get('/v1/health')).toBe(200);
  expect(await get('/v1/callbacks')).toBe(401);
  expect(await get('/v1/callbacks', TOKENS.operator)).toBe(200);
  expect(await get('/metrics')).toBe(401);
  expect(await get('/metrics', TOKENS.operator)).toBe(200);
  expect((await fetch(`${office.parts.base}/metrics`)).status).toBe(200);
  await expect(fetch(`http://127.0.0.1:${portOf(office)}/v1/health`)).rejects.toThrow();
});

it('a renewed certificate is used from then on, and a connection that is open stays open', async () => {
  await using office = await open();
  const port = portOf(office);
  const socket = await new Promise<TLSSocket>((resolve) => {
    const one: TLSSocket = connect({ host: '127.0.0.1', port, ca: trusted('first') }, () => resolve(one));
  });
  renew('second');
  await expect.poll(() => ask(port, '/v1/health', trusted('second'))).toBe(200);
  expect(await ask(port, '/v1/health', trusted('first'))).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  const heard = new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))));
  socket.write('GET /v1/health HTTP/1.1\r\nhost: x\r\n\r\n');
  expect(await heard).toMatch(/^HTTP\/1\.1 200 /);
  socket.destroy();
});

it('files that are none change nothing, and those that come later open the door', async () => {
  writeFileSync(api.key, 'no key');
  await using office = await open();
  expect(office.parts.api.tlsPort()).toBeNull();
  expect((await fetch(`${office.parts.base}/v1/health`)).status).toBe(200);
  renew('first');
  await expect.poll(() => office.parts.api.tlsPort()).not.toBeNull();
  copyFileSync(join(PAIRS, 'second.key.pem'), api.key);
  for (let looks = 0; looks < 20; looks += 1)
    expect(await ask(portOf(office), '/v1/health', trusted('first'))).toBe(200);
});

it('doctor tells of a certificate that expires soon, has expired, or is none', async () => {
  const { validTo } = await readCertificate(api);
  const codes = async (now: number) =>
    (await checkCertificates({ api, sipTls: null }, now)).map(({ severity, code }) => `${severity} ${code}`);
  const day = 86_400_000;
  expect(await codes(validTo - 15 * day)).toEqual([]);
  expect(await codes(validTo - 13 * day)).toEqual(['warning API_CERTIFICATE_EXPIRES']);
  expect(await codes(validTo + 1)).toEqual(['fault API_CERTIFICATE_EXPIRES']);
  copyFileSync(join(PAIRS, 'second.key.pem'), api.key);
  expect(await checkCertificates({ api, sipTls: null }, 0)).toMatchObject([
    { code: 'API_CERTIFICATE_UNUSABLE', cause: expect.stringContaining('is not the key of') },
  ]);
  rmSync(api.certificate);
  expect(await codes(0)).toEqual(['fault API_CERTIFICATE_UNUSABLE']);
  writeFileSync(api.certificate, 'none');
  expect(await codes(0)).toEqual(['fault API_CERTIFICATE_UNUSABLE']);
  expect(await checkCertificates({ api: null, sipTls: null }, 0)).toEqual([]);
});
