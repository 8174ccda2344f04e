import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { hourAt } from '../../src/config/time-zone.ts';
import type { SiteWeb } from '../../src/config/web-schema.ts';
import type { AgentId } from '../../src/core/ids.ts';
import type { CallbackRequest } from '../../src/core/model/callback.ts';
import type { ApiRole } from '../../src/engine/access.ts';
import type { ApiStore } from '../../src/engine/api-store.ts';
import type { AuditLog } from '../../src/engine/audit.ts';
import { callbackFigures } from '../../src/engine/callback-figures.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { Log } from '../../src/engine/ports.ts';
import type { Batch, Store } from '../../src/engine/store-port.ts';
import { MASKING, SHOWING } from '../../src/log/mask.ts';
import { apiPorts, type StoreFigures } from '../../src/servers.ts';
import { openSqliteApiStoreWithin } from '../../src/store/sqlite/api-store.ts';
import { openSqliteAuditLog } from '../../src/store/sqlite/audit-log.ts';
import { openSqliteStore } from '../../src/store/sqlite/store.ts';
import { createSimulation, type Simulation } from '../../src/telephony/simulated/index.ts';
import type { SimulatedPhone } from '../../src/telephony/simulated/phone.ts';
import { type Api, createApi } from '../../src/web/api.ts';
import { tablePage } from '../../src/web/callbacks/table.ts';
import type { ApiPorts } from '../../src/web/ports.ts';
import type { TlsOptions } from '../../src/web/tls-door.ts';
import { Records } from '../scenarios/support/records.ts';
import { aCompany, LINE, siteOf } from '../scenarios/support/site.ts';
import { aStandard } from '../scenarios/support/standard.ts';

export const TOKENS: Readonly<Record<ApiRole, string>> = {
  operator: encodeURIComponent('the-operator’s'),
  supervisor: encodeURIComponent('the-supervisor’s'),
  admin: encodeURIComponent('the-admin’s'),
};

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what JSON gives
  readonly body: any;
}

export interface AskOptions {
  /** Null: none is sent. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A fault, as every client gets it. */
export const fault = (status: number, code: string) => ({
  status,
  body: { code, cause: expect.stringMatching(/\S/), cure: expect.stringMatching(/\S/) },
});

const MONDAY = Date.UTC(2026, 2, 2, 2);
const AGENTS: readonly AgentId[] = ['8001', '8002'];

interface OfficeOptions {
  readonly startWall?: number;
  readonly agents?: readonly AgentId[];
  /** Puts a store there before the engine starts. */
  readonly prepare?: (file: string) => unknown;
  readonly tls?: TlsOptions;
  readonly web?: Partial<SiteWeb>;
  /** How much later the engine starts than the clocks. */
  readonly afterMs?: number;
  /** The console's files. */
  readonly consoleDir?: string;
}

/** An engine that runs on a simulated Asterisk and a store on the disk, and its API, asked over HTTP. */
export class Office implements AsyncDisposable {
  readonly sim: Simulation;
  readonly records = new Records();
  readonly errors: string[] = [];
  /** What was logged with each of the errors. */
  readonly details: (Record<string, unknown> | undefined)[] = [];
  readonly warnings: string[] = [];
  readonly #lines: unknown[] = [];
  readonly #dir: string;
  readonly file: string;
  #parts: Parts | null = null;

  private constructor(dir: string, startWall: number, agents: readonly AgentId[]) {
    this.#dir = dir;
    this.file = join(dir, 's.db');
    this.sim = createSimulation({
      startWall,
      durations: () => 1000,
      agents,
    });
  }

  /** On Monday, 2 March 2026, at 10:00 in Shanghai; nobody has a phone that is on. */
  static async open({
    startWall = MONDAY,
    agents = AGENTS,
    prepare,
    tls,
    web = {},
    afterMs = 0,
    consoleDir = '/nowhere',
  }: OfficeOptions = {}): Promise<Office> {
    const office = new Office(mkdtempSync(join(tmpdir(), 'sansheng-api-')), startWall, agents);
    const { file } = office;
    await prepare?.(file);
    const store = office.records.watch(await openSqliteStore(file), office.sim.clock);
    const [books, ledger] = [await openSqliteApiStoreWithin(file), await openSqliteAuditLog(file)];
    const log = office.#log();
    const company = aCompany(aStandard(), agents, 'zh');
    const site = siteOf(company, aStandard());
    const engine = new Engine({ ...office.sim, store, log, site });
    await office.sim.advance(afterMs);
    await engine.start();
    const now = () => office.sim.clock.now().wall;
    const machine = async () => ({ loopDelay: 0.01, diskFreeBytes: 5e9, memoryBytes: 1e8, uptime: 60 });
    const shown = { masked: MASKING, full: SHOWING };
    const kept = {
      tablePage: ((request) =>
        tablePage(store, request, shown[request.numbers])) satisfies ApiPorts['tablePage'],
      ...{ queries: store, apiStore: books, machine, recentLoopDelay: () => 0.012 },
      callbackFigures: ((request) =>
        callbackFigures(store, request, (wall) => hourAt(wall, company.timeZone))) satisfies StoreFigures,
    };
    const ports = apiPorts(engine, kept, { site: () => company, agents: company.agents, now });
    const rules = { hosts: [], idleMinutes: 30, sessionHours: 12, ...web };
    const api = createApi({
      ...{ port: 0, tokens: TOKENS, ports, log, tls },
      console: { dir: consoleDir, rules: () => rules },
      monotonic: () => office.sim.clock.now().mono,
    });
    const base = `http://127.0.0.1:${await api.start()}`;
    office.#parts = { store, books, ledger, engine, api, ports, log, base };
    return office;
  }

  /** All that was logged, as one text. */
  logged(): string {
    return JSON.stringify(this.#lines);
  }

  /** A log that keeps errors and warnings for the tests to look at. */
  #log(): Log {
    const keep = (message: string, detail?: Record<string, unknown>) =>
      void this.#lines.push(message, detail);
    return {
      debug: keep,
      info: keep,
      warn: (message, detail) => {
        keep(message, detail);
        this.warnings.push(message);
      },
      error: (message, detail) => {
        keep(message, detail);
        this.errors.push(message);
        this.details.push(detail);
      },
    };
  }

  get parts(): Parts {
    if (!this.#parts) throw new Error('the office is closed');
    return this.#parts;
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    { token = TOKENS.operator, headers = {} }: AskOptions = {},
  ): Promise<Answer> {
    const response = await fetch(this.parts.base + path, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    // a byte order mark belongs to it
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
    const json = response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: json ? JSON.parse(text) : text };
  }

  /** A callback that a caller has been promised. */
  async promised(number: string, over: Partial<CallbackRequest> = {}): Promise<string> {
    const { callback } = await this.parts.engine.desk.requestCallback({
      kind: 'queue',
      number: `+86${number}`,
      dialled: number,
      line: LINE,
      standard: aStandard().name,
      language: 'zh',
      from: null,
      place: this.now,
      ...over,
    });
    return callback.id;
  }

  /** A caller who talks with this agent, whose phone is on from then on. */
  async talksTo(agent: AgentId, number: string): Promise<SimulatedPhone> {
    const phone = this.sim.controls.phone(agent);
    phone.register();
    phone.pickup = { answerAfterMs: 1000 };
    await this.sim.advance(1000);
    const caller = this.sim.controls.party(number);
    caller.dial(LINE);
    const calls = () => this.parts.engine.figures.live().calls;
    await this.sim.runUntil(
      () => calls().some((one) => one.agent === agent && one.phase === 'talking'),
      20_000,
    );
    return caller;
  }

  /** What the engine would commit, and tell of. */
  async commit(batch: Batch): Promise<void> {
    const { store, engine } = this.parts;
    engine.facts.publish(await store.commit(batch));
  }

  get now(): number {
    return this.sim.clock.now().wall;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { api, engine, books, ledger, store } = this.parts;
    this.#parts = null;
    await api.stop();
    await engine.stop();
    await books.close();
    await ledger.close();
    await store.close();
    rmSync(this.#dir, { recursive: true });
  }
}

interface Parts {
  readonly store: Store;
  readonly books: ApiStore;
  readonly ledger: AuditLog;
  readonly engine: Engine;
  readonly api: Api;
  readonly ports: ApiPorts;
  readonly log: Log;
  readonly base: string;
}
