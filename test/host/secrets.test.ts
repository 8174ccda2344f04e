import { chmod, chown, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadOrMakeSecrets } from '../../src/host/secrets.ts';
import { inFolder } from './support.ts';

describe('secrets of a site', () => {
  test('are made once, long, all different, in a file for nobody else', () =>
    inFolder(async (dir) => {
      const file = join(dir, 'below', 'secrets.json');
      const made = await loadOrMakeSecrets(file, ['8001', '8002']);
      const all = [made.ariPassword, made.amiPassword, made.agents['8001'], made.agents['8002']];
      expect(new Set(all).size).toBe(4);
      for (const secret of all) expect(secret).toMatch(/^[0-9a-f]{48}$/);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect(await loadOrMakeSecrets(file, ['8001', '8002'])).toEqual(made);
    }));

  test('grow with the agents and change for nobody', () =>
    inFolder(async (dir) => {
      const file = join(dir, 'secrets.json');
      const before = await loadOrMakeSecrets(file, ['8001']);
      const after = await loadOrMakeSecrets(file, ['8002']);
      expect(after.agents['8001']).toBe(before.agents['8001']);
      expect(after.agents['8002']).toBeDefined();
      expect(after.ariPassword).toBe(before.ariPassword);
    }));

  test('of an older version get what it did not have: tokens of the API, and a PIN; the others stay', () =>
    inFolder(async (dir) => {
      const file = join(dir, 'secrets.json');
      const { api, outagePin, webhooks, ...older } = await loadOrMakeSecrets(file, ['8001']);
      await writeFile(file, JSON.stringify(older));
      const now = await loadOrMakeSecrets(file, ['8001']);
      expect(now).toMatchObject(older);
      expect(now.api.admin).not.toBe(api.admin);
      expect(now.webhooks).not.toBe(webhooks);
      expect(now.outagePin).toMatch(/^\d{6}$/);
      expect(outagePin).toMatch(/^\d{6}$/);
      expect(await loadOrMakeSecrets(file, ['8001'])).toEqual(now);
    }));

  test('are the same for all who ask at once', () =>
    inFolder(async (dir) => {
      const file = join(dir, 'secrets.json');
      const made = await Promise.all(Array.from({ length: 5 }, () => loadOrMakeSecrets(file, ['8001'])));
      expect(new Set(made.map((secrets) => JSON.stringify(secrets))).size).toBe(1);
    }));

  test('close a file that was opened to others', () =>
    inFolder(async (dir) => {
      const file = join(dir, 'secrets.json');
      await loadOrMakeSecrets(file, []);
      await chmod(file, 0o644);
      await loadOrMakeSecrets(file, []);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    }));

  test.runIf(process.getuid?.() === 0)('made or changed by root belong to whoever has the folder', () =>
    inFolder(async (dir) => {
      await chown(dir, 1234, 1235);
      const file = join(dir, 'var', 'site', 'secrets.json');
      await loadOrMakeSecrets(file, ['8001']);
      const whose = async (path: string) => {
        const { uid, gid } = await stat(path);
        return [uid, gid];
      };
      for (const made of [file, join(dir, 'var', 'site'), join(dir, 'var')])
        expect(await whose(made)).toEqual([1234, 1235]);
      await chown(file, 2345, 2346);
      await loadOrMakeSecrets(file, ['8001', '8002']);
      expect(await whose(file)).toEqual([2345, 2346]);
    }),
  );

  test('are not thrown away when the file is broken', () =>
    inFolder(async (dir) => {
      const file = join(dir, 'secrets.json');
      await writeFile(file, '{"ariPassword": "cut sho');
      await expect(loadOrMakeSecrets(file, [])).rejects.toMatchObject({ code: 'HOST_SECRETS_UNUSABLE' });
      expect(await readFile(file, 'utf8')).toContain('cut sho');
    }));
});
