import { constants, existsSync } from 'node:fs';
import { access, readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Site, SitePaths } from '../../config/site.ts';
import { run } from '../../host/run.ts';
import { systemCode } from '../../util/errors.ts';
import { ROOT } from '../context.ts';
import { type DoctorFinding, fault, warning } from './finding.ts';

const GIB = 1024 ** 3;
/** Below the first an admin is warned, below the second the store soon refuses. */
const LOW_BYTES = 2 * GIB;
const FULL_BYTES = GIB / 4;
/** Of the last backup: housekeeping makes one a day. */
const BACKUP_OLD_MS = 3 * 86_400_000;

/** Whether this user can use the site's folder. */
export async function checkFolder({ dir }: SitePaths): Promise<DoctorFinding[]> {
  const all = constants.R_OK | constants.W_OK | constants.X_OK;
  const code = await access(dir, all).then(() => undefined, systemCode);
  if (code === 'EROFS') {
    const cause = `the disk of ${dir} is read-only: nothing can be stored or promised`;
    return [fault('SITE_READ_ONLY', cause, 'See in `dmesg` why, mend it, and mount it for writing.')];
  }
  // made by the first start
  if (code === undefined || code === 'ENOENT') return [];
  return [fault('CHECK_FAILED', `this user may not use ${dir}`, 'Run it as the user who runs the engine.')];
}

/** Where the site's files are. */
export async function checkDisk({ dir }: SitePaths): Promise<DoctorFinding[]> {
  // made by the first start
  const { bavail, bsize } = await statfs(existsSync(dir) ? dir : ROOT);
  const free = bavail * bsize;
  if (free >= LOW_BYTES) return [];
  const grade = free < FULL_BYTES ? fault : warning;
  const cause = `the disk of ${dir} has ${(free / GIB).toFixed(1)} GiB left`;
  return [grade('DISK_LOW', cause, 'Make room, or lower housekeeping.keep_days and keep_recordings_days.')];
}

/** Appointments and the dialplan's heartbeat go by the wall clock. A machine without systemd cannot say. */
export async function checkClock(): Promise<DoctorFinding[]> {
  const { stdout } = await run('timedatectl', ['show', '--property=NTPSynchronized', '--value']);
  if (stdout.trim() !== 'no') return [];
  const cure = 'Install and start chrony or systemd-timesyncd.';
  return [warning('CLOCK_UNSYNCHRONISED', "this machine's clock is not synchronised", cure)];
}

/** Whoever can read them can make calls. */
export async function checkSecrets({ secrets }: SitePaths): Promise<DoctorFinding[]> {
  const mode = await stat(secrets).then(
    (file) => file.mode,
    (error: unknown) => {
      // made by the first start
      if (systemCode(error) === 'ENOENT') return 0;
      throw error;
    },
  );
  if ((mode & 0o077) === 0) return [];
  const cause = `other users of this machine can read ${secrets}`;
  return [fault('SECRETS_READABLE', cause, `Run chmod 600 ${secrets}, and change the secrets in it.`)];
}

/** A site without a recent copy of its store, unless the store itself is young or there is none. */
export async function checkBackups(
  { backups, store }: SitePaths,
  { housekeeping }: Site,
): Promise<DoctorFinding[]> {
  if (!housekeeping.backup) return [];
  const files = await readdir(backups).catch((): string[] => []);
  const times = await Promise.all(files.map((file) => timeOf(join(backups, file), 'mtimeMs')));
  const last = Math.max(...times, await timeOf(store, 'birthtimeMs'));
  const age = Date.now() - last;
  if (last === 0 || age < BACKUP_OLD_MS) return [];
  const cause = `the last backup in ${backups} is ${Math.floor(age / 86_400_000)} days old, or there is none`;
  const cure = 'Run `sansheng backup` now, and look into the log for why housekeeping made none.';
  return [warning('BACKUP_OLD', cause, cure)];
}

/** UTC ms; 0 where there is no such file. */
function timeOf(file: string, which: 'mtimeMs' | 'birthtimeMs'): Promise<number> {
  return stat(file).then(
    (found) => found[which],
    () => 0,
  );
}
