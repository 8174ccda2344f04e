// What commands open of a site's store beside the engine. It is not in compose.ts: a command that only reads does not load the
// adapters to Asterisk and the web server, which take longer than the command itself.

import type { SitePaths } from './config/site.ts';
import type { ApiStore } from './engine/api-store.ts';
import type { AuditLog } from './engine/audit.ts';
import type { Outbox } from './engine/outbox.ts';
import type { Queries } from './engine/store-port.ts';
import { openStore } from './store/open.ts';
import { checkCopy } from './store/sqlite/copy.ts';
import type { StoreError } from './store/sqlite/error.ts';

/** What reports and commands read while the engine runs, or after. */
export function openReader({ store }: SitePaths): Promise<Queries> {
  return openStore(store).beside.queries();
}

/** What is wrong with the pages of the store; null where nothing is, or there is no store. */
export async function storeDamage({ store }: SitePaths): Promise<StoreError | null> {
  return openStore(store).check().found;
}

/** The audit log, for commands beside the engine. */
export function openLedger({ store }: SitePaths): Promise<AuditLog> {
  return openStore(store).beside.auditLog();
}

/** What webhooks have been sent and have not, for commands beside the engine. */
export function openOutbox({ store }: SitePaths): Promise<Outbox> {
  return openStore(store).beside.outbox();
}

/** The tokens of the HTTP API, for commands beside the engine. */
export function openApiBooks({ store }: SitePaths): Promise<ApiStore> {
  return openStore(store).beside.apiStore();
}

/** Copies a store, or another SQLite file such as Asterisk's own, while it is written to. Rejects with StoreError. */
export function copyStore(file: string, to: string): Promise<void> {
  return openStore(file).beside.copyTo(to);
}

/** Reads a copy of a store whole. Throws StoreError where it cannot be put back. */
export function checkStoreCopy(file: string): void {
  checkCopy(file);
}
