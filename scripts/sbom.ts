// `npm run sbom`: the software bill of materials as CycloneDX JSON on standard output: the packages of npm, and Debian's of the Asterisk
// and SIPp that lie in the cache folder.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../src/host/cache.ts';
import { run } from '../src/host/run.ts';

/** A part, as CycloneDX names it. */
interface Component {
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly purl?: string;
}

interface Bom {
  readonly components: readonly Component[];
}

/** Folders of the cache that hold Debian's packages. */
const UNPACKED = ['asterisk', 'sipp'];

/** @param packages each `name version`, as an unpacked folder lists them */
export function withDebian(bom: Bom, packages: readonly string[]): Bom {
  const debian = [...new Set(packages)].sort().map((text): Component => {
    const [name = '', version = ''] = text.split(' ');
    const purl = `pkg:deb/debian/${encodeURIComponent(name)}@${encodeURIComponent(version)}?distro=sid`;
    return { type: 'library', name, version, purl };
  });
  return { ...bom, components: [...bom.components, ...debian] };
}

async function debianPackages(folder: string): Promise<string[]> {
  const file = join(cacheFolder(), folder, '.sansheng-complete.json');
  // not fetched yet, or an Asterisk of one's own is used
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const { packages = [] } = JSON.parse(text) as { packages?: string[] };
  return packages;
}

async function main(): Promise<number> {
  const { status, stdout, stderr } = await run('npm', ['sbom', '--omit=dev', '--sbom-format=cyclonedx']);
  if (status !== 0) {
    console.error(
      `sansheng: npm cannot list the packages: ${stderr.trim()}\n  cure: run npm ci, then try again`,
    );
    return 1;
  }
  const packages = await Promise.all(UNPACKED.map(debianPackages));
  console.log(JSON.stringify(withDebian(JSON.parse(stdout) as Bom, packages.flat()), null, 2));
  return 0;
}

if (import.meta.main) process.exit(await main());
