// What the product is made of: the list of it, and that the packages nobody maintains are not in it.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import lock from '../../package-lock.json' with { type: 'json' };
import { withDebian } from '../../scripts/sbom.ts';

const require = createRequire(createRequire(import.meta.url).resolve('ari-client'));

type Probe = (url: string, done: (error: unknown) => void) => void;
const probe = require('request') as Probe;

const asked = (url: string) => new Promise((done) => probe(url, done));

it('ari-client gets a stand-in for the package request, and nothing below that is installed', () => {
  expect(require.resolve('request')).toMatch(/\/packages\/request\/index\.cjs$/);
  const names = Object.keys(lock.packages);
  for (const gone of ['tough-cookie', 'har-validator', 'http-signature', 'form-data', 'psl', 'uri-js'])
    expect(names.filter((name) => name.endsWith(`/${gone}`))).toEqual([]);
});

it('the stand-in says whether a host answers, whatever it answers', async () => {
  const server = createServer((_request, response) => void response.writeHead(401).end('no'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await asked(`http://127.0.0.1:${port}/`)).toBeNull();
  server.closeAllConnections();
  await once(server.close(), 'close');
  expect(await asked(`http://127.0.0.1:${port}/`)).toMatchObject({ code: 'ECONNREFUSED' });
});

it('Debian’s packages join those of npm in the bill of materials, each once', () => {
  const npm = { type: 'library', name: 'ws', version: '8.0.0' };
  const bom = withDebian({ components: [npm] }, ['zlib1g 1:1.3+x', 'asterisk 1:22', 'zlib1g 1:1.3+x']);
  expect(bom.components).toEqual([
    npm,
    expect.objectContaining({ purl: 'pkg:deb/debian/asterisk@1%3A22?distro=sid' }),
    expect.objectContaining({ name: 'zlib1g', version: '1:1.3+x' }),
  ]);
});
