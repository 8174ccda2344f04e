/**
 * What docker-compose.yml runs before Asterisk: makes the site's secrets and writes Asterisk's configuration, both below
 * ./var, for the containers' user. Working directory: the checkout, or a folder laid out like one.
 *
 * Usage: node docker/engine/prepare.ts PORT_BASE UID GID [FILE]; FILE: the site's, by default sansheng.yaml
 */
import { lchown, mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { loadSite } from '../../src/config/load-site.ts';
import { formatProblem } from '../../src/config/problem.ts';
import { sitePaths } from '../../src/config/site.ts';
import { loadStandards } from '../../src/config/standards/load.ts';
import { asteriskSite } from '../../src/host/asterisk/from-config.ts';
import { renderAsterisk, renderDirectories } from '../../src/host/asterisk/render.ts';
import { loadOrMakeSecrets } from '../../src/host/secrets.ts';

const [portBase, uid, gid] = process.argv.slice(2, 5).map(Number);
const [file = 'sansheng.yaml'] = process.argv.slice(5);
if (portBase === undefined || uid === undefined || gid === undefined) {
  throw new Error('usage: prepare.ts PORT_BASE UID GID [FILE]');
}

/** Compose starts this as root, since it may be root that made the mounted folder. */
async function giveTo(path: string): Promise<void> {
  await lchown(path, Number(uid), Number(gid));
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (entry.isDirectory()) await giveTo(join(path, entry.name));
    else await lchown(join(path, entry.name), Number(uid), Number(gid));
  }
}

const root = resolve('.');
const standards = loadStandards(join(root, 'standards'));
const { site, problems } = loadSite(resolve(file), { standards, env: process.env, portBase });
if (site === null) {
  for (const problem of problems) console.error(formatProblem(problem));
  process.exit(1);
}
const paths = sitePaths(root, portBase);
await mkdir(paths.dir, { recursive: true, mode: 0o700 });
const secrets = await loadOrMakeSecrets(
  paths.secrets,
  site.agents.map(({ id }) => id),
);
await renderAsterisk(paths.asterisk, asteriskSite(site, secrets, join(root, 'sounds')));
// No program directories: in the container Asterisk lies where Debian's build expects it.
await renderDirectories(paths.asterisk, {});
await giveTo(paths.dir);
