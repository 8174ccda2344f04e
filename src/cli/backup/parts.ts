import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { SitePaths } from '../../config/site.ts';
import { ROOT } from '../context.ts';

/** One thing that a backup keeps: where it is, and its name in the backup. */
export interface BackupPart {
  readonly from: string;
  readonly name: string;
  /** `database`: it is written to while it is copied. */
  readonly is: 'file' | 'folder' | 'database';
  /** Asterisk reads it, which may be another user's: so anybody may, where it is put back. */
  readonly shared?: true;
}

/** All that makes a site: what is in the store, what an admin has written, what Asterisk keeps for the engine. */
export function partsOf(paths: SitePaths, config: string, recordings: boolean): BackupPart[] {
  return [
    { from: paths.store, name: 'sansheng.db', is: 'database' },
    // numbers that callers left while no engine ran
    { from: join(paths.asterisk, 'lib', 'astdb.sqlite3'), name: 'astdb.sqlite3', is: 'database' },
    { from: paths.secrets, name: 'secrets.json', is: 'file' },
    { from: config, name: 'sansheng.yaml', is: 'file' },
    { from: join(paths.asterisk, 'etc', 'sansheng-custom.conf'), name: 'sansheng-custom.conf', is: 'file' },
    { from: join(ROOT, 'standards'), name: 'standards', is: 'folder', shared: true },
    { from: join(ROOT, 'dialplan'), name: 'dialplan', is: 'folder', shared: true },
    { from: join(ROOT, 'sounds'), name: 'sounds', is: 'folder', shared: true },
    ...(recordings ? [{ from: paths.recordings, name: 'recordings', is: 'folder' } as const] : []),
  ];
}

/** The files below a folder, from it on; none where it is not there. */
export async function filesBelow(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .sort();
}

/** Copies a file and makes its folder; nobody else may read the copy, unless it is shared. */
export async function copyPart(from: string, to: string, shared = false): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await copyFile(from, to);
  await chmod(to, shared ? 0o644 : 0o600);
}
