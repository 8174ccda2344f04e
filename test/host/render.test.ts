import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderAsterisk, renderDirectories } from '../../src/host/asterisk/render.ts';
import { inFolder, testSite } from './support.ts';

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
      expect(await read(dir, 'pjsip.conf')).toContain(`contact = sip:127.0.0.2:${site.trunk.outboundPort}\n`);
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

  test('lets nobody dial out: no context leads to a Dial, an Originate or a transfer', () =>
    inFolder(async (dir) => {
      await renderAsterisk(dir, await testSite());
      const dialplan = (await read(dir, 'extensions.conf')).replace(/^;.*$/gm, '');
      expect(dialplan).not.toMatch(/\b(Dial|Originate|Transfer|Page|FollowMe|System|SHELL)\(/i);
      expect(dialplan).not.toMatch(/^exten = h,/m);
    }));

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
