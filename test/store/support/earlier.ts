import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';

/** Some minutes after the last thing in the store that commit 6287909 wrote, UTC ms. */
export const AFTER_6287909 = Date.UTC(2026, 2, 2, 3);

/** Writes a copy of the store that commit 6287909 wrote. */
export function writeStoreOf6287909(file: string): void {
  const packed = readFileSync(new URL('../store-6287909.db.gz', import.meta.url));
  writeFileSync(file, gunzipSync(packed));
}

/** The same, for one test. Returns its path. */
export function storeOf6287909(): string {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-earlier-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 's.db');
  writeStoreOf6287909(file);
  return file;
}

/** What a query finds in a store, without opening it as a store. */
export function rowsOf<Row>(file: string, sql: string): Row[] {
  const db = new Database(file);
  try {
    return db.prepare<[], Row>(sql).all();
  } finally {
    db.close();
  }
}

/** Changes a store by hand. */
export function alter(file: string, sql: string): void {
  const db = new Database(file);
  db.exec(sql);
  db.close();
}
