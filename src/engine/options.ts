import type { MachineTable } from './machines.ts';
import type { Clock, Log, OfflineRequestStore, Presence, Telephony } from './ports.ts';
import type { EngineSite } from './site.ts';
import type { Store } from './store-port.ts';

/** What an engine is made of. */
export interface EngineOptions {
  readonly telephony: Telephony;
  readonly presence: Presence;
  readonly away: OfflineRequestStore;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly site: EngineSite;
  /** Every kind of machine that runs; MACHINES where not said. */
  readonly machines?: MachineTable;
  /** outage.notice: what a supervisor keys in to announce one by phone; without it, none does. */
  readonly outagePin?: string;
}
