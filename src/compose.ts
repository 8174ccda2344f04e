import { join } from 'node:path';
import type { AppOptions, Configuration } from './app-options.ts';
import { HOLIDAYS_CURE, unknownYear } from './config/holidays.ts';
import { areaPrefix, phoneNumber } from './config/numbers.ts';
import type { Site } from './config/site.ts';
import { isSchedule } from './config/site-schema.ts';
import { hourAt, momentOf } from './config/time-zone.ts';
import type { OperatorCommands } from './engine/commands.ts';
import { Engine } from './engine/engine.ts';
import type { Log, OfflineRequestStore } from './engine/ports.ts';
import type { EngineSite } from './engine/site.ts';
import type { EngineStore } from './engine/store-port.ts';
import { changingSite, editionsOf, engineSite } from './engine-site.ts';
import { systemClock } from './host/clock.ts';
import { removeOlder } from './host/old-files.ts';
import { MASKING } from './log/mask.ts';
import { schedule } from './schedule/cron.ts';
import { agiOf, webhooksOf } from './servers.ts';
import { openStore } from './store/open.ts';
import { createAmiPresence } from './telephony/ami/presence.ts';
import { createAriTelephony } from './telephony/ari/telephony.ts';
import { LineQuality } from './telephony/line-quality.ts';
import { type Api, createApi } from './web/api.ts';
import type { ApiPorts } from './web/ports.ts';

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

const DAY_MS = 86_400_000;

/** A calendar that has grown old makes mistakes that nobody sees. */
function warnOfHolidays(log: Log): void {
  const year = unknownYear(systemClock.now().wall);
  if (year === null) return;
  const cause = `the calendar of public holidays does not know ${year}`;
  log.warn(cause, { code: 'HOLIDAYS_UNKNOWN', cause, cure: HOLIDAYS_CURE });
}

function housekeeping(parts: AppOptions, store: EngineStore, { desk }: Engine): () => Promise<void> {
  const { keepDays, keepRecordingsDays, backup, schedule: when } = parts.site.housekeeping;
  return schedule(when, parts.site.timeZone, parts.log, async () => {
    const { wall } = systemClock.now();
    if (backup) {
      const day = new Date(wall).toISOString().slice(0, 10);
      await store.backup(join(parts.paths.backups, `sansheng-${day}.db`));
    }
    const before = wall - keepDays * DAY_MS;
    const calls = await store.prune(before);
    desk.forgetBefore(before);
    const recordings = await removeOlder(parts.paths.recordings, wall - keepRecordingsDays * DAY_MS);
    parts.log.info('housekeeping done', { calls, recordings, backup });
  });
}

/** A configuration as the engine asks for it, with every edition of a standard that calls may have begun with. */
async function effectiveSite(
  store: EngineStore,
  { site, standards, sounds }: Configuration,
): Promise<EngineSite> {
  await store.keepEditions(editionsOf(standards));
  return engineSite(site, standards, sounds, await store.editions());
}

/** The adapters that reach Asterisk. What is heard of the lines by the one way is told by the other. */
function asteriskOf({ asterisk, soundsDir: sounds, log }: AppOptions) {
  const lines = new LineQuality();
  const telephony = createAriTelephony({
    url: asterisk.ariUrl,
    user: asterisk.ariUser,
    password: asterisk.ariPassword,
    app: 'sansheng',
    sounds,
    trunk: 'trunk',
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

/** What the HTTP API asks, beside the engine. */
type ApiKept = Pick<ApiPorts, 'queries' | 'apiStore' | 'feed'>;

function zoneOf(site: Site, line: string): string {
  return site.lines.find(({ number }) => number === line)?.timeZone ?? site.timeZone;
}

/** The HTTP API. `site`: the one in force. */
function apiOf(
  { site: started, tokens, log }: AppOptions,
  kept: ApiKept,
  engine: Engine,
  site: () => Site,
): Api {
  const { desk, programmes, site: engineSite } = engine;
  return createApi({
    port: started.ports.api,
    tokens,
    log,
    ports: {
      ...kept,
      failedInputs: () => engine.failedInputs,
      health: () => engine.health,
      turned: () => engine.turned(),
      pendingAnswer: (who, key) => engine.pendingAnswer(who, key),
      commands: desk,
      masked: MASKING,
      lines: () => site().lines.map(({ number }) => number),
      lineOf: (number) => engineSite.line(number) ?? null,
      // those that the engine has: a reload adds none
      agents: () => started.agents,
      mayDial: (raw, line) => engine.mayDial(raw, line),
      programmes,
      startOfDay: (line, day) => momentOf({ day, minutes: 0 }, zoneOf(site(), line)),
      isSchedule,
      areaOf: (raw) => areaPrefix(raw, site().region),
      numberOf: (raw) => phoneNumber(raw, site().region)?.e164 ?? null,
      hourOf: (wall, line) => hourAt(wall, zoneOf(site(), line)),
      now: () => systemClock.now().wall,
    },
  });
}

/** Builds the running app from its configuration: the one place that picks adapters. */
export async function compose(parts: AppOptions): Promise<App> {
  const { log, paths, outagePin } = parts;
  const at = openStore(paths.store).engine;
  const store = await at.store();
  const changing = changingSite(await effectiveSite(store, parts));
  const engine = new Engine({
    ...asteriskOf(parts),
    store,
    clock: systemClock,
    log,
    site: changing.site,
    outagePin,
  });
  let inUse: Configuration = parts;
  const [apiStore, outbox] = [await at.apiStore(), await at.outbox()];
  const servers = [
    apiOf(parts, { queries: store, apiStore, feed: engine.facts }, engine, () => inUse.site),
    agiOf(parts, engine, () => inUse.sounds),
    webhooksOf(parts, { queries: store, outbox, feed: engine.facts }),
  ];
  let stopSchedule: () => Promise<void> = async () => undefined;
  const stop = async () => {
    for (const server of servers) await server.stop();
    await stopSchedule();
    await engine.stop();
    await Promise.all([apiStore.close(), outbox.close()]);
    await store.close();
  };
  const start = async () => {
    for (const { code, file, cause, cure } of parts.sounds.problems) {
      log.error('a prompt cannot be played', { code, file, cause, cure });
    }
    warnOfHolidays(log);
    try {
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
    log.info('the configuration has been reloaded');
  };
  return { start, reload, stop, turned: () => engine.turned(), desk: engine.desk };
}
