import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type SitePaths, sitePaths } from '../../config/site.ts';
import { findRunning } from '../../host/asterisk/process.ts';
import { checkStoreCopy } from '../../readers.ts';
import { type GlobalOptions, ROOT } from '../context.ts';
import { print } from '../output.ts';
import { runningEngine, runningUp, takeSite } from '../run-state.ts';
import { BackupError, fileDigest, notWritten, readBackup } from './manifest.ts';
import { copyPart, partsOf } from './parts.ts';

/** `sansheng restore FOLDER`: puts a backup back. Nothing of what was there is lost: it is moved aside. Nothing is changed where the backup is not
 * whole, or the site runs. */
export async function restore(folder: string, options: GlobalOptions): Promise<void> {
  const from = resolve(folder);
  const { files, portBase: made } = await readBackup(from);
  const portBase = options.portBase ?? made;
  const paths = sitePaths(ROOT, portBase);
  if ((await runningUp(paths)) || (await runningEngine(paths)) || (await findRunning(paths.asterisk))) {
    const cure = 'Stop it with `sansheng down` first; then nobody loses what happens meanwhile.';
    throw new BackupError('BACKUP_SITE_RUNS', `the site on ports from ${portBase} runs`, cure);
  }
  if ('sansheng.db' in files) checkStoreCopy(join(from, 'sansheng.db'));
  const aside = join(paths.dir, `before-restore-${new Date().toISOString().replace(/[:.]/g, '')}`);
  const targets = Object.entries(files).map(([name, { sha256 }]) => ({
    name,
    sha256,
    ...targetOf(name, paths, options),
  }));
  const restored = await putBack(from, targets, paths, aside).catch((error: unknown) => {
    throw notWritten(error, `the restore has stopped; what it had replaced is in ${aside}`);
  });
  const data = { files: targets.length, restored, portBase, aside: existsSync(aside) ? aside : null };
  print(options.json, data, () =>
    [
      `restored ${restored} files for the ports from ${portBase}, ${targets.length - restored} were the same; start it with \`sansheng up\` or \`sansheng serve\``,
      ...(data.aside ? [`what was there before is in ${data.aside}`] : []),
    ].join('\n'),
  );
}

/** Nobody starts the site meanwhile. Returns how many files were not there as they are in the backup. */
async function putBack(
  from: string,
  targets: readonly Target[],
  paths: SitePaths,
  aside: string,
): Promise<number> {
  const giveBack = await takeSite(paths);
  let restored = 0;
  try {
    for (const { name, sha256, target, shared } of targets) {
      // most prompts and standards are the same: they stay as they are
      if (!isDatabase(name) && (await isSame(target, sha256))) continue;
      for (const old of withCompanions(target)) await moveAside(old, aside);
      await copyPart(join(from, name), target, shared);
      restored += 1;
    }
  } finally {
    await giveBack();
  }
  return restored;
}

/** A file of the backup. */
interface Target {
  readonly name: string;
  readonly sha256: string;
  /** Where it belongs. */
  readonly target: string;
  /** Whether others may read it there. */
  readonly shared: boolean;
}

function targetOf(
  name: string,
  paths: SitePaths,
  { config }: GlobalOptions,
): Pick<Target, 'target' | 'shared'> {
  const parts = partsOf(paths, resolve(config ?? join(ROOT, 'sansheng.yaml')), true);
  const part = parts.find((one) =>
    one.is === 'folder' ? name.startsWith(`${one.name}/`) : name === one.name,
  );
  if (!part) {
    const cure = 'Put it back with the version of Sansheng that made it.';
    throw new BackupError('BACKUP_NEWER', `this version does not know ${name}`, cure);
  }
  const target = part.is === 'folder' ? join(part.from, name.slice(part.name.length + 1)) : part.from;
  return { target, shared: part.shared === true };
}

function isDatabase(name: string): boolean {
  return /\.(db|sqlite3)$/.test(name);
}

async function isSame(target: string, sha256: string): Promise<boolean> {
  const found = await fileDigest(target).catch(() => null);
  return found?.sha256 === sha256;
}

/** SQLite's files beside a database: without them it is another one. */
function withCompanions(target: string): string[] {
  if (!isDatabase(target)) return [target];
  return [target, `${target}-wal`, `${target}-shm`, `${target}-journal`];
}

async function moveAside(file: string, aside: string): Promise<void> {
  if (!existsSync(file)) return;
  const to = join(aside, file.replaceAll('/', '_'));
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await rename(file, to);
}
