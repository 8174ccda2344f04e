import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Connection } from './connection.ts';

/** Copies a store of an older schema to `FILE.schema-N`, for nobody else to read: with it the version before can run again. A later copy of
 * the same schema takes its place. Throws where there is no room, before anything has changed. */
export function copyBeforeUpgrade(db: Connection, file: string, schema: number): void {
  const to = `${file}.schema-${schema}`;
  const part = `${to}.part`;
  rmSync(part, { force: true });
  const made = openSync(part, 'wx', 0o600);
  try {
    db.prepare<[string]>('VACUUM INTO ?').run(part);
    fsyncSync(made);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  } finally {
    closeSync(made);
  }
  renameSync(part, to);
  keepName(dirname(to));
}

/** A name in a folder is on the disk once the folder is: else a loss of power after the upgrade could take the copy away. */
function keepName(folder: string): void {
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
