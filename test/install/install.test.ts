import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { installCommand, planFor } from '../../src/cli/install.ts';
import { loadSite } from '../../src/config/load-site.ts';
import { sitePaths } from '../../src/config/site.ts';
import { install, undo } from '../../src/host/install/change.ts';
import { lookAt } from '../../src/host/install/look.ts';
import { loadOrMakeSecrets } from '../../src/host/secrets.ts';
import { loadShipped } from '../support/shipped-standards.ts';
import { FREEPBX } from './freepbx.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const EXISTING = `
  mode: existing
  existing:
    ari_url: http://127.0.0.1:8088
    ari_user: sansheng
    ari_password_env: ARI
    ami_host: 127.0.0.1
    ami_port: 5038
    ami_user: sansheng
    ami_password_env: AMI
`;
const standards = loadShipped();

/** A folder with these files as Asterisk's, and a site beside it. */
function bench(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), 'sansheng-install-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const dir = join(root, 'asterisk');
  mkdirSync(dir);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  const yaml = readFileSync(join(ROOT, 'sansheng.yaml'), 'utf8')
    .replace('\n  mode: auto\n', EXISTING)
    .replace('match: 127.0.0.2 ', 'match: 192.0.2.1 ')
    .replace('{ standard: telecom }', '{ standard: telecom, language: en }');
  writeFileSync(join(root, 'sansheng.yaml'), yaml);
  const env = { ARI: 'ari-password-1', AMI: 'ami-password-1' };
  const { site } = loadSite(join(root, 'sansheng.yaml'), { standards, env });
  if (!site) throw new Error('the site is wrong');
  const paths = sitePaths(root, site.ports.base);
  const backups = join(paths.dir, 'asterisk-install');
  const look = () => lookAt(dir, (name) => name.startsWith('sansheng-'));
  const plan = async (secretsOf = loadOrMakeSecrets) =>
    await planFor({ site, standards: standards.standards, paths }, await look(), secretsOf);
  const put = async () => await install(dir, await plan(), backups);
  return {
    root,
    dir,
    look,
    put,
    back: () => undo(backups),
    read: (name: string) => readFileSync(join(dir, name), 'utf8'),
  };
}

/** Every file with its bytes. */
function tree(dir: string): Record<string, string> {
  return Object.fromEntries(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'base64')]));
}

describe('an installation beside a FreePBX', () => {
  it('shows what it would write, and writes nothing: no secrets either', async () => {
    const { root, dir } = bench(FREEPBX);
    const before = tree(dir);
    vi.stubEnv('ARI', 'ari-password-1');
    vi.stubEnv('AMI', 'ami-password-1');
    onTestFinished(() => void vi.unstubAllEnvs());
    const print = vi.spyOn(console, 'log').mockReturnValue();
    onTestFinished(() => print.mockRestore());
    // no other test has this site
    const options = { config: join(root, 'sansheng.yaml'), portBase: 64_900, json: false };
    await installCommand({ ...options, asterisk: dir, preview: true });
    expect(print.mock.calls.join('')).toContain('nothing is written');
    expect(tree(dir)).toEqual(before);
    expect(existsSync(sitePaths(ROOT, 64_900).dir)).toBe(false);
  });

  it('looks before it writes', async () => {
    const found = await bench(FREEPBX).look();
    expect(found).toMatchObject({
      freepbx: true,
      transport: '0.0.0.0-udp',
      notes: [],
      place: {
        'extensions.conf': 'extensions_custom.conf',
        'pjsip.conf': 'pjsip_custom_post.conf',
        'ari.conf': 'ari_additional_custom.conf',
        'manager.conf': 'manager_custom.conf',
      },
    });
    expect([...found.endpoints]).toEqual(['carrier', '2001']);
    expect([...found.codes]).toEqual(['*52', '*77']);
  });

  it('writes files of its own, and one line into each of those that are the admin’s', async () => {
    const { dir, put, read } = bench(FREEPBX);
    const before = tree(dir);
    await put();
    const after = tree(dir);
    const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(changed).toEqual([
      ...[
        'ari_additional_custom.conf',
        'extensions_custom.conf',
        'manager_custom.conf',
        'pjsip_custom_post.conf',
      ],
      ...['sansheng-ari.conf', 'sansheng-extensions.conf', 'sansheng-manager.conf', 'sansheng-pjsip.conf'],
    ]);
    expect(read('extensions_custom.conf')).toBe(
      `${FREEPBX['extensions_custom.conf']}\n; sansheng install\n#include sansheng-extensions.conf\n`,
    );
    expect(read('sansheng-ari.conf')).toContain('[sansheng]\ntype = user\n');
    expect(read('sansheng-ari.conf')).toContain('password = ari-password-1');
    expect(read('sansheng-manager.conf')).toContain('secret = ami-password-1');
  });

  it('has names of its own alone: no context, no general setting, no global variable of the PBX is touched', async () => {
    const { put, read } = bench(FREEPBX);
    await put();
    const dialplan = read('sansheng-extensions.conf');
    const contexts = [...dialplan.matchAll(/^\[(.+)\]/gm)].map(([, name]) => name);
    expect(contexts).toContain('sansheng-from-trunk');
    expect(contexts.filter((name) => !name?.startsWith('sansheng-'))).toEqual([]);
    const jumps = [...dialplan.matchAll(/(?:Goto|Gosub|DIALPLAN_EXISTS)\(([a-z][\w-]*),/g)].map(
      ([, name]) => name,
    );
    expect(jumps.length).toBeGreaterThan(8);
    expect(
      jumps.filter((name) => !contexts.includes(name) && name !== 'sansheng-engine-away-custom'),
    ).toEqual([]);
    expect([...dialplan.matchAll(/[?:]([a-z][\w-]*),s,/g)].map(([, name]) => name)).not.toContain(
      'engine-away',
    );
    expect(dialplan).toContain('> 8]?sansheng-engine-away,s,1)');
    expect(dialplan).toContain('Dial(Local/s@sansheng-keep-number/n,5)');
    expect(dialplan).toContain('[sansheng-engine-away-custom] may stand in it');
    expect(dialplan).toContain('Set(TIMEOUT(absolute)=6)');
    expect(dialplan).toContain('{LINE}" = "4008000002"]?Set(TONGUE=en))');
    expect(dialplan).not.toMatch(/@@|^\[g/m);
  });

  it('takes the transport that is there, and leaves the calls of the carrier to the PBX', async () => {
    const { put, read } = bench(FREEPBX);
    await put();
    const pjsip = read('sansheng-pjsip.conf');
    expect(pjsip).toContain(
      '[8001]\ntransport = 0.0.0.0-udp\ntype = endpoint\ncontext = sansheng-from-agents\n',
    );
    expect(pjsip).toContain('[trunk]\n');
    expect(pjsip).not.toMatch(
      /type = (transport|identify|global|system)|media_address|transport-udp|#include/,
    );
  });

  it('twice is once', async () => {
    const { dir, put } = bench(FREEPBX);
    await put();
    const once = tree(dir);
    await put();
    expect(tree(dir)).toEqual(once);
  });

  it('is taken back byte for byte', async () => {
    const { dir, put, back } = bench(FREEPBX);
    const before = tree(dir);
    await put();
    await put();
    expect(await back()).toEqual([]);
    expect(tree(dir)).toEqual(before);
    expect(await back()).toEqual([]);
  });

  it('keeps, when it is taken back, what the admin has changed since', async () => {
    const { dir, put, back, read } = bench(FREEPBX);
    await put();
    writeFileSync(join(dir, 'manager_custom.conf'), `${read('manager_custom.conf')}[other]\nsecret = y\n`);
    expect(await back()).toEqual([]);
    expect(read('manager_custom.conf')).toBe('; mine\n[other]\nsecret = y\n');
  });
});

it('goes where nothing that follows would come into its sections', async () => {
  const settings = 'user_agent=PBX\n#include pjsip_custom_post.conf\nkeep_alive_interval=90\n';
  const { look } = bench({ ...FREEPBX, 'pjsip.conf': `[global]\ntype=global\n${settings}` });
  expect((await look()).place['pjsip.conf']).toBe('pjsip.conf');
});

describe('an installation beside an Asterisk without FreePBX', () => {
  const PLAIN = {
    'extensions.conf': '[general]\n[from-pstn]\nexten => _X.,1,Hangup()\n',
    'pjsip.conf': '[trunk]\ntype=endpoint\n[udp]\ntype=transport\nprotocol=udp\n',
    'ari.conf': '[general]\nenabled=yes\n[sansheng]\ntype=user\npassword=mine\n',
    'manager.conf': '[general]\n',
    'modules.conf': '[modules]\nautoload=yes\nnoload => res_ari.so\n',
  };

  it('writes into its files, and leaves what an admin has by hand: the trunk, the user', async () => {
    const { dir, put, back, read } = bench(PLAIN);
    const before = tree(dir);
    await put();
    expect(read('extensions.conf')).toContain('#include sansheng-extensions.conf\n');
    expect(read('ari.conf')).toBe(PLAIN['ari.conf']);
    expect(read('sansheng-pjsip.conf')).not.toContain('[trunk]\ntransport');
    expect(await back()).toEqual([]);
    expect(tree(dir)).toEqual(before);
  });

  it('says what has to be put right by hand', async () => {
    expect((await bench(PLAIN).look()).notes).toEqual([
      expect.stringMatching(/^http\.conf: set `enabled = yes`/),
      expect.stringMatching(/^manager\.conf: set `enabled = yes`/),
      'modules.conf: load res_ari.so; it has noload',
    ]);
  });

  it('says that ARI is off only where it is: it is on by default', async () => {
    const notesWith = async (ari: string) => (await bench({ ...PLAIN, 'ari.conf': ari }).look()).notes;
    expect(await notesWith('[general]\n')).not.toContainEqual(expect.stringMatching(/^ari\.conf/));
    expect(await notesWith('[general]\nenabled = no\n')).toContain('ari.conf: set `enabled = yes`');
  });
});
