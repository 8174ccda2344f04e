import { guarded, openBeside } from './database.ts';
import { StoreError } from './error.ts';

/** Writes what has been committed from SQLite's log into the file, for the engine's commits not to wait for it. */
export interface Checkpoints {
  /** All that can be written without anybody waiting. Where the disk refuses, it stays in the log: a commit will say so. */
  write(): void;
}

/** @throws StoreError: there is no store, or it is not what this version writes */
export function openCheckpoints(file: string): Checkpoints {
  const db = openBeside(file);
  const write = () => guarded(file, () => db.pragma('wal_checkpoint(PASSIVE)'));
  return {
    write: () => {
      try {
        write();
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
      }
    },
  };
}
