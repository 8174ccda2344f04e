// What kinds of calls cost the engine, as multiples of the plainest one in the same run: `npm run bench -- --simulated`. The engine, the
// shipped standard and the store on the disk are the product's; Asterisk is the simulated one, so its own cost is not in it.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSite } from '../../src/config/load-site.ts';
import { loadStandards } from '../../src/config/standards/load.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { Log } from '../../src/engine/ports.ts';
import type { Batch, Store } from '../../src/engine/store-port.ts';
import { engineSite } from '../../src/engine-site.ts';
import { readSounds } from '../../src/host/sounds.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { createSimulation, type Simulation } from '../../src/telephony/simulated/index.ts';
import { KINDS, type Kind } from './calls.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const START = Date.UTC(2026, 2, 2, 2);
const ROUNDS = 5;
const CALLS = 30;

const nothing = () => undefined;
const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

interface Cost {
  readonly cpuMs: number;
  readonly commits: number;
  readonly rows: number;
  readonly requests: number;
  /** What the store grows by. */
  readonly storeKb: number;
}

/** The store, counting what it is given. */
function counting(store: Store, count: (batch: Batch) => void): Store {
  return new Proxy(store, {
    get(target, key, receiver) {
      if (key === 'commit') {
        return (batch: Batch) => {
          count(batch);
          return target.commit(batch);
        };
      }
      const value: unknown = Reflect.get(target, key, receiver);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function configuration() {
  const standards = loadStandards(join(ROOT, 'standards'));
  const { site, problems } = loadSite(join(ROOT, 'sansheng.yaml'), { standards, env: process.env });
  if (!site) throw new Error(`the configuration has problems: ${JSON.stringify(problems)}`);
  const sounds = await readSounds(join(ROOT, 'sounds'));
  return { site: engineSite(site, standards.standards, sounds), sounds };
}

type Configuration = Awaited<ReturnType<typeof configuration>>;

/** One round of calls of one kind, in an engine and a store of their own. */
async function round({ call }: Kind, { site, sounds }: Configuration, folder: string): Promise<Cost> {
  let [commits, rows] = [0, 0];
  const file = join(folder, 'bench.db');
  const empty = await emptySize(file);
  const kept = await openSqliteStore(file);
  const store = counting(kept, (batch) => {
    commits += 1;
    rows +=
      batch.journal.length +
      (batch.machines.call ?? []).length +
      batch.facts.length +
      (batch.machines.agent ?? []).length;
  });
  let engine: Engine | undefined;
  const sim: Simulation = createSimulation({
    startWall: START,
    durations: (prompt, language) => sounds.durations[language][prompt],
    agents: site.agents.map(({ id }) => id),
    idle: async () => engine?.idle(),
  });
  engine = new Engine({ ...sim, store, log: silent, site });
  await engine.start();
  const [before, asked] = [process.cpuUsage(), sim.telephony.requests];
  for (let n = 0; n < CALLS; n += 1) {
    await call(sim, sim.controls.party(`1380013${String(n).padStart(4, '0')}`));
  }
  const { user, system } = process.cpuUsage(before);
  const requests = sim.telephony.requests - asked;
  await engine.stop();
  await kept.close();
  const { size } = await stat(file);
  await rm(file);
  return {
    cpuMs: (user + system) / 1000 / CALLS,
    commits: commits / CALLS,
    rows: rows / CALLS,
    requests: requests / CALLS,
    storeKb: (size - empty) / 1000 / CALLS,
  };
}

/** Of a store without a call, bytes. */
async function emptySize(file: string): Promise<number> {
  const store = await openSqliteStore(file);
  await store.close();
  return (await stat(file)).size;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Measures, and prints a table. */
export async function benchSimulated(): Promise<void> {
  const config = await configuration();
  const folder = await mkdtemp(join(tmpdir(), 'sansheng-bench-'));
  const costs = new Map<Kind, Cost[]>(KINDS.map((kind) => [kind, []]));
  try {
    // the first round warms up; then in turn, so that a slow moment of the machine falls on all
    for (let n = 0; n <= ROUNDS; n += 1) {
      for (const [kind, list] of costs) {
        const cost = await round(kind, config, folder);
        if (n > 0) list.push(cost);
      }
      console.error(n === 0 ? 'warm' : `round ${n} of ${ROUNDS}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const of = (kind: Kind, what: keyof Cost) => median((costs.get(kind) ?? []).map((cost) => cost[what]));
  const [plain] = KINDS;
  console.log('CPU ÷ plain  commits  rows  requests  store KB  kind of call');
  for (const kind of plain ? KINDS : []) {
    const ratio = of(kind, 'cpuMs') / of(plain ?? kind, 'cpuMs');
    const cells = [ratio.toFixed(2), of(kind, 'commits').toFixed(1), of(kind, 'rows').toFixed(1)];
    const [cpu = '', commits = '', rows = ''] = cells;
    const requests = of(kind, 'requests').toFixed(1);
    const store = of(kind, 'storeKb').toFixed(0);
    console.log(
      `${cpu.padStart(11)}  ${commits.padStart(7)}  ${rows.padStart(4)}  ${requests.padStart(8)}  ${store.padStart(8)}  ${kind.name}`,
    );
  }
}
