// How long the engine's loop stands still with very many callbacks: `npm run bench:stall -- [OPEN] [SECONDS]`. The engine and the store
// on the disk are the product's, and so is the clock; nobody calls. It prints how long the start took, and the delays of a probe.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSite } from '../../src/config/load-site.ts';
import { loadStandards } from '../../src/config/standards/load.ts';
import type { CallbackState } from '../../src/core/callback/state.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { Log } from '../../src/engine/ports.ts';
import { Registry } from '../../src/engine/registry.ts';
import { UnitOfWork } from '../../src/engine/unit-of-work.ts';
import { engineSite } from '../../src/engine-site.ts';
import { systemClock } from '../../src/host/clock.ts';
import { readSounds } from '../../src/host/sounds.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { createSimulation } from '../../src/telephony/simulated/index.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const HOUR_MS = 3_600_000;
const PROBE_MS = 10;
/** One in so many of the open ones is due. */
const DUE_EVERY = 10;
const BATCH = 1000;

const nothing = () => undefined;
const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** An open callback, due or for later today; or one that has ended within the day. */
function callback(n: number, line: string, standard: string, ended: boolean): CallbackState {
  const now = Date.now();
  const isDue = n % DUE_EVERY === 0;
  const dueAt = isDue ? now - 60_000 : now + HOUR_MS + n;
  const number = `+86139${String(n).padStart(8, '0')}`;
  return {
    ...{ id: `${ended ? 'e' : 'o'}${n}`, kind: 'queue', number, dialled: number.slice(3), line, standard },
    ...{
      language: 'zh',
      from: null,
      revision: 1,
      place: now - HOUR_MS + n,
      promisedAt: now - HOUR_MS,
      dueAt,
    },
    ...{ agreedAt: null, reserved: false, deadlineAt: now + 12 * HOUR_MS, late: false, attempts: [] },
    status: ended ? { is: 'settled', at: now - HOUR_MS + n } : { is: isDue ? 'due' : 'scheduled' },
  };
}

async function configuration() {
  const standards = loadStandards(join(ROOT, 'standards'));
  const { site, problems } = loadSite(join(ROOT, 'sansheng.yaml'), { standards, env: process.env });
  if (!site) throw new Error(`the configuration has problems: ${JSON.stringify(problems)}`);
  const sounds = await readSounds(join(ROOT, 'sounds'));
  return { shipped: site, site: engineSite(site, standards.standards, sounds), sounds };
}

type Configuration = Awaited<ReturnType<typeof configuration>>;
type Store = Awaited<ReturnType<typeof openSqliteStore>>;

async function seed(store: Store, { shipped, site }: Configuration, open: number): Promise<void> {
  const [line] = shipped.lines;
  if (!line) throw new Error('the site has no line');
  for (const ended of [false, true]) {
    for (let first = 0; first < open; first += BATCH) {
      const work = new UnitOfWork({ registry: new Registry(), site, log: silent, newId: () => '' });
      for (let n = first; n < Math.min(open, first + BATCH); n += 1)
        work.changes.put('callback', callback(n, line.number, line.standard, ended));
      await store.commit(work.batch);
    }
  }
}

/** Ms by which each tick of the probe was late, in order. */
async function probe(seconds: number): Promise<number[]> {
  const late: number[] = [];
  const end = performance.now() + seconds * 1000;
  for (let before = performance.now(); before < end; ) {
    await new Promise((tick) => setTimeout(tick, PROBE_MS));
    const now = performance.now();
    late.push(Math.max(0, now - before - PROBE_MS));
    before = now;
  }
  return late.sort((a, b) => a - b);
}

function tell(late: readonly number[]): void {
  const of = (share: number) =>
    (late[Math.min(late.length - 1, Math.floor(late.length * share))] ?? 0).toFixed(1);
  console.log(`probe late, ms: median ${of(0.5)}, p99 ${of(0.99)}, p99.9 ${of(0.999)}, worst ${of(1)}`);
}

async function measured<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await work();
  console.log(`${what}: ${(performance.now() - begun).toFixed(0)} ms`);
  return result;
}

async function main(): Promise<void> {
  const [open = 100_000, seconds = 130] = process.argv.slice(2).map(Number);
  const config = await configuration();
  const folder = await mkdtemp(join(tmpdir(), 'sansheng-bench-'));
  const store = await openSqliteStore(join(folder, 'bench.db'));
  try {
    await measured(`seeding ${open} open and ${open} ended callbacks`, () => seed(store, config, open));
    const { clock: _virtual, ...sim } = createSimulation({
      startWall: Date.now(),
      durations: () => 1000,
      agents: config.site.agents.map(({ id }) => id),
    });
    const engine = new Engine({ ...sim, clock: systemClock, store, log: silent, site: config.site });
    await measured('start', () => engine.start());
    const beside = probe(seconds);
    await measured('a list of 50', () => store.callbacks({ limit: 50, open: true }));
    tell(await beside);
    await engine.stop();
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
