import { statfs } from 'node:fs/promises';
import type { LoopDelay } from './loop-delay.ts';

/** What the machine has to say of this process. `dir`: whose disk is looked at. */
export async function machineFigures(dir: string, loop: LoopDelay) {
  const { bavail, bsize } = await statfs(dir);
  return {
    loopDelay: loop.worst(),
    diskFreeBytes: bavail * bsize,
    memoryBytes: process.memoryUsage.rss(),
    uptime: process.uptime(),
  };
}
