import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderAsterisk, renderDirectories } from '../../src/host/asterisk/render.ts';
import type { AsteriskTrunk } from '../../src/host/asterisk/site.ts';
import { readWav } from '../../src/host/wav.ts';
import { inFolder, testSite, testTrunk } from './support.ts';

async function read(dir: string, name: string): Promise<string> {
  return readFile(join(dir, 'etc', name), 'utf8');
}

describe("Asterisk's configuration", () => {
  test('holds every agent, the trunk and the ports, and no placeholder', () =>
    inFolder(async (dir) => {
      const site = await testSite();
      await renderAsterisk(dir, site);
      await renderDirectories(dir, { modules: '/somewhere/modules' });
      const agents = await read(dir, 'pjsip-agents.conf');
      expect(agents).toContain('callerid = "王小明" <8001>');
      expect(agents).toContain('password = secret-of-8002');
      expect(await read(dir, 'pjsip-trunks.conf')).toContain(
        `contact = sip:127.0.0.2:${site.trunks[0]?.outboundPort}\n`,
      );
      expect(await read(dir, 'http.conf')).toContain(`bindport = ${site.ariPort}\n`);
      expect(await read(dir, 'asterisk.conf')).toContain('astmoddir => /somewhere/modules\n');
      expect(await read(dir, 'extensions.conf')).toContain('Stasis(sansheng,in,');
      expect(await read(dir, 'extensions.conf')).toContain('\nSANSHENG_LANGUAGE_4008005678 = en\n');
      expect(await read(dir, 'extensions.conf')).toContain('\nSANSHENG_RULE_1_1 = ^1[0-9]{10}$\n');
      for (const name of await readdir(join(dir, 'etc'))) expect(await read(dir, name)).not.toContain('@@');
    }));

  test('is for nobody else to read, also where a looser file was before', () =>
    inFolder(async (dir) => {
      await mkdir(join(dir, 'etc'), { mode: 0o755 });
      await writeFile(join(dir, 'etc', 'ari.conf'), 'old', { mode: 0o644 });
      await renderAsterisk(dir, await testSite());
      for (const name of await readdir(join(dir, 'etc'))) {
        expect((await stat(join(dir, 'etc', name))).mode & 0o077, name).toBe(0);
      }
      for (const folder of ['.', 'etc', 'run', 'log', 'lib', 'spool/recording']) {
        expect((await stat(join(dir, folder))).mode & 0o077, folder).toBe(0);
      }
    }));

  test('lets nobody dial out: no context leads to a Dial of a phone, an Originate or a transfer', () =>
    inFolder(async (dir) => {
      await renderAsterisk(dir, await testSite());
      const dialplan = (await read(dir, 'extensions.conf')).replace(/^;.*$/gm, '');
      // the one that keeps a number: to a context of ours, which ends there
      const [before, keeps, ...more] = dialplan.split('Dial(Local/s@keep-number/n,5)');
      expect([keeps === undefined, more]).toEqual([false, []]);
      expect(`${before}${keeps}`).not.toMatch(/\b(Dial|Originate|Transfer|Page|FollowMe|System|SHELL)\(/i);
      expect(dialplan).not.toMatch(/^exten = h,/m);
    }));

  test('holds each trunk: its account, its proxy, and a transport for its network', () =>
    inFolder(async (dir) => {
      const site = await testSite();
      const register = { user: '+862161234567', authUser: 'u@ims.example', password: 'pa$$!' };
      const ims: AsteriskTrunk = {
        ...testTrunk('ims', 5060, '10.20.0.5'),
        ...{ outboundProxy: '10.20.0.6', sipHost: '127.0.0.3', register },
        ...{ fromUser: '+862161234567', fromDomain: 'ims.example' },
      };
      await renderAsterisk(dir, { ...site, trunks: [testTrunk('e1', 5062), ims] });
      const trunks = await read(dir, 'pjsip-trunks.conf');
      for (const name of ['e1', 'ims']) expect(trunks.split(`\n[${name}]\n`).length).toBe(4);
      const [, account = ''] = /(\[ims-account\][^[]*)/.exec(trunks) ?? [];
      expect(account).toContain('username = u@ims.example\npassword = pa$$!\n');
      const [, registration = ''] = /(\[ims-registration\][^[]*)/.exec(trunks) ?? [];
      expect(registration).toContain('client_uri = sip:+862161234567@ims.example\n');
      expect(registration).toContain('outbound_proxy = sip:10.20.0.6\\;lr\n');
      expect(trunks).toContain('transport = transport-udp-2\n');
      expect(trunks).toContain('media_address = 127.0.0.3\n');
      expect(await read(dir, 'pjsip.conf')).toContain(`bind = 127.0.0.3:${site.sipPort}\n`);
    }));

  test('holds a transport for each way that phones and trunks go, and encrypted sound for whom it is', () =>
    inFolder(async (dir) => {
      const pair = join(import.meta.dirname, '..', 'web', 'tls', 'first');
      const sipTls = { certificate: `${pair}.pem`, key: `${pair}.key.pem`, authorities: `${pair}.pem` };
      const register = { user: 'u', authUser: 'u', password: 'p' };
      const ims: AsteriskTrunk = {
        ...testTrunk('ims', 5061, '10.20.0.5'),
        ...{ transport: 'tls', srtp: true, sipHost: '127.0.0.3', outboundProxy: '10.20.0.6', register },
      };
      const trunks = [testTrunk('e1', 5062), { ...testTrunk('sbc', 5063), transport: 'tcp' as const }, ims];
      const site = { ...(await testSite()), sipTls, trunks };
      await renderAsterisk(dir, { ...site, phones: { transport: 'tls', srtp: true } });
      const pjsip = await read(dir, 'pjsip.conf');
      const etc = join(dir, 'etc');
      const files = `cert_file = ${etc}/sip-certificate.pem\npriv_key_file = ${etc}/sip-key.pem\nmethod = tlsv1_2`;
      const tls = (host: string) => `protocol = tls\nbind = ${host}:${site.sipTlsPort}\n${files}\n`;
      expect(pjsip).toContain(`[transport-tls]\ntype = transport\n${tls('127.0.0.1')}`);
      expect(pjsip).toContain(`[transport-tls-2]\ntype = transport\n${tls('127.0.0.3')}`);
      expect(pjsip).toContain(`[transport-tcp]\ntype = transport\nprotocol = tcp\nbind = 127.0.0.1:`);
      expect(pjsip).toContain(`ca_list_file = ${etc}/sip-authorities.pem\nverify_server = yes\n`);
      const agents = await read(dir, 'pjsip-agents.conf');
      expect(agents).toContain('transport = transport-tls\n');
      expect(agents).toContain('media_encryption = sdes\n');
      const written = await read(dir, 'pjsip-trunks.conf');
      expect(written.match(/^transport = .*$/gm)).toEqual([
        ...['transport = transport-udp', 'transport = transport-tcp'],
        ...['transport = transport-tls-2', 'transport = transport-tls-2'],
      ]);
      expect(written.match(/^media_encryption = .*$/gm)).toEqual(
        ['no', 'no', 'sdes'].map((how) => `media_encryption = ${how}`),
      );
      expect(written).toContain('contact = sip:10.20.0.5:5061\\;transport=tls\n');
      expect(written).toContain('server_uri = sip:10.20.0.5:5061\\;transport=tls\n');
      expect(written).toContain('outbound_proxy = sip:10.20.0.6\\;lr\\;transport=tls\n');
    }));

  test('goes on with the certificate it has where the new one is none, and does not begin without one', () =>
    inFolder(async (dir) => {
      const pair = join(import.meta.dirname, '..', 'web', 'tls', 'first');
      const sipTls = { certificate: `${pair}.pem`, key: `${pair}.key.pem`, authorities: null };
      const site = await testSite();
      const broken = { ...site, sipTls: { ...sipTls, key: `${pair}.pem` } };
      await expect(renderAsterisk(dir, broken)).rejects.toMatchObject({ code: 'HOST_BAD_SITE' });
      await renderAsterisk(dir, { ...site, sipTls });
      await renderAsterisk(dir, broken);
      expect(await read(dir, 'sip-key.pem')).toBe(await readFile(`${pair}.key.pem`, 'utf8'));
    }));

  test('hold.reminder: who waits while the engine is away hears pieces of the music, and a reassurance between', () =>
    inFolder(async (dir) => {
      const site = await testSite();
      const { sounds } = site;
      await renderAsterisk(dir, site);
      const [, shown] = /^SANSHENG_WAITING_MUSIC = (.*)$/m.exec(await read(dir, 'extensions.conf')) ?? [];
      expect(shown).toBe('8 zh yue en');
      const classes = (await read(dir, 'musiconhold.conf')).match(/^\[sansheng-(zh|yue|en)-[0-7]\]$/gm);
      expect(new Set(classes).size).toBe(24);
      for (const language of ['zh', 'yue', 'en']) {
        expect(await readdir(join(dir, 'music', language))).toEqual(['reassurance.wav']);
        expect(await readFile(join(dir, 'music', language, 'reassurance.wav'))).toEqual(
          await readFile(join(sounds, language, 'hold.reminder.wav')),
        );
      }
      // two pieces go on from one another, but for their soft ends
      const [first, second] = await Promise.all(
        [0, 1].map((piece) => readWav(join(dir, 'music', `piece-${piece}.wav`))),
      );
      expect(first?.samples.length).toBe(14.9 * 8000);
      expect(first?.samples.slice(13 * 8000, 13.5 * 8000)).toEqual(second?.samples.slice(8000, 1.5 * 8000));
      expect(second?.samples.some((sample) => Math.abs(sample) > 0.05)).toBe(true);
    }));

  test('there is no music that reassures where there is no reassurance', () =>
    inFolder(async (dir) => {
      await renderAsterisk(dir, { ...(await testSite()), sounds: join(dir, 'none') });
      expect(await read(dir, 'extensions.conf')).toMatch(/^SANSHENG_WAITING_MUSIC = $/m);
      expect(await read(dir, 'musiconhold.conf')).not.toContain('[sansheng-');
    }));

  test.each<Partial<AsteriskTrunk>>([
    { name: 'a]b' },
    { match: '1.2.3.4\n[evil]' },
    { outboundHost: 'x;y' },
    { fromDomain: 'x\ny' },
    { fromUser: 'a b' },
    { register: { user: 'u', authUser: 'u', password: 'p\nq' } },
  ])('refuses a trunk that would break out of its line: %j', (change) =>
    inFolder(async (dir) => {
      const trunks = [{ ...testTrunk('ims', 5060), ...change }];
      const rendering = renderAsterisk(dir, { ...(await testSite()), trunks });
      await expect(rendering).rejects.toMatchObject({ code: 'HOST_BAD_SITE' });
    }),
  );

  test('refuses a line whose number is none', () =>
    inFolder(async (dir) => {
      const lines = { '400\n[evil]': 'zh' } as const;
      const rendering = renderAsterisk(dir, { ...(await testSite()), lines });
      await expect(rendering).rejects.toMatchObject({ code: 'HOST_BAD_SITE' });
    }));

  test('refuses a rule that would end its line', () =>
    inFolder(async (dir) => {
      const dialRules = { SANSHENG_RULE_1_1: '^1$\n[evil]' };
      const rendering = renderAsterisk(dir, { ...(await testSite()), dialRules });
      await expect(rendering).rejects.toMatchObject({ code: 'HOST_BAD_SITE' });
    }));

  test.each([
    ['a name with a line break', { name: 'x\n[evil]\ntype = endpoint' }],
    ['a name that ends its quotes', { name: 'x" <9>' }],
    ['a secret with a comment in it', { secret: 'abcdefgh;ijkl' }],
    ['a number that is none', { id: '80]01' }],
  ])('refuses %s', (_, change) =>
    inFolder(async (dir) => {
      const site = await testSite();
      const agents = [{ id: '8001', name: 'A', secret: 'long-enough', ...change }];
      await expect(renderAsterisk(dir, { ...site, agents })).rejects.toMatchObject({ code: 'HOST_BAD_SITE' });
    }),
  );
});
