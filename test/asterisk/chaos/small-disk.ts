import { execFile } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { systemCode } from '../../../src/util/errors.ts';
import type { Undo } from '../support/site.ts';

const run = promisify(execFile);
const BLOCKS = [1 << 20, 1 << 16, 1 << 12];

/** A file system that can be filled up. */
export interface SmallDisk {
  /** Not one block is left. */
  fill(): Promise<void>;
  free(): Promise<void>;
}

/** Mounts one at that folder; undefined where this user may not mount. */
export async function mountSmallDisk(
  folder: string,
  megabytes: number,
  undo: Undo,
): Promise<SmallDisk | undefined> {
  await mkdir(folder, { recursive: true });
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'sansheng-chaos', folder]);
  } catch {
    // not root, or a container without the right: the tool says so
    return undefined;
  }
  undo.push(() => run('umount', ['-l', folder]));
  const filler = join(folder, 'filler');
  return { fill: () => fillUp(filler), free: () => rm(filler, { force: true }) };
}

async function fillUp(file: string): Promise<void> {
  const filler = await open(file, 'a');
  try {
    for (const size of BLOCKS) await writeUntilFull(filler, Buffer.alloc(size));
  } finally {
    await filler.close();
  }
}

async function writeUntilFull(file: Awaited<ReturnType<typeof open>>, block: Buffer): Promise<void> {
  for (;;) {
    try {
      const { bytesWritten } = await file.write(block);
      if (bytesWritten < block.length) return;
    } catch (error) {
      if (systemCode(error) === 'ENOSPC') return;
      throw error;
    }
  }
}
