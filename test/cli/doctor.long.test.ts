// `sansheng doctor` on a real site: what is wrong is named with its cure, and nothing else is.

import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureAsterisk } from '../../src/host/asterisk/install.ts';
import { ensureSipp } from '../../src/host/sipp.ts';
import { openSipkit } from '../../src/sipkit/index.ts';
import { TestSite } from './support/site.ts';

const SHIPPED = join(import.meta.dirname, '..', '..', 'sansheng.yaml');

let site: TestSite;
let folder = '';
beforeAll(async () => {
  await ensureAsterisk(() => undefined);
  await ensureSipp(() => undefined);
  site = await TestSite.open();
  folder = await mkdtemp(join(tmpdir(), 'sansheng-doctor-'));
  await site.sansheng('up', '--detach');
});
afterAll(async () => {
  await site[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

interface Found {
  readonly severity: string;
  readonly code: string;
  readonly cause: string;
  readonly cure: string;
}

async function doctor(...options: string[]): Promise<{ exitCode: number; findings: Found[] }> {
  const { status, stdout } = await site.sansheng('doctor', '--json', ...options);
  const found = { exitCode: status, ...JSON.parse(stdout) };
  const uncured = found.findings.filter(({ cause, cure }: Found) => cause === '' || cure === '');
  expect(uncured).toEqual([]);
  return found;
}

const codes = ({ findings }: { findings: Found[] }) => [...new Set(findings.map(({ code }) => code))].sort();

async function secrets() {
  return JSON.parse(await readFile(join(site.dir, 'secrets.json'), 'utf8'));
}

async function pidIn(file: string): Promise<number> {
  return Number((await readFile(join(site.dir, file), 'utf8')).split(' ')[0]);
}

/** Asks the site's Asterisk to do something to a module. */
async function module(method: 'PUT' | 'DELETE' | 'POST', name: string): Promise<void> {
  const { ariPassword } = await secrets();
  const authorization = `Basic ${Buffer.from(`sansheng:${ariPassword}`).toString('base64')}`;
  const url = `http://127.0.0.1:${site.base + 1}/ari/asterisk/modules/${name}`;
  expect((await fetch(url, { method, headers: { authorization } })).ok).toBe(true);
}

/** Changes one of Asterisk's files while `work` runs. */
async function withAsteriskFile(
  name: string,
  change: (text: string) => string,
  reloaded: string,
  work: () => Promise<void>,
): Promise<void> {
  const file = join(site.dir, 'asterisk', 'etc', name);
  const before = await readFile(file, 'utf8');
  await writeFile(file, change(before));
  await module('PUT', reloaded);
  try {
    await work();
  } finally {
    await writeFile(file, before);
    await module('PUT', reloaded);
  }
}

test('a site whose phones are all away is warned of that, and of nothing else; with one there, of nothing', async () => {
  const before = await doctor();
  expect({ ...before, codes: codes(before) }).toMatchObject({ exitCode: 0, codes: ['NO_PHONE'] });
  const { agents } = await secrets();
  const sipp = await ensureSipp(() => undefined);
  await using kit = openSipkit({ sipp, server: { host: '127.0.0.1', port: site.base } });
  await kit.phone({ id: '8001', secret: agents['8001'], behaviour: { does: 'answer', afterMs: 50 } });
  expect(await site.sansheng('doctor')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^\d+ checks, nothing found\n$/),
  });
});

test.each([
  [
    'a trunk that anybody can be',
    'TRUNK_OPEN',
    { file: 'pjsip-trunks.conf', from: /^identify_by = ip$/m, to: '', module: 'res_pjsip.so' },
  ],
  [
    'a phone that may send its sound past Asterisk',
    'ENDPOINT_SETTING',
    {
      file: 'pjsip-agents.conf',
      from: /^direct_media = no$/m,
      to: 'direct_media = yes',
      module: 'res_pjsip.so',
    },
  ],
  [
    'music that Asterisk does not have',
    'MUSIC_MISSING',
    { file: 'musiconhold.conf', from: /^\[default\]$/m, to: '[other]', module: 'res_musiconhold.so' },
  ],
  [
    'music without a file',
    'MUSIC_MISSING',
    {
      file: 'musiconhold.conf',
      from: /^directory = .*$/m,
      to: `directory = ${import.meta.dirname}`,
      module: 'res_musiconhold.so',
    },
  ],
])('%s is a fault', async (_what, code, { file, from, to, module: reloaded }) => {
  await withAsteriskFile(
    file,
    (text) => text.replace(from, to),
    reloaded,
    async () => {
      const found = await doctor();
      expect({ ...found, codes: codes(found) }).toMatchObject({
        exitCode: 1,
        codes: ['NO_PHONE', code].sort(),
      });
    },
  );
});

test('a line that the context lacks in which calls of the trunk begin is a fault; a context of the PBX that has it is none', async () => {
  const own = (text: string) => text.replaceAll('context = from-trunk', 'context = from-carrier');
  const known = async () => codes(await doctor());
  await withAsteriskFile('pjsip-trunks.conf', own, 'res_pjsip.so', async () => {
    expect(await known()).toEqual(['LINE_NOT_IN_DIALPLAN', 'NO_PHONE']);
    const sendOn = `[from-carrier]\nexten => _X.,1,Goto(arrive,\${EXTEN},1)\n`;
    await withAsteriskFile(
      'extensions.conf',
      (text) => `${text}\n${sendOn}`,
      'pbx_config.so',
      async () => {
        expect(await known()).toEqual(['NO_PHONE']);
      },
    );
  });
});

test('a module that is not there is a fault', async () => {
  await module('DELETE', 'func_talkdetect.so');
  const found = await doctor();
  await module('POST', 'func_talkdetect.so');
  expect(found.findings).toContainEqual(
    expect.objectContaining({ code: 'MODULE_MISSING', cause: 'Asterisk does not run func_talkdetect.so' }),
  );
});

/** A file in which the site's Asterisk is somebody else's. */
async function foreignSite(): Promise<string> {
  const { ariPassword, amiPassword } = await secrets();
  Object.assign(process.env, { OTHER_ARI: ariPassword, OTHER_AMI: amiPassword });
  const asterisk = [
    'asterisk:',
    '  mode: existing',
    '  existing:',
    `    ari_url: http://127.0.0.1:${site.base + 1}`,
    `    ami_port: ${site.base + 2}`,
    '    ami_host: 127.0.0.1',
    ...['ari', 'ami'].map((door) => `    ${door}_user: sansheng`),
    ...['ari', 'ami'].map((door) => `    ${door}_password_env: OTHER_${door.toUpperCase()}`),
  ];
  const file = join(folder, 'existing.yaml');
  const shipped = await readFile(SHIPPED, 'utf8');
  await writeFile(file, shipped.replace(/^asterisk:\n {2}mode: auto$/m, asterisk.join('\n')));
  return file;
}

test('of somebody else’s Asterisk the music is looked at, too, where its function for that is loaded', async () => {
  const file = await foreignSite();
  const known = async () => codes(await doctor('--config', file)).filter((code) => code === 'MUSIC_MISSING');
  const renamed = (text: string) => text.replace(/^\[default\]$/m, '[other]');
  await withAsteriskFile('musiconhold.conf', renamed, 'res_musiconhold.so', async () => {
    expect(await known()).toEqual([]);
    await module('POST', 'func_config.so');
    expect(await known()).toEqual(['MUSIC_MISSING']);
  });
  expect(await known()).toEqual([]);
  await module('DELETE', 'func_config.so');
});

test('secrets that others can read, and secrets that are not Asterisk’s, are faults', async () => {
  const file = join(site.dir, 'secrets.json');
  const before = await readFile(file, 'utf8');
  await chmod(file, 0o644);
  await writeFile(
    file,
    JSON.stringify({ ...JSON.parse(before), ariPassword: 'another-one', amiPassword: 'another-one' }),
  );
  const found = await doctor();
  await writeFile(file, before);
  await chmod(file, 0o600);
  expect(codes(found)).toEqual(['BAD_CREDENTIALS', 'SECRETS_READABLE']);
  expect(found.findings).toHaveLength(3);
});

test('an agent without a phone in Asterisk, and a file with a mistake, are faults', async () => {
  const shipped = await readFile(SHIPPED, 'utf8');
  const file = join(folder, 'site.yaml');
  await writeFile(
    file,
    shipped.replace(/^agents:\n/m, "agents:\n  '8099': { name: 新人, languages: [zh] }\n"),
  );
  expect((await doctor('--config', file)).findings).toContainEqual(
    expect.objectContaining({ code: 'ENDPOINT_MISSING', cause: 'Asterisk has no endpoint for agent 8099' }),
  );
  await writeFile(file, `port_base: ${site.base}\nlines: [\n`);
  expect(await doctor('--config', file)).toMatchObject({
    exitCode: 1,
    findings: [{ severity: 'fault', code: 'YAML_SYNTAX', cause: expect.stringContaining('site.yaml:3') }],
  });
});

test('an engine that was started again, is alone, is frozen, or is not there, is told of; so is a store that is none', async () => {
  const engine = await pidIn('engine.pid');
  process.kill(engine, 'SIGKILL');
  await expect
    .poll(async () => codes(await doctor()), { timeout: 60_000 })
    .toEqual(['NO_PHONE', 'PART_RESTARTED']);
  process.kill(await pidIn('up.pid'), 'SIGKILL');
  await expect
    .poll(async () => codes(await doctor()))
    .toEqual(['ENGINE_UNSUPERVISED', 'NO_PHONE', 'PART_RESTARTED']);
  process.kill(await pidIn('engine.pid'), 'SIGSTOP');
  expect(codes(await doctor())).toContain('ENGINE_FROZEN');
  await site.sansheng('down');
  const store = join(site.dir, 'sansheng.db');
  // what the store's log still has would make it a store that is damaged
  for (const log of ['-wal', '-shm']) await rm(`${store}${log}`, { force: true });
  await writeFile(store, 'no store at all, but a text that somebody has put there');
  expect(await doctor()).toMatchObject({ exitCode: 1 });
  expect(codes(await doctor())).toEqual(['ENGINE_NOT_RUNNING', 'STORE_NOT_OURS', 'UNREACHABLE']);
});
