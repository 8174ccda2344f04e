import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');

interface Service {
  readonly image: string;
  readonly build?: { readonly dockerfile?: string; readonly args: Record<string, string> };
  readonly logging?: { readonly options: Record<string, string> };
  readonly volumes: readonly string[];
  readonly command: readonly string[];
  readonly environment?: readonly string[];
}

const { services } = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
};
const all = Object.entries(services);

/** `${NAME:-default}` as it is where nothing is set. */
const plain = (text: string) => text.replace(/\$\{\w+:-([^}]*)\}/g, '$1');

describe('docker-compose.yml', () => {
  it('builds each image once, under the version of the product', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    const images = new Set(all.map(([, { image }]) => image));
    expect([...images].toSorted()).toEqual([`sansheng-asterisk:${version}`, `sansheng-engine:${version}`]);
    expect(all.filter(([, { build }]) => build).map(([name]) => name)).toEqual(['prepare', 'asterisk']);
  });

  it('has nothing that Docker 24 refuses', () => {
    expect(read('docker-compose.yml')).not.toMatch(/^\s*start_interval:/m);
  });

  it.each(all)('%s mounts folders, never a file, and keeps its log short', (_, { volumes, logging }) => {
    for (const volume of volumes) {
      const [from = ''] = plain(volume).split(':');
      if (from !== './var') expect(statSync(join(ROOT, from)).isDirectory()).toBe(true);
    }
    expect(logging?.options).toMatchObject({ 'max-size': '20m', 'max-file': '5' });
  });

  it('reads the site from the folder that is mounted', () => {
    const file = '/srv/sansheng/site/sansheng.yaml';
    expect(services.engine?.volumes.map(plain)).toContain('.:/srv/sansheng/site:ro');
    expect(services.engine?.command).toContain(file);
    expect(services.prepare?.command.at(-1)).toBe(file);
  });

  it.each(['prepare', 'engine'])('%s gets the passwords of trunks that the pages name', (name) => {
    const page = read('docs/admin/trunks.md');
    const named = [...page.matchAll(/password_env: (\w+)/g)].map(([, variable]) => variable);
    expect(new Set(services[name]?.environment)).toEqual(new Set(named));
  });

  it('a console that cannot be built does not keep the engine from being built', () => {
    const [, stage = ''] = read('docker/engine/Dockerfile').split(/^FROM /m);
    const runs = [...stage.matchAll(/^RUN (.*)$/gm)].map(([, command = '']) => command);
    const dir = mkdtempSync(join(tmpdir(), 'sansheng-docker-'));
    // every command of the stage fails
    writeFileSync(join(dir, 'npm'), '#!/bin/sh\nmkdir -p build/console/assets; exit 1\n', { mode: 0o755 });
    const env = { PATH: `${dir}:${process.env.PATH}` };
    const said = runs.map((command) => spawnSync('sh', ['-c', command], { cwd: dir, env, encoding: 'utf8' }));
    expect(said.map(({ status }) => status)).toEqual(runs.map(() => 0));
    expect(said.at(-1)?.stderr).toContain('THE CONSOLE HAS NOT BEEN BUILT');
    // what `COPY --from=console` takes
    expect(readdirSync(join(dir, 'build'))).toEqual([]);
    rmSync(dir, { recursive: true });
  });

  it.each([
    ['asterisk', 'docker/asterisk/Dockerfile'],
    ['prepare', 'docker/engine/Dockerfile'],
  ])('%s gives its build the mirrors that it knows', (name, dockerfile) => {
    const known = [...read(dockerfile).matchAll(/^ARG (\w+)=/gm)].map(([, arg]) => arg);
    expect(Object.keys(services[name]?.build?.args ?? {}).toSorted()).toEqual(known.toSorted());
  });
});
