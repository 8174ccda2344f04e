import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { copyStore } from '../../readers.ts';
import { type GlobalOptions, loadSurroundings, ROOT } from '../context.ts';
import { print } from '../output.ts';
import { BackupError, finishBackup, type Manifest, notWritten } from './manifest.ts';
import { type BackupPart, copyPart, filesBelow, partsOf } from './parts.ts';

export interface BackupOptions extends GlobalOptions {
  /** The folder to make; left out: a new one in `backups/` of the site. */
  readonly to?: string;
  /** False: the recordings stay out. */
  readonly recordings?: boolean;
}

/** `sansheng backup`: everything that a site is made of, as one moment had it, while it runs. The copy is read whole before it gets its
 * name. */
export async function backup(options: BackupOptions): Promise<void> {
  const { paths, portBase } = loadSurroundings(options);
  const name = `site-${portBase}-${new Date().toISOString().replace(/[:.]/g, '').slice(0, 15)}Z`;
  const to = resolve(options.to ?? join(paths.backups, name));
  if (existsSync(to)) {
    throw new BackupError('BACKUP_THERE', `${to} is there already`, 'Give a folder that is not there yet.');
  }
  // under another name until it is whole
  const part = `${to}.part`;
  const config = resolve(options.config ?? join(ROOT, 'sansheng.yaml'));
  const parts = partsOf(paths, config, options.recordings !== false);
  const manifest = await make(part, parts, portBase).catch(async (error: unknown) => {
    // half a backup is worth nothing, and may be what fills the disk
    await rm(part, { recursive: true, force: true }).catch(() => undefined);
    throw notWritten(error, `no backup was made at ${to}`);
  });
  await rename(part, to);
  print(options.json, { folder: to, ...manifest }, () => backupText(to, manifest));
}

async function make(part: string, parts: readonly BackupPart[], portBase: number): Promise<Manifest> {
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true, mode: 0o700 });
  const names: string[] = [];
  for (const one of parts) names.push(...(await keep(one, part)));
  return finishBackup(part, names, portBase);
}

/** Returns the names of what was copied; none where the site has no such thing. */
async function keep({ from, name, is }: BackupPart, to: string): Promise<string[]> {
  if (is === 'folder') {
    const files = await filesBelow(from);
    for (const file of files) await copyPart(join(from, file), join(to, name, file));
    return files.map((file) => `${name}/${file}`);
  }
  if (!existsSync(from)) return [];
  if (is === 'database') await copyStore(from, join(to, name));
  else await copyPart(from, join(to, name));
  return [name];
}

function backupText(folder: string, { files }: Manifest): string {
  const all = Object.values(files);
  const megabytes = all.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000_000;
  return [
    folder,
    `${all.length} files, ${megabytes.toFixed(1)} MB, all read again. It has passwords and customers' numbers: keep it as you keep those.`,
    ...('sansheng.db' in files ? [] : ['there is no store yet: nothing of calls and callbacks is in it']),
  ].join('\n');
}
