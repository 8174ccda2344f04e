import { readdirSync, readFileSync } from 'node:fs';
import { copyBeforeUpgrade } from './before-upgrade.ts';
import type { Connection } from './connection.ts';
import { StoreError } from './error.ts';
import { defineUpgraded } from './upgrade/upgrade.ts';

const MIGRATIONS = new URL('./migrations/', import.meta.url);

/** `sans`, in SQLite's header: tells a store of ours from any other SQLite database. */
const APPLICATION_ID = 0x73616e73;

/** Brings the schema up to date, each numbered file in a transaction of its own, after a copy of the store as it was.
 * @throws StoreError where the file belongs to another program or to a newer version */
export function migrate(db: Connection, file: string): void {
  const steps = migrations();
  const version = versionOf(db, file, steps.length);
  if (version === steps.length) return;
  if (version > 0) copyBeforeUpgrade(db, file, version);
  defineUpgraded(db);
  for (const [index, sql] of steps.entries()) {
    if (index >= version) {
      db.transaction(() => {
        db.exec(sql);
        db.pragma(`application_id = ${APPLICATION_ID}`);
        db.pragma(`user_version = ${index + 1}`);
      }).immediate();
    }
  }
}

/** For a reader, which changes nothing.
 * @throws StoreError where the file is not what this version reads */
export function checkSchema(db: Connection, file: string): void {
  const newest = migrations().length;
  const version = versionOf(db, file, newest);
  if (version === newest) return;
  const cause = `${file} was written by an older version of Sansheng (schema ${version}, here ${newest})`;
  throw new StoreError('STORE_OLDER', cause, 'Start the engine once: it brings the store up to date.');
}

/** For a copy that is to be put back: the engine upgrades an older one.
 * @throws StoreError where the file belongs to another program or to a newer version */
export function checkNotNewer(db: Connection, file: string): void {
  versionOf(db, file, migrations().length);
}

function versionOf(db: Connection, file: string, newest: number): number {
  const version = Number(db.pragma('user_version', { simple: true }));
  const application = Number(db.pragma('application_id', { simple: true }));
  const tables = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM sqlite_schema').get()?.n ?? 0;
  if (application !== APPLICATION_ID && (tables > 0 || version > 0)) {
    const cause = `${file} is the database of another program`;
    throw new StoreError('STORE_NOT_OURS', cause, 'Give the store another place, or move that file away.');
  }
  if (version > newest) {
    const cause = `${file} was written by a newer version of Sansheng (schema ${version}, here ${newest})`;
    throw new StoreError(
      'STORE_NEWER',
      cause,
      'Start that version, or restore a copy from before its upgrade.',
    );
  }
  return version;
}

function migrations(): string[] {
  const files = readdirSync(MIGRATIONS).filter((name) => name.endsWith('.sql'));
  return files.toSorted().map((name) => readFileSync(new URL(name, MIGRATIONS), 'utf8'));
}
