import { access } from 'node:fs/promises';
import { arch } from 'node:os';
import { join } from 'node:path';
import { HostError } from './error.ts';

/** A command that can be given to `spawn` as it is, further arguments appended to `args`. */
export interface Runnable {
  file: string;
  args: string[];
  env: NodeJS.ProcessEnv;
}

/** Debian's name of this machine's architecture, and where its packages put the dynamic loader. */
const MACHINES: Partial<Record<string, { triplet: string; loader: string }>> = {
  x64: { triplet: 'x86_64-linux-gnu', loader: 'ld-linux-x86-64.so.2' },
  arm64: { triplet: 'aarch64-linux-gnu', loader: 'ld-linux-aarch64.so.1' },
};

function machine(): { triplet: string; loader: string } {
  const found = MACHINES[arch()];
  if (found !== undefined) return found;
  throw new HostError(
    'HOST_UNSUPPORTED_CPU',
    `Programs out of Debian packages can be run on x86-64 and 64-bit ARM, not on ${arch()}`,
    'Point the configuration at an Asterisk 22 that runs elsewhere',
  );
}

/** Fails with `HOST_UNSUPPORTED_CPU` where {@link runnable} would. */
export function requireSupportedCpu(): void {
  machine();
}

async function firstExisting(candidates: string[], what: string, root: string): Promise<string> {
  for (const candidate of candidates) {
    try {
      await access(candidate);
      return candidate;
    } catch {
      // Not here: packages still differ in whether they say /lib or /usr/lib. The error below covers "nowhere".
    }
  }
  throw new HostError(
    'HOST_PROGRAM_MISSING',
    `${what} is not among the packages unpacked in ${root}`,
    'Remove that folder and start again: it is made anew',
  );
}

async function existingFolders(candidates: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const candidate of candidates) {
    const there = await access(candidate).then(
      () => true,
      () => false,
    );
    if (there) found.push(candidate);
  }
  return found;
}

/** Where in an unpacked root the libraries of this machine's architecture lie: `<root>/usr/lib/<triplet>`. */
export function libraryFolder(root: string): string {
  return join(root, 'usr', 'lib', machine().triplet);
}

/**
 * How to run a program of an unpacked root with the libraries that came with it and none of the host's: through the root's
 * own dynamic loader. (The loader named inside the binary is the host's, whose libc is older than sid's libraries want.)
 *
 * @param program its path below the root, such as `usr/bin/sipp`
 * @param options `libraries`: further library folders (absolute); `env`: added to this process's environment
 * @throws HostError `HOST_PROGRAM_MISSING`, `HOST_UNSUPPORTED_CPU`
 */
export async function runnable(
  root: string,
  program: string,
  options: { libraries?: string[]; env?: NodeJS.ProcessEnv } = {},
): Promise<Runnable> {
  const { triplet, loader } = machine();
  const bases = ['usr/lib', 'lib'].map((base) => join(root, base, triplet));
  const loaders = [
    ...bases,
    join(root, 'usr/lib64'),
    join(root, 'lib64'),
    join(root, 'usr/lib'),
    join(root, 'lib'),
  ];
  const file = await firstExisting(
    loaders.map((folder) => join(folder, loader)),
    loader,
    root,
  );
  const binary = await firstExisting([join(root, program)], program, root);
  const path = await existingFolders([...bases, join(root, 'usr/lib'), ...(options.libraries ?? [])]);
  // The name it sees itself called by, which error messages and usage texts show, and which `argv[0]`-minded programs use.
  const args = ['--argv0', binary, '--library-path', path.join(':'), binary];
  return {
    file,
    args,
    env: { ...process.env, LD_LIBRARY_PATH: undefined, LD_PRELOAD: undefined, ...options.env },
  };
}
