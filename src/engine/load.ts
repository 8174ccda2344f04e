import type { Timestamp } from '../core/time.ts';
import type { MachineState, MachineTable } from './machines.ts';
import type { Log } from './ports.ts';
import { RECENT_MS, type Registry } from './registry.ts';
import { restoreAgent } from './restore.ts';
import type { EngineSite } from './site.ts';
import type { Store } from './store-port.ts';

interface Loading {
  readonly store: Store;
  readonly machines: MachineTable;
  readonly site: EngineSite;
  readonly log: Log;
  readonly now: Timestamp;
}

/** What a load has found. */
interface Loaded {
  /** How many machines there are of each kind. */
  readonly known: Readonly<Record<string, number>>;
  /** The last moment on record, where the machine has booted since: its monotonic clock has begun anew. */
  readonly lastAt?: Timestamp;
}

/** Has the registry know what was committed. Rejects with StoreError. */
export async function loadRegistry(
  registry: Registry,
  { store, machines, site, log, now }: Loading,
): Promise<Loaded> {
  const saved = await store.load();
  const booted = saved.lastAt && now.mono < saved.lastAt.mono ? { lastAt: saved.lastAt } : {};
  for (const { table, id, fault } of saved.unreadable) {
    log.error('a stored state cannot be read, and is set aside; please report this', { table, id, fault });
  }
  const states: Readonly<Record<string, readonly MachineState[]>> = saved.machines;
  for (const [kind, machine] of Object.entries(machines)) {
    for (const state of states[kind] ?? []) {
      const restored = machine.restore?.(state, machine.rules(state, site), now, booted.lastAt) ?? state;
      registry.put(kind, restored, false);
    }
  }
  for (const callback of await store.endedCallbacks(now.wall - RECENT_MS))
    registry.put('callback', callback, true);
  for (const entry of saved.doNotCall) registry.doNotCall.set(entry.number, entry);
  for (const choice of saved.customers) registry.customers.set(choice.number, choice);
  registry.programmes.load(saved.programmes);
  for (const key of saved.away) registry.away.add(key);
  const before = new Map(registry.agents);
  registry.agents.clear();
  for (const agent of site.agents) {
    registry.agents.set(agent.id, restoreAgent(agent, before.get(agent.id), registry, now));
  }
  const known = Object.fromEntries(
    Object.keys(machines).map((kind) => [kind, registry.machinesOf(kind).size]),
  );
  return { known, ...booted };
}
