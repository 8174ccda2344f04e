import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { damaged, StoreError, type StoreErrorCode } from './error.ts';

/** What the thread says: what SQLite finds wrong, or why it could not look. */
export type PageCheckAnswer =
  | { readonly damage: string | null }
  | { readonly code: StoreErrorCode; readonly cause: string; readonly cure: string };

/** A check of every page of the store, in a thread of its own: it reads the whole file. */
export interface PageCheck {
  /** Null: nothing is wrong. */
  readonly found: Promise<StoreError | null>;
  stop(): Promise<void>;
  /** From now on the process can end while the check goes on. */
  unref(): void;
}

/** Begins to check the pages of the store in this file, if there is one. */
export function checkPages(file: string): PageCheck {
  const thread = new Worker(new URL('./page-check-thread.ts', import.meta.url), { workerData: file });
  let stopped = false;
  const answer = Promise.race([
    once(thread, 'message').then(([said]: PageCheckAnswer[]) => (said ? errorOf(file, said) : null)),
    once(thread, 'exit').then(() => {
      if (stopped) return null;
      throw new Error('the check of the store ended without an answer');
    }),
  ]);
  return {
    found: answer,
    unref: () => thread.unref(),
    stop: async () => {
      stopped = true;
      await thread.terminate();
    },
  };
}

function errorOf(file: string, said: PageCheckAnswer): StoreError | null {
  if ('code' in said) return new StoreError(said.code, said.cause, said.cure);
  return said.damage === null ? null : damaged(file, said.damage);
}
