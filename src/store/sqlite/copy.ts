import type { Connection } from './connection.ts';
import { guarded, makePrivate, openAny } from './database.ts';
import { StoreError } from './error.ts';
import { checkNotNewer } from './migrate.ts';

/** Copies a database, ours or another program's, as one moment had it, while others write to it; the copy is then read whole. `to` must
 * not be there.
 * @throws StoreError */
export function copyDatabase(file: string, to: string): void {
  using(file, (db) => {
    makePrivate(to);
    db.prepare<[string]>('VACUUM INTO ?').run(to);
  });
  using(to, (db) => checkWhole(db, to));
}

/** Reads a copy of a store whole, which may be an older version's.
 * @throws StoreError STORE_NOT_OURS, STORE_NEWER, STORE_DAMAGED… */
export function checkCopy(file: string): void {
  using(file, (db) => {
    checkNotNewer(db, file);
    checkWhole(db, file);
  });
}

function checkWhole(db: Connection, file: string): void {
  const found = db.pragma('integrity_check(1)', { simple: true });
  if (found === 'ok') return;
  const cure = 'Take another copy: this one cannot be used.';
  throw new StoreError('STORE_DAMAGED', `${file} is damaged: ${String(found)}`, cure);
}

function using(file: string, work: (db: Connection) => void): void {
  const db = openAny(file);
  try {
    guarded(file, () => work(db));
  } finally {
    db.close();
  }
}
