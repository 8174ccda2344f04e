import { constants } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { systemCode } from '../util/errors.ts';

/** Below the folder of sounds: where files go whose place another took. */
export const REPLACED = 'replaced';

/** The bytes of a file, or undefined where there is none. */
export async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Copies a file of `dir` to the first free `replaced/<folder>/<name>.<n>.wav`; returns the copy, or undefined where there
 * was nothing to copy. */
export async function putAside(dir: string, file: string): Promise<string | undefined> {
  const folder = join(dir, REPLACED, relative(dir, dirname(file)));
  await mkdir(folder, { recursive: true });
  for (let n = 1; ; n++) {
    const copy = join(folder, `${basename(file, '.wav')}.${n}.wav`);
    try {
      await copyFile(file, copy, constants.COPYFILE_EXCL);
      return copy;
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return undefined;
      if (systemCode(error) !== 'EEXIST') throw error;
    }
  }
}

/** Writes a file in one step: whoever plays it meanwhile hears the old one or the new one, never half of one. */
export async function writeWhole(file: string, bytes: Buffer | string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const fresh = join(dirname(file), `.${basename(file)}.${process.pid}`);
  try {
    await writeFile(fresh, bytes);
    await rename(fresh, file);
  } finally {
    await rm(fresh, { force: true });
  }
}
