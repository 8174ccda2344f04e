import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Connection } from './connection.ts';
import { StoreError, toStoreError } from './error.ts';
import { checkSchema, migrate } from './migrate.ts';

/** How long opening, and reading in a process of its own, waits for another process's lock. */
const BUSY_MS = 2000;

/** The same for a copy of the whole file. */
const COPY_BUSY_MS = 10_000;

/** A commit that waits for a lock holds up every call, and only a careless admin takes one: the engine asks again later. */
const COMMIT_BUSY_MS = 20;

/** A commit that makes the log longer than so many pages (32 MB) writes it into the file itself, which takes 20 ms and more. Until then a
 * thread does that (checkpoint.ts), and leaves little. */
const LOG_PAGES = 8000;

/** SQLite's name for a store that is kept nowhere. */
const IN_MEMORY = ':memory:';

/** Opens the file for the engine, making it and bringing its schema up to date.
 * @throws StoreError */
export function openWriting(file: string): Connection {
  return guarded(file, () => {
    if (file !== IN_MEMORY && !isThere(file)) makeStore(file);
    const db = new Database(file, { timeout: BUSY_MS });
    return orClosed(db, () => {
      migrate(db, file);
      db.pragma('journal_mode = WAL');
      db.pragma('journal_size_limit = 67108864');
      forTheLoop(db);
    });
  });
}

/** Opens the file for looking at it, while the engine writes or after it has stopped.
 * @throws StoreError */
export function openReading(file: string): Connection {
  return openExisting(file, { readonly: true });
}

/** Opens the file for adding to it now and then, beside the engine.
 * @throws StoreError */
export function openBeside(file: string): Connection {
  return openExisting(file, {});
}

/** The same in the engine's own process, where waiting for a lock holds up every call.
 * @throws StoreError */
export function openWithin(file: string): Connection {
  const db = openExisting(file, {});
  forTheLoop(db);
  return db;
}

function forTheLoop(db: Connection): void {
  db.pragma('foreign_keys = ON');
  db.pragma(`busy_timeout = ${COMMIT_BUSY_MS}`);
  db.pragma(`wal_autocheckpoint = ${LOG_PAGES}`);
}

/** Makes the store under another name until it is whole: a file without a byte is never a new store, but one that was emptied. */
function makeStore(file: string): void {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  const part = `${file}.new`;
  for (const rest of [part, ...besides(part), ...besides(file)]) rmSync(rest, { force: true });
  makePrivate(part);
  const db = new Database(part);
  orClosed(db, () => migrate(db, part));
  db.close();
  renameSync(part, file);
  const entry = openSync(folder, 'r');
  fsyncSync(entry);
  closeSync(entry);
}

/** What SQLite keeps beside a database. */
function besides(file: string): string[] {
  return [`${file}-wal`, `${file}-shm`, `${file}-journal`];
}

/** @throws StoreError STORE_EMPTIED */
function isThere(file: string): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) return false;
  if (found.size > 0) return true;
  const cure =
    'Put the latest copy from backups/ in its place; to begin without what was in it, remove the file and those that begin with its name.';
  throw new StoreError('STORE_EMPTIED', `${file} is empty: something has emptied it`, cure);
}

/** Reads every page; returns what SQLite finds wrong with them, or null.
 * @throws StoreError where the file cannot be read at all */
export function damageOf(file: string): string | null {
  return guarded(file, () => {
    if (!isThere(file)) return null;
    const db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
    try {
      const found = String(db.pragma('quick_check(1)', { simple: true }));
      return found === 'ok' ? null : found;
    } finally {
      db.close();
    }
  });
}

function openExisting(file: string, how: { readonly readonly?: boolean }): Connection {
  if (!isThere(file)) {
    throw new StoreError(
      'STORE_MISSING',
      `there is no store at ${file}`,
      'Start the engine once: it makes one.',
    );
  }
  return guarded(file, () => {
    const db = new Database(file, { ...how, fileMustExist: true, timeout: BUSY_MS });
    return orClosed(db, () => checkSchema(db, file));
  });
}

/** Opens any SQLite file for copying or looking at it whole, whoever's it is. Waits longer for a lock than a command that answers.
 * @throws StoreError */
export function openAny(file: string): Connection {
  return guarded(
    file,
    () => new Database(file, { readonly: true, fileMustExist: true, timeout: COPY_BUSY_MS }),
  );
}

/** Makes the file where there is none, before SQLite does, for nobody else to read: customers' numbers are kept in it. */
export function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
}

/** Runs what touches the database, and throws a StoreError where SQLite or the system throws. */
export function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toStoreError(error, file);
  }
}

function orClosed(db: Connection, prepare: () => void): Connection {
  try {
    prepare();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
