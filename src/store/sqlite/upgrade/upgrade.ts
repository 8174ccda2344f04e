import type { Connection } from '../connection.ts';
import { changed, type StateChange } from './change.ts';
import { TO_VERSION_2 } from './to-version-2.ts';

/** The version of the format of states that this program writes and reads; the newest migration that upgrades states makes it. */
export const STATE_VERSION = 2;

/** By the version that they lead to. */
const CHANGES: Readonly<Record<number, readonly StateChange[]>> = { 2: TO_VERSION_2 };

/** Gives SQL the function `upgraded(version, kind, json)`, by which migrations bring stored JSON to a version. */
export function defineUpgraded(db: Connection): void {
  db.function('upgraded', { deterministic: true }, (version, kind, text) => {
    const changes = typeof version === 'number' ? CHANGES[version] : undefined;
    if (!changes) throw new Error(`there is no upgrade to state version ${version}`);
    return typeof text === 'string' ? changed(changes, String(kind), text) : text;
  });
}
