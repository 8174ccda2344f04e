import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ensurePackages } from '../../src/host/debian.ts';
import { runnable } from '../../src/host/loader.ts';
import { run } from '../../src/host/run.ts';
import { inFolder } from './support.ts';

const MINUTES = 60_000;

/** `hello` and its libraries: the smallest thing that has to be fetched, unpacked and run through the loader. */
async function ensureHello(): Promise<{ root: string; said: string[] }> {
  const said: string[] = [];
  const root = await ensurePackages({
    name: 'hello',
    suite: 'sid',
    packages: ['hello'],
    progress: (line) => said.push(line),
  });
  return { root, said };
}

async function greeting(root: string): Promise<string> {
  const hello = await runnable(root, 'usr/bin/hello', { env: { LC_ALL: 'C' } });
  return (await run(hello.file, hello.args, hello.env)).stdout;
}

describe('Debian packages in the cache folder', () => {
  let cache = '';

  beforeAll(async () => {
    cache = await mkdtemp(join(tmpdir(), 'sansheng-cache-'));
  });
  beforeEach(() => {
    vi.stubEnv('XDG_CACHE_HOME', cache);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  afterAll(() => rm(cache, { recursive: true, force: true }));

  test('are fetched by one of two who ask at once, run through their own loader, and looked over after that', {
    timeout: 3 * MINUTES,
  }, async () => {
    const [one, other] = await Promise.all([ensureHello(), ensureHello()]);
    expect(one.root).toBe(join(cache, 'sansheng', 'hello'));
    expect(other.root).toBe(one.root);
    expect([...one.said, ...other.said].filter((line) => line.startsWith('downloading'))).toHaveLength(1);
    expect(await greeting(one.root)).toBe('Hello, world!\n');
    expect((await ensureHello()).said).toEqual([]);
    expect(await readdir(join(cache, 'sansheng'))).toEqual(['hello']);
  });

  test.each([
    ['a file cut short', (root: string) => truncate(join(root, 'usr', 'bin', 'hello'), 100)],
    ['a file gone', (root: string) => rm(join(root, 'usr', 'bin', 'hello'))],
    ['no marker', (root: string) => rm(join(root, '.sansheng-complete.json'))],
    ['a marker cut short', (root: string) => truncate(join(root, '.sansheng-complete.json'), 20)],
  ])('are made anew after %s', { timeout: 3 * MINUTES }, async (_, spoil) => {
    const { root } = await ensureHello();
    await spoil(root);
    const { said } = await ensureHello();
    expect(said[0]).toMatch(/^hello in the cache is (spoilt|half made).*: making it anew$/);
    expect(await greeting(root)).toBe('Hello, world!\n');
  });

  test('are fetched although a killed run left its lock and its work behind', {
    timeout: 3 * MINUTES,
  }, async () => {
    const { root } = await ensureHello();
    await rm(root, { recursive: true });
    await mkdir(join(cache, 'sansheng', '.making-hello-dead', 'root'), { recursive: true });
    // This very process's pid, but another start time: the pid has been given again since.
    await writeFile(join(cache, 'sansheng', 'hello.lock'), `${process.pid} 1\n`);
    await ensureHello();
    expect(await readdir(join(cache, 'sansheng'))).toEqual(['hello']);
  });

  test('cannot be fetched without a network, and the error says so', { timeout: MINUTES }, () =>
    inFolder(async (dir) => {
      vi.stubEnv('XDG_CACHE_HOME', dir);
      const config = join(dir, 'apt.conf');
      await writeFile(config, 'Acquire::http::Proxy "http://127.0.0.1:9";\nAcquire::Retries "0";\n');
      vi.stubEnv('APT_CONFIG', config);
      await expect(ensureHello()).rejects.toMatchObject({ code: 'HOST_NO_NETWORK' });
      expect(await readdir(join(dir, 'sansheng'))).toEqual([]);
    }),
  );

  test('cannot be fetched where there is no apt, and the error says what else can be done', () =>
    inFolder(async (dir) => {
      vi.stubEnv('XDG_CACHE_HOME', dir);
      vi.stubEnv('PATH', dir);
      const failure = ensureHello();
      await expect(failure).rejects.toMatchObject({ code: 'HOST_NOT_DEBIAN' });
      await expect(failure).rejects.toHaveProperty('cure', expect.stringContaining('Docker'));
    }));
});
