import { Worker } from 'node:worker_threads';
import { loadSite } from '../../src/config/load-site.ts';
import { loadStandards } from '../../src/config/standards/load.ts';
import { CALLBACK_EVENTS } from '../../src/core/callback/events.ts';
import type { CallbackState } from '../../src/core/callback/state.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { Log } from '../../src/engine/ports.ts';
import { Registry } from '../../src/engine/registry.ts';
import type { Store } from '../../src/engine/store-port.ts';
import { UnitOfWork } from '../../src/engine/unit-of-work.ts';
import { engineSite } from '../../src/engine-site.ts';
import { systemClock } from '../../src/host/clock.ts';
import { readSounds } from '../../src/host/sounds.ts';
import { apiPorts, lineZones, type StoreFigures, webhookPorts } from '../../src/servers.ts';
import { openStore } from '../../src/store/open.ts';
import { StoreReading } from '../../src/store-reading.ts';
import { createSimulation } from '../../src/telephony/simulated/index.ts';
import { createApi } from '../../src/web/api.ts';
import type { ApiPorts } from '../../src/web/ports.ts';
import { createWebhooks } from '../../src/web/webhooks/webhooks.ts';
import type { Answered, Asked } from './stall-client.ts';

const HOUR_MS = 3_600_000;
/** One in so many of the open ones is due. */
const DUE_EVERY = 10;
const BATCH = 1000;
const TOKEN = 'bench';

const nothing = () => undefined;
const told = (message: string, detail?: object) => console.error(message, detail ?? '');
export const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: told };

export type Configuration = Awaited<ReturnType<typeof configuration>>;

export async function configuration(root: string) {
  const standards = loadStandards(`${root}/standards`);
  const { site, problems } = loadSite(`${root}/sansheng.yaml`, { standards, env: process.env });
  if (!site) throw new Error(`the configuration has problems: ${JSON.stringify(problems)}`);
  const sounds = await readSounds(`${root}/sounds`);
  const [line] = site.lines;
  if (!line) throw new Error('the site has no line');
  return { shipped: site, site: engineSite(site, standards.standards, sounds), line };
}

/** An open callback, due or for later today; or one that has ended within the day. */
export function callback(n: number, line: string, standard: string, ended: boolean): CallbackState {
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

export async function seed(store: Store, { line, site }: Configuration, open: number): Promise<void> {
  for (const ended of [false, true]) {
    for (let first = 0; first < open; first += BATCH) {
      const work = new UnitOfWork({ registry: new Registry(), site, log: silent, newId: () => '' });
      for (let n = first; n < Math.min(open, first + BATCH); n += 1)
        work.changes.put('callback', callback(n, line.number, line.standard, ended));
      await store.commit(work.batch);
    }
  }
}

/** The engine with its store, its API and a webhook, and a thread that asks and is told. */
export class StallOffice {
  readonly engine: Engine;
  readonly store: Store;
  readonly #client: Worker;
  readonly #base: string;
  readonly #stop: () => Promise<void>;
  #asked = 0;

  private constructor(parts: {
    engine: Engine;
    store: Store;
    client: Worker;
    base: string;
    stop(): Promise<void>;
  }) {
    this.engine = parts.engine;
    this.store = parts.store;
    this.#client = parts.client;
    this.#base = parts.base;
    this.#stop = parts.stop;
  }

  static async open(file: string, config: Configuration, store: Store): Promise<StallOffice> {
    const { shipped, site } = config;
    const { clock: _virtual, ...sim } = createSimulation({
      startWall: Date.now(),
      durations: () => 1000,
      agents: site.agents.map(({ id }) => id),
    });
    const engine = new Engine({ ...sim, clock: systemClock, store, log: silent, site });
    await engine.start();
    const at = openStore(file).engine;
    const [apiStore, outbox] = [await at.apiStore(), await at.outbox()];
    const now = () => systemClock.now().wall;
    const machine = async () => ({ loopDelay: 0, diskFreeBytes: 5e9, memoryBytes: 1e8, uptime: 60 });
    const reading = new StoreReading(file);
    const { queries } = reading;
    const figures: StoreFigures = (request) => reading.callbackFigures(request, lineZones(shipped));
    const tablePage: ApiPorts['tablePage'] = (request) => reading.tablePage(request);
    const read = { queries, tablePage, callbackFigures: figures, apiStore };
    const kept = { ...read, machine, recentLoopDelay: () => 0 };
    const ports = apiPorts(engine, kept, { site: () => shipped, agents: shipped.agents, now });
    const tokens = { operator: `${TOKEN}1`, supervisor: `${TOKEN}2`, admin: TOKEN };
    const api = createApi({
      ...{ port: 0, tokens, ports, log: silent },
      console: { dir: '/nowhere', rules: () => shipped.web },
    });
    const client = new Worker(new URL('./stall-client.ts', import.meta.url));
    const { hook } = await heard<{ hook: { port: number } }>(client, (said) => 'hook' in said);
    const url = `http://127.0.0.1:${hook.port}/`;
    const hooks = createWebhooks(
      [{ url, events: CALLBACK_EVENTS, lines: null, numbers: 'full', secret: 'bench' }],
      webhookPorts(engine, { queries, outbox: reading.outboxOf(outbox) }, { log: silent, now }),
    );
    const base = `http://127.0.0.1:${await api.start()}`;
    await hooks.start();
    const stop = async () => {
      await hooks.stop();
      await api.stop();
      await engine.stop();
      await reading.stop();
      await Promise.all([apiStore.close(), outbox.close(), client.terminate()]);
    };
    return new StallOffice({ engine, store, client, base, stop });
  }

  /** Asks the API from the other thread. Throws where it refuses. */
  async ask(path: string, more: Pick<Asked, 'body' | 'rows'> = {}): Promise<Answered> {
    this.#asked += 1;
    const id = this.#asked;
    const answer = heard<Answered>(this.#client, (said) => said.id === id);
    const method = more.body ? 'POST' : 'GET';
    this.#client.postMessage({ id, url: this.#base + path, token: TOKEN, method, ...more } satisfies Asked);
    const got = await answer;
    if (got.status >= 300) throw new Error(`${path}: ${got.status} ${got.text}`);
    return got;
  }

  /** How many messages the webhook has taken. */
  async taken(): Promise<number> {
    const answer = heard<{ taken: number }>(this.#client, (said) => 'taken' in said);
    this.#client.postMessage('taken');
    return (await answer).taken;
  }

  stop(): Promise<void> {
    return this.#stop();
  }
}

// biome-ignore lint/suspicious/noExplicitAny: what the thread says
function heard<T>(client: Worker, is: (said: any) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const take = (said: T) => {
      if (!is(said)) return;
      client.off('message', take);
      resolve(said);
    };
    client.on('message', take);
  });
}
