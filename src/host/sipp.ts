import { ensurePackages } from './debian.ts';
import { type Runnable, runnable } from './loader.ts';

/** SIPp (the callers and phones of demo and tests) from Debian, in the cache folder. Throws HostError. */
export async function ensureSipp(progress: (line: string) => void, signal?: AbortSignal): Promise<Runnable> {
  const root = await ensurePackages({
    name: 'sipp',
    suite: 'sid',
    packages: ['sip-tester'],
    progress,
    signal,
  });
  // SIPp's statistics screen asks for the terminal's description even when nothing shows it.
  return runnable(root, 'usr/bin/sipp', { env: { TERM: 'dumb' } });
}
