import { ensurePackages, type Packages, requirePackages } from '../debian.ts';

const ASTERISK: Packages = { name: 'asterisk', suite: 'sid', packages: ['asterisk'] };

/**
 * Asterisk 22 from Debian sid, unpacked in the cache folder: the root to give to `startAsterisk`. About 80 MB to download
 * and 270 MB on disk the first time; looked over in well under a second afterwards. Throws HostError.
 */
export function ensureAsterisk(progress: (line: string) => void, signal?: AbortSignal): Promise<string> {
  return ensurePackages({ ...ASTERISK, progress, signal });
}

/** Fetches nothing; throws HostError where {@link ensureAsterisk} could do nothing on this machine. */
export function requireAsterisk(): Promise<void> {
  return requirePackages(ASTERISK);
}
