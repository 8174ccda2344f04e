// callback.programme: a supervisor's list, from the spreadsheet to the results, by command alone, on a real Asterisk.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureAsterisk } from '../../src/host/asterisk/install.ts';
import { ensureSipp } from '../../src/host/sipp.ts';
import { type Leg, openSipkit, type Sipkit, type Station } from '../../src/sipkit/index.ts';
import { TestSite } from './support/site.ts';

const AGENTS = ['8001', '8002', '8003'];
const LINE = '4008000002';
const NEVER = '13800138002';
const BUSY = '13800138007';
/** Until the last step of the opening is over, and a word of each. */
const TALK_MS = 18_000;
/** The customer answers each of the two questions of the opening by key. */
const ANSWER_MS = 1500;
const CALL_MS = 60_000;
/** Each look is a command of its own, and takes the CPU for a second. */
const POLL_MS = 4000;

let folder: string;
let kit: Sipkit | undefined;

beforeAll(async () => {
  await ensureAsterisk(() => undefined);
  folder = await mkdtemp(join(tmpdir(), 'sansheng-programmes-'));
});

afterAll(async () => {
  await kit?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** 手机号码,客户姓名,频次 in GB18030, as a spreadsheet in China saves it: eight customers, and three rows that are wrong. */
function theList(): Uint8Array {
  const heading = [
    ...[0xca, 0xd6, 0xbb, 0xfa, 0xba, 0xc5, 0xc2, 0xeb, 0x2c],
    ...[0xbf, 0xcd, 0xbb, 0xa7, 0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xc6, 0xb5, 0xb4, 0xce, 0x0d, 0x0a],
  ];
  const wang = [0xcd, 0xf5, 0xb7, 0xbc];
  const ascii = (text: string) => [...new TextEncoder().encode(text)];
  const good = Array.from({ length: 8 }, (_, index) => [
    ...ascii(`138001380${String(index).padStart(2, '0')},`),
    ...wang,
    ...ascii(index === 2 ? ',never\r\n' : ',\r\n'),
  ]);
  const bad = ascii('1.38E+10,,\r\n13800138001,,\r\n12345,,\r\n');
  return Uint8Array.from([...heading, ...good.flat(), ...bad]);
}

/** The shipped site, which may call at any hour: the test has to run by night, too. */
async function theConfiguration(): Promise<string> {
  const shipped = await readFile(join(import.meta.dirname, '..', '..', 'sansheng.yaml'), 'utf8');
  const file = join(folder, 'sansheng.yaml');
  await writeFile(file, `${shipped}\ncallbacks:\n  hours: { daily: '00:00-24:00', holidays: open }\n`);
  return file;
}

/** Customers pick up and talk a little; one is engaged. Agents pick up, and state a result. */
async function everybody(site: { base: number; agents: readonly { id: string; secret: string }[] }) {
  const sipp = await ensureSipp(() => undefined);
  kit = openSipkit({ sipp, server: { host: '127.0.0.1', port: site.base } });
  const customers = await kit.customer({ localPort: site.base + 4, behaviour: { does: 'vanish' } });
  void comes(customers, async (leg) => {
    if (leg.to === BUSY) return leg.refuse(486);
    leg.ring();
    await leg.event('ringing');
    leg.answer();
    await leg.event('answered');
    for (const digit of ['1', '1']) {
      await pause(ANSWER_MS);
      await leg.rtp.sendDigits(digit);
    }
    await pause(TALK_MS);
    await leg.hangUp();
  });
  for (const { id, secret } of site.agents.filter((agent) => AGENTS.includes(agent.id))) {
    const phone = await kit.phone({ id, secret, behaviour: { does: 'answer', afterMs: 50 } });
    void comes(phone, async (leg) => {
      await leg.event('ended', { timeoutMs: CALL_MS });
      // it is written down, so that the next call comes at once
      await phone.dial('*31');
    });
  }
  return customers;
}

/** What is done with each call that comes, until the phone is gone; a call that ends meanwhile is nothing more. */
async function comes(station: Station, does: (leg: Leg) => Promise<void>): Promise<void> {
  const next = () => station.incoming({ timeoutMs: 600_000 }).catch(() => undefined);
  for (let leg = await next(); leg; leg = await next()) does(leg).catch(() => undefined);
}

type Sansheng = TestSite['sansheng'];

test('a list in GB18030 is looked at, imported, called by three agents, and its results are written out', async () => {
  await using site = await TestSite.open();
  const config = await theConfiguration();
  const sansheng: Sansheng = (...args) => site.sansheng(...args, '--config', config);
  expect(await sansheng('up', '--detach')).toMatchObject({ status: 0 });
  const list = join(folder, '客户.csv');
  await writeFile(list, theList());
  const asked = ['programmes', 'import', list, '--line', LINE, '--second-after', 'no', '--by', '赵敏'];

  await previews(sansheng, asked);
  const { agents } = JSON.parse((await sansheng('site', '--json')).stdout);
  const customers = await everybody({ base: site.base, agents });
  const programme = await imports(sansheng, asked);
  await rowsBecome(sansheng, programme, { settled: 6, skipped: 1, calling: 1 }, 180_000);
  expect(customers.legs.filter(({ to }) => to !== BUSY)).toHaveLength(6);
  expect(customers.legs.map(({ to }) => to)).not.toContain(NEVER);

  expect((await sansheng('programmes', 'pause', programme)).stdout).toContain('is paused: 7 of 8 done');
  expect((await sansheng('programmes', 'cancel', programme)).stdout).toContain('is cancelled');
  expect(await sansheng('programmes', 'resume', programme)).toMatchObject({ status: 2 });
  await rowsBecome(sansheng, programme, { settled: 6, skipped: 1, cancelled: 1 }, 60_000);
  await writesResults(sansheng, programme);
  const known = await sansheng('programmes', 'frequency', NEVER);
  expect(known.stdout).toBe('never (赵敏)\n');
  await sansheng('down');
});

/** A preview says what an import would take, and imports nothing. */
async function previews(sansheng: Sansheng, asked: readonly string[]): Promise<void> {
  const preview = await sansheng(...asked, '--preview');
  expect(preview).toMatchObject({ status: 0, stderr: '' });
  expect(preview.stdout).toContain('gb18030');
  expect(preview.stdout).toContain('8 would be taken, 3 not');
  expect((await sansheng('programmes', 'list')).stdout).toBe('no programmes\n');
}

/** Imports the list, of which three rows are refused; returns the programme's id. */
async function imports(sansheng: Sansheng, asked: readonly string[]): Promise<string> {
  const errors = join(folder, '有误.csv');
  const imported = await sansheng(...asked, '--errors', errors, '--json');
  expect(imported).toMatchObject({ status: 0, stderr: '' });
  const { programme, taken, refused } = JSON.parse(imported.stdout);
  expect(taken).toBe(8);
  expect(refused.map((one: { line: number; code: string }) => [one.line, one.code])).toEqual([
    [10, 'LIST_SCIENTIFIC'],
    [11, 'LIST_TWICE_IN_FILE'],
    [12, 'LIST_NUMBER_INVALID'],
  ]);
  expect(await readFile(errors, 'utf8')).toMatch(/^\ufeff手机号码,客户姓名,频次,行号 line.*\r\n1\.38E\+10,/);
  return programme;
}

/** Waits until `programmes show` counts so many rows of each status. */
async function rowsBecome(
  sansheng: Sansheng,
  programme: string,
  rows: Readonly<Record<string, number>>,
  timeout: number,
): Promise<void> {
  const shown = async () => JSON.parse((await sansheng('programmes', 'show', programme, '--json')).stdout);
  await expect.poll(async () => (await shown()).rows, { timeout, interval: POLL_MS }).toEqual(rows);
}

async function writesResults(sansheng: Sansheng, programme: string): Promise<void> {
  const file = join(folder, '结果.csv');
  expect(await sansheng('programmes', 'results', programme, '--out', file, '--show-numbers')).toMatchObject({
    status: 0,
  });
  const rows = (await readFile(file, 'utf8')).split('\r\n');
  expect(rows).toHaveLength(10);
  expect(rows[1]).toContain('+8613800138000,王芳,,settled,');
  expect(rows[3]).toContain('+8613800138002,王芳,,skipped,never');
  expect(rows[8]).toContain('+8613800138007,王芳,,cancelled,');
}
