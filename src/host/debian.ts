import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, systemCode } from '../util/errors.ts';
import { download, requireAptTools, type Suite } from './apt.ts';
import { cacheFolder, faultOf, markComplete } from './cache.ts';
import { HostError } from './error.ts';
import { requireSupportedCpu } from './loader.ts';
import { withLock } from './lock.ts';
import { run } from './run.ts';

/** Which Debian packages are wanted. */
export interface Packages {
  /** Names the folder in the cache; a file name. */
  name: string;
  suite: Suite;
  packages: string[];
  /** Archive areas; `['main']` unless told. */
  components?: string[];
}

/** Packages to be made sure of, and who is told how it goes. */
export interface PackageRequest extends Packages {
  /** Told one line for each step a person would want to see. */
  progress(line: string): void;
  /** Gives up when it is aborted: the call rejects, and what was half made is gone. */
  signal?: AbortSignal | undefined;
}

/** Name and version from a file such as `libc6_2.41-9_amd64.deb`; apt writes an epoch's colon as `%3a`. */
function nameAndVersion(deb: string): string {
  const [name = deb, version = '?'] = deb.split('_');
  return `${name} ${decodeURIComponent(version)}`;
}

async function unpack(
  archives: string,
  root: string,
  { progress, signal }: PackageRequest,
): Promise<string[]> {
  const debs = (await readdir(archives)).filter((file) => file.endsWith('.deb')).sort();
  progress(`unpacking ${debs.length} packages`);
  for (const deb of debs) {
    signal?.throwIfAborted();
    const { status, stderr } = await run('dpkg-deb', ['-x', join(archives, deb), root]);
    if (status === 0) continue;
    throw new HostError(
      'HOST_PACKAGES_FAILED',
      `Unpacking ${deb} failed: ${stderr.trim()}`,
      'Check that the cache folder has room (about 500 MB) and can be written, then try again',
    );
  }
  return debs.map(nameAndVersion);
}

/** Builds beside the final place and moves there in one step, so that the place never holds something half made. */
async function build(root: string, request: string, wanted: PackageRequest): Promise<void> {
  const work = await mkdtemp(join(cacheFolder(), `.making-${wanted.name}-`));
  try {
    const fresh = join(work, 'root');
    await mkdir(fresh);
    const { suite, packages, progress, signal, components = ['main'] } = wanted;
    const archives = await download({ work, suite, components, packages, progress, signal });
    const versions = await unpack(archives, fresh, wanted);
    await markComplete(fresh, request, versions);
    await rename(root, join(work, 'spoilt')).catch((error: unknown) => {
      if (systemCode(error) !== 'ENOENT') throw error;
    });
    await rename(fresh, root);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Under the lock nobody else builds: what an earlier, killed run left half made can go. */
async function sweep(name: string): Promise<void> {
  const folder = cacheFolder();
  for (const entry of await readdir(folder)) {
    if (entry.startsWith(`.making-${name}-`)) await rm(join(folder, entry), { recursive: true, force: true });
  }
}

/**
 * Makes sure that Debian packages, with all they depend on, lie unpacked in the cache folder, and returns the root they are
 * unpacked below. A complete root is only looked over (a fraction of a second); an absent, half-made or spoilt one is made
 * anew. Two processes that ask at once do not spoil each other. Needs no root; changes nothing outside the cache folder.
 * Throws {@link HostError}.
 */
export async function ensurePackages(wanted: PackageRequest): Promise<string> {
  const { root, request } = placeOf(wanted);
  if ((await faultOf(root, request)) === undefined) return root;
  await requireAptTools();
  await makeCacheFolder();
  const waiting = (pid: number) =>
    wanted.progress(`waiting for process ${pid}, which is fetching ${wanted.name}`);
  const make = async () => {
    const fault = await faultOf(root, request);
    if (fault === undefined) return;
    if (fault !== 'absent') wanted.progress(`${wanted.name} in the cache is ${fault}: making it anew`);
    await sweep(wanted.name);
    await build(root, request, wanted);
  };
  await withLock(join(cacheFolder(), `${wanted.name}.lock`), waiting, make, wanted.signal);
  return root;
}

/** Fetches nothing. Throws {@link HostError} unless these packages lie complete in the cache folder, or can be fetched to
 * there, and this machine can run what is in them. */
export async function requirePackages(wanted: Packages): Promise<void> {
  requireSupportedCpu();
  const { root, request } = placeOf(wanted);
  if ((await faultOf(root, request)) !== undefined) await requireAptTools();
}

function placeOf({ name, suite, packages, components = ['main'] }: Packages): {
  root: string;
  request: string;
} {
  const request = `1 ${suite} ${components.join(',')} ${packages.join(',')}`;
  return { root: join(cacheFolder(), name), request };
}

async function makeCacheFolder(): Promise<void> {
  try {
    await mkdir(cacheFolder(), { recursive: true });
  } catch (error) {
    throw new HostError(
      'HOST_CACHE_UNUSABLE',
      `The cache folder ${cacheFolder()} cannot be made: ${messageOf(error)}`,
      'Give the user a home folder that can be written, or set XDG_CACHE_HOME to one',
      { cause: error },
    );
  }
}
