import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HostError } from './error.ts';
import { run } from './run.ts';

/** The suites that packages are taken from. */
export type Suite = 'sid' | 'trixie' | 'bookworm';

const DEFAULT_MIRROR = 'http://deb.debian.org/debian/';
const KEYRINGS = [
  '/usr/share/keyrings/debian-archive-keyring.gpg',
  '/usr/share/keyrings/debian-archive-keyring.pgp',
];

/**
 * The Debian mirror that the host's own apt uses, so that a site with a local mirror stays on it; deb.debian.org where
 * none is configured (Ubuntu, or a machine that only has third-party sources).
 */
export async function hostMirror(): Promise<string> {
  const format = ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages'];
  const { stdout } = await run('apt-get', format);
  const uris = stdout.split('\n').filter((uri) => /^[a-z+]+:\/\//.test(uri));
  // "…/debian" is the archive; "…/debian-security" and third parties' repositories do not carry sid.
  return uris.find((uri) => /\/debian\/?$/.test(uri)) ?? DEFAULT_MIRROR;
}

async function findKeyring(): Promise<string> {
  for (const file of KEYRINGS) {
    try {
      await access(file);
      return file;
    } catch {
      // Not this one: the next name is tried, and the error below says it when there is none.
    }
  }
  throw new HostError(
    'HOST_NO_KEYRING',
    'This machine has no keyring to check the signatures of Debian packages with',
    'Install the package debian-archive-keyring, or use Docker or an Asterisk of your own',
  );
}

/** Fails with `HOST_NOT_DEBIAN` unless apt-get and dpkg-deb are there, and with `HOST_NO_KEYRING` where nothing that they
 * fetch could be checked. */
export async function requireAptTools(): Promise<void> {
  for (const tool of ['apt-get', 'dpkg-deb']) {
    const { status } = await run(tool, ['--version']);
    if (status === 0) continue;
    throw new HostError(
      'HOST_NOT_DEBIAN',
      `This machine has no ${tool}, so Debian packages cannot be fetched and unpacked here`,
      'Use a Debian-like machine, or Docker (docker compose up), or point the configuration at a running Asterisk 22',
    );
  }
  await findKeyring();
}

/** Escapes nothing, refuses instead: a path with quotes or line breaks cannot be said in apt's configuration. */
function quoted(path: string): string {
  if (!/["\n\\;]/.test(path)) return `"${path}"`;
  throw new HostError(
    'HOST_CACHE_UNUSABLE',
    `The cache folder's path ${JSON.stringify(path)} has characters that apt cannot take`,
    'Set XDG_CACHE_HOME to a folder with a plain name',
  );
}

function aptConfiguration(work: string): string {
  return [
    `Dir::State ${quoted(join(work, 'state'))};`,
    `Dir::State::Lists ${quoted(join(work, 'lists'))};`,
    // An empty status file: every dependency is fetched, also those that the host has, since nothing of the host's is used.
    `Dir::State::Status ${quoted(join(work, 'status'))};`,
    `Dir::Cache ${quoted(join(work, 'cache'))};`,
    `Dir::Etc::SourceList ${quoted(join(work, 'sources.list'))};`,
    'Dir::Etc::SourceParts "/dev/null";',
    'Dir::Etc::Preferences "/dev/null";',
    'Dir::Etc::PreferencesParts "/dev/null";',
    'APT::Sandbox::User "";',
    'APT::Default-Release "";',
    'APT::Install-Recommends "false";',
    // Whatever the host's apt is content with: here every package is checked against Debian's signature.
    'APT::Get::AllowUnauthenticated "false";',
    'Acquire::AllowInsecureRepositories "false";',
    'Acquire::AllowWeakRepositories "false";',
    'Acquire::Languages "none";',
    'Acquire::PDiffs "false";',
    // A mirror may be a frozen snapshot, whose signed date of expiry is long past. The signature is still checked.
    'Acquire::Check-Valid-Until "false";',
    // Hooks of the host's (emptying its package cache, telling its software centre) have no business with ours.
    '#clear APT::Update::Pre-Invoke;',
    '#clear APT::Update::Post-Invoke;',
    '#clear APT::Update::Post-Invoke-Success;',
    '#clear DPkg::Post-Invoke;',
    '',
  ].join('\n');
}

function failure(what: string, mirror: string, output: string): HostError {
  const lines = output.split('\n').filter((line) => /^[EW]:/.test(line));
  const detail = lines.slice(0, 3).join(' ') || output.trim().split('\n').at(-1) || 'no message';
  if (/NO_PUBKEY|not signed|EXPKEYSIG|could ?n.t be verified|Sub-process .*sqv/i.test(output)) {
    return new HostError(
      'HOST_NO_KEYRING',
      `The signature of ${mirror} cannot be checked with this machine's keyring: ${detail}`,
      'Update the package debian-archive-keyring, or use Docker or an Asterisk of your own',
    );
  }
  if (/resolv|connect|timed? ?out|network|unreachable|40[347]|50\d|Failed to fetch/i.test(output)) {
    return new HostError(
      'HOST_NO_NETWORK',
      `${what} from ${mirror} failed: ${detail}`,
      'Check the network and the mirror and proxy in /etc/apt, then try again',
    );
  }
  return new HostError(
    'HOST_PACKAGES_FAILED',
    `${what} from ${mirror} failed: ${detail}`,
    'Try again later: sid changes daily and is now and then not installable for some hours',
  );
}

/** Turns apt's line for each package into one for every 40, so that a slow network is seen to do something. */
function downloadProgress(progress: (line: string) => void): (line: string) => void {
  return (line) => {
    const size = /^Need to get (.+) of archives/.exec(line)?.[1];
    if (size !== undefined) progress(`${size} to download`);
    const count = /^Get:(\d+) /.exec(line)?.[1];
    if (count !== undefined && Number(count) % 40 === 0) progress(`${count} packages downloaded`);
  };
}

/** What is to be fetched with an apt of our own. */
export interface DownloadRequest {
  /** An empty folder that apt's lists, caches and the packages go into. */
  work: string;
  suite: Suite;
  components: string[];
  packages: string[];
  progress(line: string): void;
  /** Ends the download; it rejects then. */
  signal?: AbortSignal | undefined;
}

/**
 * Downloads packages with all they depend on, signatures checked, and returns the folder that holds the `.deb` files. Needs no
 * root and changes nothing of the host's apt. Throws {@link HostError}.
 */
export async function download(request: DownloadRequest): Promise<string> {
  const { work, suite, components, packages, progress, signal } = request;
  const [mirror, keyring] = await Promise.all([hostMirror(), findKeyring()]);
  const archives = join(work, 'cache', 'archives');
  await mkdir(join(archives, 'partial'), { recursive: true });
  await mkdir(join(work, 'lists', 'partial'), { recursive: true });
  await mkdir(join(work, 'state'), { recursive: true });
  await writeFile(join(work, 'status'), '');
  // Only this machine's architecture, also where the host's dpkg has foreign ones.
  const architecture = (await run('dpkg', ['--print-architecture'])).stdout.trim();
  const options = `[arch=${architecture} signed-by=${keyring}]`;
  await writeFile(join(work, 'sources.list'), `deb ${options} ${mirror} ${suite} ${components.join(' ')}\n`);
  const config = join(work, 'apt.conf');
  await writeFile(config, aptConfiguration(work));
  const env = { ...process.env, LC_ALL: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive' };

  progress(`reading the package lists of ${suite} from ${mirror}`);
  const update = await run(
    'apt-get',
    ['-c', config, '-q', '-o', 'APT::Update::Error-Mode=any', 'update'],
    env,
    undefined,
    signal,
  );
  signal?.throwIfAborted();
  if (update.status !== 0) throw failure('Reading the package lists', mirror, update.stdout + update.stderr);

  progress(`downloading ${packages.join(', ')} with all they depend on`);
  const command = ['-c', config, '-q', '-y', '--no-remove', '--download-only', 'install', ...packages];
  const install = await run('apt-get', command, env, downloadProgress(progress), signal);
  signal?.throwIfAborted();
  if (install.status !== 0) throw failure('Downloading', mirror, install.stdout + install.stderr);
  return archives;
}
