import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../util/errors.ts';

/** privacy.customer: removes the files in a folder, and in those below it, that were last written before `wall` (UTC ms). Returns
 * how many; none where there is no such folder. */
export async function removeOlder(folder: string, wall: number): Promise<number> {
  let removed = 0;
  for (const file of await filesBelow(folder)) {
    const { mtimeMs } = await stat(file);
    if (mtimeMs >= wall) continue;
    await rm(file);
    removed += 1;
  }
  return removed;
}

/** Removes what stands in a folder, files and whole folders, and was last written before `wall` (UTC ms). Returns how many; none where there
 * is no such folder. */
export async function removeOlderEntries(folder: string, wall: number): Promise<number> {
  const names = await readdir(folder).catch(noneIfAbsent);
  let removed = 0;
  for (const name of names) {
    const entry = join(folder, name);
    if ((await stat(entry)).mtimeMs >= wall) continue;
    await rm(entry, { recursive: true });
    removed += 1;
  }
  return removed;
}

function noneIfAbsent(error: unknown): [] {
  if (systemCode(error) === 'ENOENT') return [];
  throw error;
}

async function filesBelow(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(noneIfAbsent);
  return found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}
