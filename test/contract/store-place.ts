import type { Store } from '../../src/engine/store-port.ts';

/** One place in which a store can be kept. */
export interface StorePlace {
  /** Opens the store that is kept here, as the engine does. */
  open(): Promise<Store>;
  /** Opens what a backup has made, as an admin does who restores it. */
  openBackup(file: string): Promise<Store>;
  /** Opens the store as a command in another process does. */
  openReader(): Promise<Store>;
  /** Where a backup can be put. */
  backupFile(): string;
  remove(): Promise<void>;
}

/** What the tests of one place share; the store is another one after it was opened again. */
export interface At {
  place: StorePlace;
  store: Store;
}
