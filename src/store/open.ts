import type { ApiStore } from '../engine/api-store.ts';
import type { AuditLog } from '../engine/audit.ts';
import type { Outbox } from '../engine/outbox.ts';
import type { Queries, Store } from '../engine/store-port.ts';
import { openSqliteApiStore, openSqliteApiStoreWithin } from './sqlite/api-store.ts';
import { openSqliteAuditLog } from './sqlite/audit-log.ts';
import { type Checkpoints, openCheckpoints } from './sqlite/checkpoint.ts';
import { copyDatabase } from './sqlite/copy.ts';
import { StoreError } from './sqlite/error.ts';
import { openSqliteOutbox, openSqliteOutboxReader } from './sqlite/outbox.ts';
import { checkPages, type PageCheck } from './sqlite/page-check.ts';
import { openSqliteReader, openSqliteStore } from './sqlite/store.ts';

/** What is kept at one address. Each part is opened by itself, and rejects with StoreError where it cannot be. */
export interface StoreAddress {
  /** Reads every page of the store, in a thread of its own, and says what is wrong with them. */
  check(): PageCheck;
  /** For the engine's process, where nothing waits for a lock longer than 20 ms. */
  readonly engine: {
    /** Makes the store where there is none, and upgrades one of an earlier version. */
    store(): Promise<Store>;
    apiStore(): Promise<ApiStore>;
    outbox(): Promise<Outbox>;
    /** For a thread other than that of the loop. */
    checkpoints(): Promise<Checkpoints>;
  };
  /** For a command in a process of its own, while the engine runs or after. */
  readonly beside: {
    queries(): Promise<Queries>;
    auditLog(): Promise<AuditLog>;
    apiStore(): Promise<ApiStore>;
    outbox(): Promise<Outbox>;
    /** Copies the store as one moment had it, and reads the copy whole. */
    copyTo(file: string): Promise<void>;
  };
}

/** The store at an address: the path of an SQLite file, or the same as a `file:` URL.
 * @throws StoreError STORE_ADDRESS_UNKNOWN */
export function openStore(address: string): StoreAddress {
  const file = fileOf(address);
  return {
    check: () => checkPages(file),
    engine: {
      store: () => openSqliteStore(file),
      apiStore: () => openSqliteApiStoreWithin(file),
      outbox: () => openSqliteOutbox(file),
      checkpoints: async () => openCheckpoints(file),
    },
    beside: {
      queries: () => openSqliteReader(file),
      auditLog: () => openSqliteAuditLog(file),
      apiStore: () => openSqliteApiStore(file),
      outbox: () => openSqliteOutboxReader(file),
      copyTo: async (to) => copyDatabase(file, to),
    },
  };
}

function fileOf(address: string): string {
  const [, scheme = null] = /^([a-z][a-z\d+.-]*):/.exec(address) ?? [];
  if (scheme === null) return address;
  if (scheme === 'file' && URL.canParse(address)) return decodeURIComponent(new URL(address).pathname);
  throw new StoreError(
    'STORE_ADDRESS_UNKNOWN',
    `no store can be opened at a ${scheme}: address`,
    'Give the path of a file, or a file: URL.',
  );
}
