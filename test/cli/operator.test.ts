// The day of an operator, from docs/operators/guide.md alone: a caller gives up, and what is done about it by command and by HTTP,
// on a running site with a real Asterisk.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openReader } from '../../src/compose.ts';
import { loadSite } from '../../src/config/load-site.ts';
import { sitePaths } from '../../src/config/site.ts';
import { loadStandards } from '../../src/config/standards/load.ts';
import { ensureAsterisk } from '../../src/host/asterisk/install.ts';
import { ensureSipp } from '../../src/host/sipp.ts';
import { openSipkit } from '../../src/sipkit/index.ts';
import { Records, until } from '../asterisk/support/records.ts';
import { SipParties } from '../asterisk/support/sip-parties.ts';
import { pause } from '../host/machine.ts';
import { TestSite } from './support/site.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const quiet = () => undefined;
const LINE = '4008001234';
const CUSTOMER = '13800000101';
const OTHER = '13900000102';

beforeAll(async () => {
  await ensureAsterisk(quiet);
  await ensureSipp(quiet);
});

/** The shipped site, which calls at any hour, for tests run at any hour. */
async function configured(stack: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sansheng-operator-'));
  stack.defer(() => rm(folder, { recursive: true }));
  const shipped = await readFile(join(ROOT, 'sansheng.yaml'), 'utf8');
  const file = join(folder, 'site.yaml');
  await writeFile(file, `${shipped}\ncallbacks: { hours: { daily: '00:00-24:00', holidays: open } }\n`);
  return file;
}

/** Everybody outside of a site that `up` has brought up. */
async function around(site: TestSite, file: string, stack: AsyncDisposableStack) {
  const standards = loadStandards(join(ROOT, 'standards'));
  const loaded = loadSite(file, { standards, env: {}, portBase: site.base });
  if (!loaded.site) throw new Error(`the configuration has problems: ${JSON.stringify(loaded.problems)}`);
  const secrets = JSON.parse(await readFile(join(site.dir, 'secrets.json'), 'utf8'));
  const store = await openReader(sitePaths(ROOT, site.base));
  stack.defer(() => store.close());
  const server = { host: '127.0.0.1', port: loaded.site.ports.sip };
  const kit = openSipkit({ sipp: await ensureSipp(quiet), server });
  stack.use(kit);
  const api = `http://127.0.0.1:${loaded.site.ports.api}`;
  return {
    parties: new SipParties(kit, loaded.site, secrets.agents, store),
    records: new Records(store),
    api,
  };
}

test('a caller gives up; an operator finds the promise, steers it, and sees it kept', async () => {
  await using site = await TestSite.open();
  await using stack = new AsyncDisposableStack();
  const file = await configured(stack);
  expect((await site.sansheng('up', '--detach', '--config', file)).status).toBe(0);
  const { parties, records, api } = await around(site, file, stack);
  const callbacks = (...args: string[]) => site.sansheng('callbacks', ...args, '--config', file);
  const done = async (...args: string[]) => {
    const { status, stdout, stderr } = await callbacks(...args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return stdout;
  };
  await parties.openCustomers();

  expect(await done()).toBe('no open callbacks\n');
  const caller = await parties.caller(CUSTOMER);
  await caller.event('ringing', { timeoutMs: 30_000 });
  await pause(6000);
  await caller.hangUp();
  await until(async () => (await records.callbacks(CUSTOMER))[0], 'the caller is promised a call');

  // a person of her own right, not whoever has the account
  const made = await site.sansheng('api', 'token', 'add', '赵敏', '--role', 'operator', '--json');
  const { token } = JSON.parse(made.stdout);
  const ask = async (path: string, body?: object) => {
    const response = await fetch(api + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    // biome-ignore lint/suspicious/noExplicitAny: what JSON gives
    return { status: response.status, body: (await response.json()) as any };
  };

  const [row] = JSON.parse(await done('--json'));
  expect(row).toMatchObject({ kind: 'abandoned', status: 'due', dialled: '138******01', line: LINE });
  expect(await done('list')).toMatch(new RegExp(`^id .*\\n${row.id}  abandoned  138\\*{6}01  ${LINE}  due `));
  const id = row.id.slice(0, -1);
  expect(await done('show', id)).toMatch(
    /callback promised[\s\S]*the call that it came from: [\s\S]*gave up/,
  );

  expect(await done('reschedule', id, '--due', '+45m', '--why', '开会', '--by', '李强')).toMatch(
    /is scheduled for \d{4}-/,
  );
  const seen = await ask(`/v1/callbacks/${id}`);
  expect(seen.body.callback).toMatchObject({ status: 'scheduled', number: '+86*********01' });
  const { revision } = seen.body.callback;
  expect(await done('assign', id, '8002')).toContain('assigned to 8002');
  const slow = await ask(`/v1/callbacks/${id}/cancel`, { revision, why: 'is settled, I think' });
  expect(slow).toMatchObject({
    status: 409,
    body: { code: 'CALLBACK_CHANGED', present: { assigned: '8002' } },
  });
  expect((await callbacks('assign', id, '9999')).stderr).toContain('AGENT_UNKNOWN');
  const now = await ask(`/v1/callbacks/${id}/call-now`, { revision: slow.body.present.revision });
  expect(now).toMatchObject({ status: 200, body: { status: 'due' } });

  for (const agent of ['8001', '8002']) await parties.phone(agent);
  const rung = await parties.pickedUp(CUSTOMER, 60_000);
  expect(rung.agent).toBe('8002');
  const customer = await parties.customerRung(CUSTOMER);
  await customer.event('ringing');
  customer.answer();
  const attempt = await until(async () => (await records.attempts(CUSTOMER))[0], 'the attempt');
  await records.eventOf(attempt.id, 'connected');
  await pause(1000);
  await rung.leg.rtp.sendDigits('*31');
  await customer.hangUp();
  await until(
    async () => (await records.callbacks(CUSTOMER)).find(({ status }) => status.is === 'settled'),
    'the promise is kept',
  );

  const refused = await callbacks('add', '110', '--line', LINE);
  expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('NUMBER_REFUSED') });
  const about = 'meter; reads 0042';
  const added = await done('add', OTHER, '--line', LINE, '--about', about, '--due', '+30m', '--json');
  const other = JSON.parse(added).callback;
  const again = ['add', OTHER, '--line', LINE, '--due', '+40m'];
  expect(await done(...again)).toContain('has one open on this line already');
  expect(await done('settle', other.id, '--why', 'came to the office')).toContain('is settled');
  expect((await callbacks('cancel', other.id, '--why', 'x')).stderr).toContain('CALLBACK_OVER');

  expect(await done()).toBe('no open callbacks\n');
  expect(await done('show', row.id)).toMatch(/\n1 .* 8002 .* resolved /);
  const csv = await done('export', '--all', '--sort', 'promised');
  expect(csv.split('\r\n')).toHaveLength(4);
  expect(csv).toContain(`${row.id},abandoned,settled,no,`);
  expect(csv).not.toContain(CUSTOMER);
  expect(await done('export', '--all', '--show-numbers')).toContain(CUSTOMER);

  const audit = await site.sansheng('quality', 'audit', '--json', '--config', file);
  const deeds = JSON.parse(audit.stdout).map((entry: { who: string; did: string }) => entry);
  expect(deeds).toContainEqual(expect.objectContaining({ who: '赵敏', did: 'callbackCalledNow' }));
  expect(deeds).toContainEqual(expect.objectContaining({ who: '李强', did: 'callbackRescheduled' }));
  expect(deeds).toContainEqual(expect.objectContaining({ did: 'numbersShown', detail: 'callbacks export' }));

  await site.sansheng('api', 'token', 'remove', '赵敏');
  expect((await ask('/v1/me')).status).toBe(401);
  await site.sansheng('down');
  // what was kept can be looked at, and nothing ordered
  expect(await done('--all')).toContain(row.id);
  expect((await callbacks('call-now', row.id)).status).toBe(3);
});
