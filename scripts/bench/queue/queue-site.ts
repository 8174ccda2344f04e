import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExistingAsterisk } from '../../../src/config/site.ts';
import type { Queries } from '../../../src/engine/store-port.ts';
import { parseIdentity } from '../../../src/host/identity.ts';
import { openReader } from '../../../src/readers.ts';
import { openAriProxy } from '../../../test/asterisk/support/ari-proxy.ts';
import { EngineProcess } from '../../../test/asterisk/support/engine-process.ts';
import {
  type SiteAsterisk,
  startSiteAsterisk,
  type Undo,
  undoAll,
} from '../../../test/asterisk/support/site.ts';
import { testFolder } from '../../../test/asterisk/support/test-folder.ts';
import type { Processes } from './cpu.ts';
import { LoadProcess } from './load-process.ts';
import type { Traffic } from './result.ts';
import type { CallsWanted } from './sip-callers.ts';
import type { LoadedCall } from './sip-load.ts';
import { AGENTS, ENGINE_SITE, withQueue } from './site-options.ts';
import { sizeOf } from './store-size.ts';

const MAIN = join(import.meta.dirname, 'engine-main.ts');
const SOUNDS = join(import.meta.dirname, '../../../sounds');
const KNOWN_WITHIN_MS = 60_000;

/** One Asterisk with app_queue and the engine, both with their phones, and callers. */
export class QueueSite {
  readonly #undo: Undo;
  readonly #own: SiteAsterisk;
  readonly #dir: string;
  readonly #load: LoadProcess;
  readonly #asterisk: number;
  #engine: EngineProcess;
  #first = 0;

  private constructor(
    undo: Undo,
    own: SiteAsterisk,
    of: { readonly dir: string; readonly load: LoadProcess; readonly asterisk: number },
  ) {
    this.#undo = undo;
    this.#own = own;
    this.#dir = of.dir;
    this.#load = of.load;
    this.#asterisk = of.asterisk;
    this.#engine = this.#engineAt(own.connection);
    undo.push(() => this.#engine.kill());
  }

  static async open(): Promise<QueueSite> {
    const undo: Undo = [];
    try {
      const { dir, remove } = await testFolder('bench');
      undo.push(remove);
      const { load, phonesPort } = await LoadProcess.start();
      undo.push(async () => load.stop());
      const options = { ...ENGINE_SITE, configure: withQueue(SOUNDS, phonesPort) };
      const own = await startSiteAsterisk(dir, SOUNDS, options, undo);
      const pidFile = await readFile(join(own.paths.asterisk, 'run', 'sansheng.pid'), 'utf8');
      const asterisk = parseIdentity(pidFile)?.pid;
      if (asterisk === undefined) throw new Error('Asterisk has no process');
      const site = new QueueSite(undo, own, { dir, load, asterisk });
      await site.#engine.start();
      await site.register();
      return site;
    } catch (error) {
      await undoAll(undo);
      throw error;
    }
  }

  get processes(): Processes {
    const { pid } = this.#engine;
    if (pid === undefined) throw new Error('the engine has ended');
    return { asterisk: this.#asterisk, engine: pid, load: this.#load.pid };
  }

  /** All phones of agents register; resolves when the engine knows of each. */
  async register(): Promise<void> {
    const { secrets, site, paths } = this.#own;
    const accounts = AGENTS.map((user) => ({ user, secret: secrets.agents[user] ?? '' }));
    await this.#load.register({ accounts, server: site.ports.sip });
    const store = await openReader(paths);
    try {
      await allThere(store);
    } finally {
      await store.close();
    }
  }

  /** Resolves when all calls are over. */
  async call(wanted: Omit<CallsWanted, 'first'>): Promise<readonly LoadedCall[]> {
    const first = this.#first;
    this.#first += wanted.rate * wanted.seconds;
    const { calls, heard } = await this.#load.call({
      wanted: { ...wanted, first },
      server: this.#own.site.ports.sip,
    });
    const talked = calls.filter(({ failed }) => failed === null).length;
    // each party hears 50 packets a second: a row without sound would be cheap
    if (wanted.sound && heard < talked * (wanted.talkMs / 1000) * 50)
      throw new Error(`of ${talked} calls to ${wanted.to} only ${heard} packets of sound were heard`);
    return calls;
  }

  /** The engine starts anew behind a proxy that counts what `work` has it ask of Asterisk, and what it is told; and what it leaves in the
   * store is counted too. */
  async counted(work: () => Promise<unknown>): Promise<Required<Omit<Traffic, 'kind'>>> {
    const { connection, paths } = this.#own;
    const proxy = await openAriProxy(connection.ariUrl);
    try {
      await this.#engine.kill();
      this.#engine = this.#engineAt({ ...connection, ariUrl: proxy.url });
      await this.#engine.start();
      await this.register();
      const [mark, before] = [proxy.mark(), sizeOf(paths.store)];
      await work();
      const { requests, events } = proxy.since(mark);
      const after = sizeOf(paths.store);
      const grown = { rows: after.rows - before.rows, bytes: after.bytes - before.bytes };
      // the heartbeat is no call's
      const asked = requests.filter((one) => !one.includes('/asterisk/variable'));
      return { requests: asked.length, events: events.length, ...grown };
    } finally {
      await this.#engine.kill();
      await proxy.close();
    }
  }

  close(): Promise<void> {
    return undoAll(this.#undo);
  }

  #engineAt({ ariUrl }: ExistingAsterisk): EngineProcess {
    return new EngineProcess([MAIN, this.#dir, String(this.#own.site.ports.base), ariUrl]);
  }
}

async function allThere(store: Queries): Promise<void> {
  const until = performance.now() + KNOWN_WITHIN_MS;
  for (;;) {
    const here = (await store.agents()).filter(({ device }) => device !== 'offline');
    if (here.length >= AGENTS.length) return;
    if (performance.now() > until)
      throw new Error(`the engine knows of ${here.length} phones, not of ${AGENTS.length}`);
    await sleep(200);
  }
}
