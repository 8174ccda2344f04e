import type { CallbackRequest } from '../../src/core/model/callback.ts';
import type { Store } from '../../src/engine/store-port.ts';
import type { Configuration, StallOffice } from './stall-office.ts';

const DAY_MS = 86_400_000;
const REFUSING_MS = 5000;
const LIST_ROWS = 5000;
const TOLD_WITHIN_MS = 120_000;

/** How much of everything there is. */
export interface Amount {
  /** Open callbacks; as many have ended within the day. */
  readonly open: number;
  /** The time in which nothing is asked, s. */
  readonly seconds: number;
  /** Requests for callbacks at once. */
  readonly requests: number;
  /** Rows of lists that are imported. */
  readonly rows: number;
}

/** A store that refuses commits while it is told to. */
export class RefusingStore {
  isRefusing = false;
  readonly store: Store;

  constructor(kept: Store) {
    this.store = new Proxy(kept, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        if (key !== 'commit') return value.bind(target);
        return async (batch: Parameters<Store['commit']>[0]) => {
          if (this.isRefusing) throw new Error('the bench refuses');
          return target.commit(batch);
        };
      },
    });
  }
}

/** What is measured: each returns what there is to say of it. */
export class StallWork {
  readonly #office: StallOffice;
  readonly #refusing: RefusingStore;
  readonly #config: Configuration;
  readonly #amount: Amount;

  constructor(office: StallOffice, refusing: RefusingStore, config: Configuration, amount: Amount) {
    this.#office = office;
    this.#refusing = refusing;
    this.#config = config;
    this.#amount = amount;
  }

  /** In this order. */
  get all(): readonly (readonly [what: string, work: () => Promise<string>])[] {
    const { open, requests, rows } = this.#amount;
    return [
      ['nothing to do', () => wait(this.#amount.seconds * 1000)],
      ['a page of the list', () => this.#get('/v1/callbacks?limit=50')],
      ['a page of those that are due, 200 long', () => this.#get('/v1/callbacks?limit=200&sort=due')],
      ['figures of a day', () => this.#get('/v1/callbacks/figures')],
      ['export of everything', () => this.#get('/v1/callbacks/export.csv')],
      ['metrics', () => this.#get('/metrics')],
      [`${requests} requests at once, each told to a webhook`, () => this.#storm()],
      [`${requests} requests while the store refuses for ${REFUSING_MS / 1000} s`, () => this.#backlog()],
      [`import of ${rows} rows in lists of ${LIST_ROWS}`, () => this.#import()],
      ['list of programmes', () => this.#get('/v1/programmes')],
      [`pruning of ${open} callbacks`, () => this.#prune()],
    ];
  }

  async #get(path: string): Promise<string> {
    const { ms, bytes } = await this.#office.ask(path);
    return `${ms.toFixed(0)} ms, ${bytes} bytes`;
  }

  async #storm(): Promise<string> {
    const before = await this.#office.taken();
    const kept = await this.#requests('138');
    const until = Date.now() + TOLD_WITHIN_MS;
    while ((await this.#office.taken()) - before < kept && Date.now() < until) await wait(100);
    return `${kept} kept, ${(await this.#office.taken()) - before} told`;
  }

  async #backlog(): Promise<string> {
    this.#refusing.isRefusing = true;
    const asked = this.#requests('136');
    await wait(REFUSING_MS);
    this.#refusing.isRefusing = false;
    return `${await asked} kept in time`;
  }

  async #requests(operator: string): Promise<number> {
    const { number: line, standard } = this.#config.line;
    const all = Array.from({ length: this.#amount.requests }, (_, n) => {
      const dialled = operator + String(n).padStart(8, '0');
      const who = { kind: 'queue', number: `+86${dialled}`, dialled, line, standard } as const;
      const request: CallbackRequest = { ...who, language: 'zh', from: null, place: Date.now() };
      return this.#office.engine.desk.requestCallback(request);
    });
    const done = await Promise.allSettled(all);
    return done.filter(({ status }) => status === 'fulfilled').length;
  }

  async #import(): Promise<string> {
    const { number: line } = this.#config.line;
    const make = { name: 'bench', template: 'firstFollowUp', line, schedule: '0 3 1 1 *' };
    let into: string | undefined;
    let slowest = 0;
    for (let from = 0; from < this.#amount.rows; from += LIST_ROWS) {
      const body = { ...(into ? { into } : { make }), preview: false, by: 'bench' };
      const { text, ms } = await this.#office.ask('/v1/programmes', {
        body,
        rows: { from, count: LIST_ROWS },
      });
      into = JSON.parse(text).programme;
      slowest = Math.max(slowest, ms);
    }
    return `the slowest list ${slowest.toFixed(0)} ms`;
  }

  async #prune(): Promise<string> {
    await this.#office.store.prune(Date.now() + DAY_MS);
    return '';
  }
}

async function wait(ms: number): Promise<string> {
  await new Promise((go) => setTimeout(go, ms));
  return '';
}
