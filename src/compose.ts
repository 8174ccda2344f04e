import type { AppOptions, Configuration } from './app-options.ts';
import { dialplanRules } from './config/dial-patterns.ts';
import { HOLIDAYS_CURE, unknownYear } from './config/holidays.ts';
import { outgoingRoutes } from './config/outgoing-routes.ts';
import { isClockTrusted } from './engine/clock-watch.ts';
import type { OperatorCommands } from './engine/commands.ts';
import { Engine } from './engine/engine.ts';
import type { Log, OfflineRequestStore } from './engine/ports.ts';
import type { EngineStore } from './engine/store-port.ts';
import { changingSite, effectiveSite } from './engine-site.ts';
import { systemClock } from './host/clock.ts';
import { measureLoopDelay } from './host/loop-delay.ts';
import { machineFigures } from './host/machine-figures.ts';
import { runHousekeeping } from './housekeeping.ts';
import { schedule } from './schedule/cron.ts';
import { agiPorts, apiPorts, lineZones, type StoreFigures, webhookPorts, webhooksOf } from './servers.ts';
import { SipCertificateRenewal } from './sip-certificate.ts';
import { checkStore } from './store/check-store.ts';
import { openStore } from './store/open.ts';
import { StoreReading } from './store-reading.ts';
import { createAmiPresence } from './telephony/ami/presence.ts';
import type { AriTelephony } from './telephony/ari/options.ts';
import { createAriTelephony } from './telephony/ari/telephony.ts';
import { createFastAgi } from './telephony/fastagi/server.ts';
import { LineQuality } from './telephony/line-quality.ts';
import { createApi } from './web/api.ts';
import type { ApiPorts } from './web/ports.ts';
import { createWebhooks } from './web/webhooks/webhooks.ts';

export interface App {
  /** Rejects with TelephonyError or StoreError, leaving nothing half started. Prompts that cannot be played are named in
   * the log, and do not stop it: the calls go on. */
  start(): Promise<void>;
  /** Puts another configuration in force for what begins from now on: calls in progress keep their edition of their standard.
   * What the start alone reads (agents, trunk, ports, Asterisk, housekeeping) stays as it was. */
  reload(changed: Configuration): Promise<void>;
  stop(): Promise<void>;
  /** Resolves when the engine's loop has had its next turn. */
  turned(): Promise<void>;
  /** What people and programs order of the engine, beside calls. */
  readonly desk: OperatorCommands;
}

function warnAtStart({ sounds, log }: AppOptions): void {
  for (const { code, file, cause, cure } of sounds.problems) {
    log.error('a prompt cannot be played', { code, file, cause, cure });
  }
  warnOfHolidays(log);
}

/** A calendar that has grown old makes mistakes that nobody sees. */
function warnOfHolidays(log: Log): void {
  const year = unknownYear(systemClock.now().wall);
  if (year === null) return;
  const cause = `the calendar of public holidays does not know ${year}`;
  log.warn(cause, { code: 'HOLIDAYS_UNKNOWN', cause, cure: HOLIDAYS_CURE });
}

/** While the loop stands still nobody is answered and no prompt begins. */
function warnOfLateLoop(log: Log, seconds: number): void {
  const cause = `the loop stood still for ${Math.round(seconds * 1000)} ms`;
  log.warn('the engine was late', {
    cause,
    cure: 'Look for what else needs the processor or the disk of this machine',
  });
}

function housekeeping({ site, paths, log }: AppOptions, store: EngineStore, { desk }: Engine) {
  const rules = site.housekeeping;
  return schedule(rules.schedule, site.timeZone, log, () =>
    runHousekeeping({ store, desk, paths, log, rules }, systemClock.now().wall),
  );
}

/** The adapters that reach Asterisk. What is heard of the lines by the one way is told by the other. */
function asteriskOf({ site, asterisk, soundsDir, log }: AppOptions, inUse: () => Configuration) {
  const lines = new LineQuality();
  const telephony = createAriTelephony({
    url: asterisk.ariUrl,
    user: asterisk.ariUser,
    password: asterisk.ariPassword,
    app: 'sansheng',
    sounds: soundsDir,
    trunks: site.trunks.map(({ name }) => name),
    routes: (line, dialled) => outgoingRoutes({ ...inUse().site, trunks: site.trunks }, line, dialled),
    variables: () => dialplanRules(inUse().site),
    transferKey: site.phones.transferKey,
    log,
    lines,
  });
  const presence = createAmiPresence({
    host: asterisk.amiHost,
    port: asterisk.amiPort,
    user: asterisk.amiUser,
    password: asterisk.amiPassword,
    log,
    lines,
  });
  const away: OfflineRequestStore = {
    awayEntries: () => presence.awayEntries(),
    removeAway: (key) => telephony.removeAway(key),
  };
  return { telephony, presence, away };
}

/** An admin's own Asterisk has a certificate of its own. */
function renewalOf({ site, paths, log }: AppOptions, { reloadSip }: AriTelephony): SipCertificateRenewal {
  const tls = site.asterisk.existing ? null : site.sipTls;
  return new SipCertificateRenewal({ tls, dir: paths.asterisk, reload: reloadSip, log });
}

/** What the servers read beside the engine. */
type ServerStores = Pick<Parameters<typeof apiPorts>[1], 'apiStore'> &
  Pick<Parameters<typeof webhookPorts>[1], 'outbox'> & { readonly reading: StoreReading };

/** Whoever asks the engine or is told by it, over HTTP and FastAGI. `inUse`: the configuration in force. */
function serversOf(
  { site, tokens, soundsDir, consoleDir, webhookSecrets, paths, log }: AppOptions,
  engine: Engine,
  { reading, apiStore, outbox }: ServerStores,
  inUse: () => Configuration,
) {
  const now = () => systemClock.now().wall;
  const loop = measureLoopDelay((seconds) => warnOfLateLoop(log, seconds));
  const machine = () => machineFigures(paths.dir, loop);
  const { agents, ports } = site;
  const recentLoopDelay = () => loop.recent();
  const { queries } = reading;
  const tablePage: ApiPorts['tablePage'] = (request) => reading.tablePage(request);
  const callbackFigures: StoreFigures = (request) =>
    reading.callbackFigures(request, lineZones(inUse().site));
  const api = apiPorts(
    engine,
    { queries, tablePage, callbackFigures, apiStore, machine, recentLoopDelay },
    { site: () => inUse().site, agents, now },
  );
  const agi = agiPorts(engine, { soundsDir, sounds: () => inUse().sounds, now });
  const hooks = webhooksOf({ site, webhookSecrets });
  return [
    loop,
    createApi({
      port: ports.api,
      tokens,
      log,
      ports: api,
      tls: site.api && { ...site.api, port: ports.apiTls },
      console: { dir: consoleDir, rules: () => inUse().site.web },
    }),
    createFastAgi(ports.agi, agi, log),
    createWebhooks(hooks, webhookPorts(engine, { queries, outbox: reading.outboxOf(outbox) }, { log, now })),
    reading,
  ];
}

/** What the servers read and write of a store that is there. */
async function openBeside(address: string): Promise<ServerStores & { close(): Promise<void> }> {
  const { engine } = openStore(address);
  const [apiStore, outbox] = [await engine.apiStore(), await engine.outbox()];
  const reading = new StoreReading(address);
  const close = async () => void (await Promise.all([apiStore.close(), outbox.close()]));
  return { apiStore, outbox, reading, close };
}

/** Builds the running app from its configuration: the one place that picks adapters. */
export async function compose(parts: AppOptions): Promise<App> {
  const { log, paths, outagePin } = parts;
  const kept = openStore(paths.store);
  const stopCheck = await checkStore(kept, log);
  const store = await kept.engine.store();
  const changing = changingSite(await effectiveSite(store, parts));
  let inUse: Configuration = parts;
  const asterisk = asteriskOf(parts, () => inUse);
  const engine = new Engine({
    ...asterisk,
    store,
    clock: systemClock,
    log,
    site: changing.site,
    outagePin,
  });
  const beside = await openBeside(paths.store);
  const servers = [renewalOf(parts, asterisk.telephony), ...serversOf(parts, engine, beside, () => inUse)];
  let stopSchedule: () => Promise<void> = async () => undefined;
  const stop = async () => {
    for (const server of servers) await server.stop();
    await stopCheck();
    await stopSchedule();
    await engine.stop();
    await beside.close();
    await store.close();
  };
  const start = async () => {
    warnAtStart(parts);
    try {
      await isClockTrusted(store, systemClock.now().wall, log);
      await engine.start();
      for (const server of servers) await server.start();
      stopSchedule = housekeeping(parts, store, engine);
    } catch (error) {
      await stop().catch((e: unknown) => log.error('stopping after a failed start failed too', { error: e }));
      throw error;
    }
  };
  const reload = async (changed: Configuration) => {
    changing.change(await effectiveSite(store, changed));
    inUse = changed;
    await asterisk.telephony.setVariables();
    log.info('the configuration has been reloaded');
  };
  return { start, reload, stop, turned: () => engine.turned(), desk: engine.desk };
}
