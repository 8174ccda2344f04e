// The console's files: those of the build and no others, with what a browser has to hold to.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Office } from '../support.ts';

let folder = '';
let dir = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sansheng-console-'));
  dir = join(folder, 'console');
});
afterEach(() => rmSync(folder, { recursive: true }));

const SCRIPT = 'export const a = 1;\n'.repeat(200);

function build(page: string): void {
  mkdirSync(join(dir, 'assets'), { recursive: true });
  writeFileSync(join(dir, 'assets', 'index-a1b2.js'), SCRIPT);
  writeFileSync(join(dir, 'icon.svg'), '<svg/>');
  writeFileSync(join(dir, 'index.html'), page);
  writeFileSync(join(folder, 'secrets.json'), '{"secret": 1}');
}

const open = () => Office.open({ consoleDir: dir });
const get = (office: Office, path: string, headers = {}) =>
  fetch(office.parts.base + path, { redirect: 'manual', headers });

it('before there is a build, a page says how to make one; then it is served without a restart', async () => {
  await using office = await open();
  const absent = await get(office, '/console/');
  expect(absent.status).toBe(503);
  const page = await absent.text();
  expect(page).toContain('npm run console:build');
  expect(page).toContain('docker compose build --no-cache prepare');
  expect(await get(office, '/v1/health')).toMatchObject({ status: 200 });
  build('<p>console');
  expect(await (await get(office, '/console/')).text()).toBe('<p>console');
  build('<p>newer');
  utimesSync(join(dir, 'index.html'), 1, 1);
  expect(await (await get(office, '/console/')).text()).toBe('<p>newer');
});

it('the first address leads to the console, and each address of the page is the page', async () => {
  build('<p>console');
  await using office = await open();
  for (const path of ['/', '/console']) {
    const moved = await get(office, path);
    expect([moved.status, moved.headers.get('location')]).toEqual([302, '/console/']);
  }
  for (const path of [
    '/console/',
    '/console/callbacks',
    '/console/callbacks/b1-2?x=1',
    '/console/index.html',
  ]) {
    const page = await get(office, path);
    expect([page.status, await page.text()]).toEqual([200, '<p>console']);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    );
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  }
});

it('what has a hash in its name is kept by the browser for good, and is sent compressed', async () => {
  build('<p>console');
  await using office = await open();
  const script = await get(office, '/console/assets/index-a1b2.js');
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(script.headers.get('content-encoding')).toBe('gzip');
  expect(await script.text()).toBe(SCRIPT);
  const plain = await get(office, '/console/assets/index-a1b2.js', { 'accept-encoding': 'identity' });
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect((await get(office, '/console/icon.svg')).headers.get('cache-control')).toBe('no-cache');
  expect((await get(office, '/console/assets/index-old.js')).status).toBe(404);
});

/** The answer to an address as it is written: a client of ours would tidy it up. */
function asWritten(office: Office, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(office.parts.base).port), '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk)).on('error', reject);
    socket.on('end', () => resolve(Buffer.concat(chunks).toString()));
    socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
  });
}

it('no address leads out of the folder', async () => {
  build('<p>console');
  symlinkSync(join(folder, 'secrets.json'), join(dir, 'link.json'));
  await using office = await open();
  for (const path of [
    '/console/../secrets.json',
    '/console/%2e%2e/secrets.json',
    '/console/..%2fsecrets.json',
    '/console/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    '/console/..%5csecrets.json',
    `/console/${encodeURIComponent(join(folder, 'secrets.json'))}`,
    '/console//etc/hosts.json',
    '/console/assets/..%00/index.html',
    '/console/link.json',
  ]) {
    const answer = await asWritten(office, path);
    // an address without an ending is one of the page's own
    if (answer.startsWith('HTTP/1.1 200 ')) expect(answer).toMatch(/\r\n\r\n<p>console$/);
    else expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
  }
});
