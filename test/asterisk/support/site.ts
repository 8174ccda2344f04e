import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiAddress } from '../../../src/cli/api.ts';
import { webhookSecretsOf } from '../../../src/cli/engine.ts';
import { type App, compose } from '../../../src/compose.ts';
import type { OpeningHours } from '../../../src/config/hours.ts';
import { loadSite } from '../../../src/config/load-site.ts';
import { type ExistingAsterisk, type Site, sitePaths } from '../../../src/config/site.ts';
import type { Standard } from '../../../src/core/standard/standard.ts';
import type { OperatorCommands } from '../../../src/engine/commands.ts';
import type { Queries } from '../../../src/engine/store-port.ts';
import { ownConnection } from '../../../src/host/asterisk/bring-up.ts';
import { asteriskSite } from '../../../src/host/asterisk/from-config.ts';
import { ensureAsterisk } from '../../../src/host/asterisk/install.ts';
import { startAsterisk } from '../../../src/host/asterisk/process.ts';
import { renderAsterisk } from '../../../src/host/asterisk/render.ts';
import { loadOrMakeSecrets, type Secrets } from '../../../src/host/secrets.ts';
import { ensureSipp } from '../../../src/host/sipp.ts';
import { readSounds } from '../../../src/host/sounds.ts';
import { fileLog } from '../../../src/log/pino.ts';
import { openReader } from '../../../src/readers.ts';
import { openSipkit } from '../../../src/sipkit/index.ts';
import { takePortBase } from '../../host/support.ts';
import { loadShipped } from '../../support/shipped-standards.ts';
import { findLeaks } from './leak-check.ts';
import { Records } from './records.ts';
import { SipParties } from './sip-parties.ts';
import { testFolder } from './test-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** The same for all sites: ari-client keeps credentials for the whole process, and several sites may be up in one. */
const PASSWORDS = { ariPassword: 'ari-password-of-tests', amiPassword: 'ami-password-of-tests', agents: {} };
const quiet = () => undefined;

export interface SiteOptions {
  /** Agents whose phones are registered, one after another, before anything happens. */
  readonly phones?: readonly string[];
  /** What is different in the shipped standards, by name: times that a test cannot wait for. */
  readonly standards?: Readonly<Record<string, (shipped: Standard) => Standard>>;
  /** What is different in the site, as sansheng.yaml would say it. */
  readonly change?: (shipped: Site) => Site;
  /** Spoils a copy of the shipped prompts, which is then used. */
  readonly spoil?: (sounds: string) => Promise<void>;
  /** Adds to Asterisk's configuration, which has been written to the folder `etc`, before it is started. */
  readonly configure?: (etc: string, site: Site) => Promise<void>;
  /** Puts something between the engine and Asterisk; the engine is told what this returns, which is closed after it. */
  readonly proxy?: (
    asterisk: ExistingAsterisk,
  ) => Promise<{ readonly asterisk: ExistingAsterisk; close(): Promise<void> }>;
}

/** A whole site of a test's own: Asterisk, the engine, and the SIP parties around it. */
export interface TestSite {
  readonly site: Site;
  /** Of the shipped standards, those that this site uses are changed as it was asked. */
  readonly standards: ReadonlyMap<string, Standard>;
  readonly parties: SipParties;
  readonly records: Records;
  readonly store: Queries;
  readonly desk: OperatorCommands;
  /** What the engine logs, a JSON object a line. */
  readonly logFile: string;
  /** Where the running engine is asked, as the command line does. */
  readonly api: ApiAddress;
  /** outage.notice: what a supervisor keys in. */
  readonly outagePin: string;
  /** The folder that Asterisk puts recordings into. */
  readonly recordings: string;
  /** The folder of the prompts. */
  readonly sounds: string;
  /** Channels, bridges and calls that are left; empty when all is quiet. */
  findLeaks(): Promise<string[]>;
  /** Stops and removes everything. */
  close(): Promise<void>;
}

/** Undone in the opposite order, all of it, whatever fails. */
export type Undo = (() => Promise<unknown>)[];

export async function undoAll(undo: Undo): Promise<void> {
  const failures: unknown[] = [];
  for (const step of undo.splice(0).reverse()) await step().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'the test site could not be taken down');
}

const ALWAYS: OpeningHours = { days: Array(7).fill([{ from: 0, to: 1440 }]), holidays: null };

/** Tests are run at night, too. */
function atAnyHour(site: Site): Site {
  const lines = site.lines.map((line) => ({ ...line, callbacks: { ...line.callbacks, hours: ALWAYS } }));
  return { ...site, lines };
}

export function configuration(
  dir: string,
  portBase: number,
  { standards: changes = {}, change = (site) => site }: SiteOptions,
) {
  const loaded = loadShipped();
  const { site, problems } = loadSite(join(ROOT, 'sansheng.yaml'), { standards: loaded, env: {}, portBase });
  if (!site) throw new Error(`the shipped configuration has problems: ${JSON.stringify(problems)}`);
  const standards = [...loaded.standards].map(([name, s]) => [name, changes[name]?.(s) ?? s] as const);
  return { site: change(atAnyHour(site)), standards: new Map(standards), paths: sitePaths(dir, portBase) };
}

export interface SiteAsterisk extends ReturnType<typeof configuration> {
  readonly connection: ExistingAsterisk;
  readonly secrets: Secrets;
}

/** An Asterisk on ports of its own. */
export async function startSiteAsterisk(
  dir: string,
  sounds: string,
  options: SiteOptions,
  undo: Undo,
): Promise<SiteAsterisk> {
  const root = await ensureAsterisk(quiet);
  const ports = await takePortBase();
  undo.push(ports.giveBack);
  const config = configuration(dir, ports.base, options);
  const { site, paths } = config;
  const agents = site.agents.map(({ id }) => id);
  await mkdir(paths.dir, { recursive: true });
  await writeFile(paths.secrets, JSON.stringify(PASSWORDS));
  const secrets = await loadOrMakeSecrets(paths.secrets, agents);
  await renderAsterisk(paths.asterisk, asteriskSite(site, secrets, sounds));
  await options.configure?.(join(paths.asterisk, 'etc'), site);
  const asterisk = await startAsterisk(root, paths.asterisk);
  undo.push(() => asterisk.stop());
  return { ...config, connection: ownConnection(site, secrets), secrets };
}

/** The engine as `sansheng serve` starts it. */
export async function startEngine(
  on: Omit<SiteAsterisk, 'connection'>,
  sounds: string,
  asterisk: ExistingAsterisk,
): Promise<App> {
  const { site, standards, paths, secrets } = on;
  const log = fileLog(join(paths.log, 'engine.log'), quiet);
  const library = await readSounds(sounds);
  const { api: tokens, outagePin } = secrets;
  const app = await compose({
    site,
    standards,
    sounds: library,
    soundsDir: sounds,
    consoleDir: join(ROOT, 'build', 'console'),
    paths,
    asterisk,
    tokens,
    outagePin,
    webhookSecrets: webhookSecretsOf(site, secrets),
    log,
  });
  await app.start();
  return app;
}

/** Brings up a site of one's own, in a folder of its own. */
export async function openSite(options: SiteOptions = {}): Promise<TestSite> {
  const undo: Undo = [];
  try {
    const { dir, remove } = await testFolder('call');
    undo.push(remove);
    const sounds = await soundsOf(options, dir);
    const own = await startSiteAsterisk(dir, sounds, options, undo);
    const proxy = await options.proxy?.(own.connection);
    if (proxy) undo.push(() => proxy.close());
    const app = await startEngine(own, sounds, proxy?.asterisk ?? own.connection);
    undo.push(() => app.stop());
    const { site, standards, paths, connection, secrets } = own;
    const store = await openReader(paths);
    undo.push(() => store.close());
    return {
      site,
      standards,
      parties: await openParties(own, store, options.phones ?? [], undo),
      records: new Records(store),
      store,
      desk: app.desk,
      logFile: join(paths.log, 'engine.log'),
      api: { portBase: site.ports.base, paths },
      outagePin: secrets.outagePin,
      recordings: paths.recordings,
      sounds,
      findLeaks: () => findLeaks(connection, paths.asterisk, store),
      close: () => undoAll(undo),
    };
  } catch (error) {
    await undoAll(undo);
    throw error;
  }
}

/** The folder of the shipped prompts, or of a spoilt copy of them. */
async function soundsOf({ spoil }: SiteOptions, dir: string): Promise<string> {
  const shipped = join(ROOT, 'sounds');
  if (!spoil) return shipped;
  const sounds = join(dir, 'sounds');
  await cp(shipped, sounds, { recursive: true });
  await spoil(sounds);
  return sounds;
}

/** The SIP parties around a site; the phones of these agents are registered. */
async function openParties(
  { site, secrets }: SiteAsterisk,
  store: Queries,
  phones: readonly string[],
  undo: Undo,
): Promise<SipParties> {
  const server = { host: '127.0.0.1', port: site.ports.sip };
  const kit = openSipkit({ sipp: await ensureSipp(quiet), server });
  undo.push(async () => kit[Symbol.asyncDispose]());
  const parties = new SipParties(kit, site, secrets.agents, store);
  for (const agent of phones) await parties.phone(agent);
  return parties;
}
