// callback.programme: from the configuration and the command to the INVITE, for each template and each kind of schedule, as the
// product is wired; on a real Asterisk.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TEMPLATE_NAMES } from '../../src/core/programme/templates.ts';
import { ensureAsterisk } from '../../src/host/asterisk/install.ts';
import { ensureSipp } from '../../src/host/sipp.ts';
import { type Leg, openSipkit, type Sipkit, type Station } from '../../src/sipkit/index.ts';
import { TestSite } from './support/site.ts';

const AGENTS = ['8001', '8002', '8003'];
const LINE = '4008000002';
const MINUTE_MS = 60_000;
/** China has one time zone, which is never put forward or back. */
const SHANGHAI_MS = 8 * 60 * MINUTE_MS;
/** The last round is two minutes away, and each call takes some seconds of an agent's. */
const ALL_CALLED_MS = 300_000;

let folder: string;
let kit: Sipkit | undefined;

beforeAll(async () => {
  await ensureAsterisk(() => undefined);
  folder = await mkdtemp(join(tmpdir(), 'sansheng-schedules-'));
});

afterAll(async () => {
  await kit?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

interface Round {
  readonly schedule: string | null;
  /** UTC ms before which nobody is called. */
  readonly from: number;
}

/** At once; every minute; at a time of day, from a whole minute in two to three minutes on. */
function roundsFrom(now: number): readonly Round[] {
  const minute = Math.ceil(now / MINUTE_MS) * MINUTE_MS;
  const from = minute + 2 * MINUTE_MS;
  const clock = new Date(from + SHANGHAI_MS);
  const daily = `${clock.getUTCMinutes()} ${clock.getUTCHours()} * * *`;
  return [
    { schedule: null, from: now },
    { schedule: '* * * * *', from: minute },
    { schedule: daily, from },
  ];
}

/** Every customer is busy, and every agent takes what comes. */
async function everybody(site: { base: number; agents: readonly { id: string; secret: string }[] }) {
  const sipp = await ensureSipp(() => undefined);
  kit = openSipkit({ sipp, server: { host: '127.0.0.1', port: site.base } });
  const customers = await kit.customer({ localPort: site.base + 4, behaviour: { does: 'vanish' } });
  const invited = new Map<string, number>();
  void comes(customers, async (leg) => {
    if (!invited.has(leg.to)) invited.set(leg.to, Date.now());
    leg.refuse(486);
  });
  for (const { id, secret } of site.agents.filter((agent) => AGENTS.includes(agent.id)))
    await kit.phone({ id, secret, behaviour: { does: 'answer', afterMs: 50 } });
  return invited;
}

async function comes(station: Station, does: (leg: Leg) => Promise<void>): Promise<void> {
  const next = () => station.incoming({ timeoutMs: 600_000 }).catch(() => undefined);
  for (let leg = await next(); leg; leg = await next()) does(leg).catch(() => undefined);
}

test('each template is called at its round, under each kind of schedule', async () => {
  await using site = await TestSite.open();
  const shipped = await readFile(join(import.meta.dirname, '..', '..', 'sansheng.yaml'), 'utf8');
  const config = join(folder, 'sansheng.yaml');
  // it has to run by night, too
  await writeFile(config, `${shipped}\ncallbacks:\n  hours: { daily: '00:00-24:00', holidays: open }\n`);
  const sansheng: TestSite['sansheng'] = (...args) => site.sansheng(...args, '--config', config);
  expect(await sansheng('up', '--detach')).toMatchObject({ status: 0 });

  const rounds = roundsFrom(Date.now());
  const due = new Map<string, number>();
  for (const [row, template] of TEMPLATE_NAMES.entries()) {
    for (const [column, { schedule, from }] of rounds.entries()) {
      const number = `1380013${row}${column}00`;
      const list = join(folder, `${number}.csv`);
      await writeFile(list, `号码,姓名\n${number},王芳\n`);
      const when = schedule === null ? [] : ['--schedule', schedule];
      const asked = ['programmes', 'import', list, '--line', LINE, '--template', template, ...when];
      expect(await sansheng(...asked), asked.join(' ')).toMatchObject({ status: 0, stderr: '' });
      due.set(number, from);
    }
  }
  const { agents } = JSON.parse((await sansheng('site', '--json')).stdout);
  const invited = await everybody({ base: site.base, agents });
  const called = () => [...invited.keys()].toSorted();
  await expect.poll(called, { timeout: ALL_CALLED_MS, interval: 500 }).toEqual([...due.keys()].toSorted());
  for (const [number, at] of invited) expect(at, number).toBeGreaterThanOrEqual(due.get(number) ?? Infinity);
  await sansheng('down');
});
