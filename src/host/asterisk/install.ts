import { ensurePackages } from '../debian.ts';

/**
 * Asterisk 22 from Debian sid, unpacked in the cache folder: the root to give to `startAsterisk`. About 80 MB to download
 * and 270 MB on disk the first time; looked over in well under a second afterwards. Throws HostError.
 */
export function ensureAsterisk(progress: (line: string) => void): Promise<string> {
  return ensurePackages({ name: 'asterisk', suite: 'sid', packages: ['asterisk'], progress });
}
