import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { Connection } from './connection.ts';
import { StoreError, toStoreError } from './error.ts';
import { checkSchema, migrate } from './migrate.ts';

/** How long opening, and reading in a process of its own, waits for another process's lock. */
const BUSY_MS = 2000;

/** A commit that waits for a lock holds up every call, and only a careless admin takes one: the engine asks again later. */
const COMMIT_BUSY_MS = 20;

/** SQLite's name for a store that is kept nowhere. */
const IN_MEMORY = ':memory:';

/** Opens the file for the engine, making it and bringing its schema up to date.
 * @throws StoreError */
export function openWriting(file: string): Connection {
  return guarded(file, () => {
    if (file !== IN_MEMORY) {
      mkdirSync(dirname(file), { recursive: true });
      makePrivate(file);
    }
    const db = new Database(file, { timeout: BUSY_MS });
    return orClosed(db, () => {
      migrate(db, file);
      db.pragma('journal_mode = WAL');
      db.pragma('journal_size_limit = 67108864');
      db.pragma('foreign_keys = ON');
      db.pragma(`busy_timeout = ${COMMIT_BUSY_MS}`);
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
  db.pragma('foreign_keys = ON');
  db.pragma(`busy_timeout = ${COMMIT_BUSY_MS}`);
  return db;
}

function openExisting(file: string, how: { readonly readonly?: boolean }): Connection {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
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
