import { join } from 'node:path';
import { callable } from './config/numbers.ts';
import { salutationAt } from './config/salutation.ts';
import type { ExistingAsterisk, Site, SitePaths } from './config/site.ts';
import type { Language, PromptId } from './core/ids.ts';
import type { Rules } from './core/rules.ts';
import type { Standard } from './core/standard/standard.ts';
import { Engine } from './engine/engine.ts';
import type { Log, Store } from './engine/ports.ts';
import type { EngineSite } from './engine/site.ts';
import { systemClock } from './host/clock.ts';
import type { SoundLibrary } from './host/sounds.ts';
import { schedule } from './schedule/cron.ts';
import { openSqliteReader, openSqliteStore } from './store/sqlite/store.ts';
import { createAmiPresence } from './telephony/ami/presence.ts';
import { createAriTelephony } from './telephony/ari/telephony.ts';

/** All that a running engine is made of. */
export interface Parts {
  readonly site: Site;
  readonly standards: ReadonlyMap<string, Standard>;
  readonly sounds: SoundLibrary;
  /** Absolute, as Asterisk sees it. */
  readonly soundsDir: string;
  readonly paths: SitePaths;
  readonly asterisk: ExistingAsterisk;
  readonly log: Log;
}

export interface App {
  /** Rejects with TelephonyError or StoreError, leaving nothing half started. Prompts that cannot be played are named in
   * the log, and do not stop it: the calls go on. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A prompt that cannot be played takes no time. */
function lengthOf(sounds: SoundLibrary, prompts: readonly PromptId[], language: Language): number {
  return prompts.reduce((sum, prompt) => sum + (sounds.durations[language][prompt] ?? 0), 0);
}

/** The configuration as the engine asks for it. Exported for the tests that run the engine without Asterisk. */
export function engineSite(
  site: Site,
  standards: ReadonlyMap<string, Standard>,
  sounds: SoundLibrary,
): EngineSite {
  const lines = new Map(site.lines.map((line) => [line.number, line]));
  const dispositions = Object.fromEntries(
    Object.entries(site.dispositions).map(([key, name]) => [key, { name, open: key === '2' }]),
  );
  const rules = new Map<string, Rules>();
  for (const [name, standard] of standards) {
    rules.set(name, {
      standard,
      lengthOf: (prompts, language) => lengthOf(sounds, prompts, language),
      callable: (raw) => callable(raw, site.region),
      dispositions,
    });
  }
  const first = rules.get(site.lines[0]?.standard ?? '');
  return {
    line: (number) => lines.get(number),
    rules(name) {
      const found = rules.get(name) ?? first;
      if (!found) throw new Error('the configuration was checked, and yet no line has a standard');
      return found;
    },
    salutation: (line, wall) => salutationAt(wall, lines.get(line)?.timeZone ?? site.timeZone),
    agents: site.agents,
  };
}

function housekeeping(parts: Parts, store: Store): () => Promise<void> {
  const { keepDays, backup, schedule: when } = parts.site.housekeeping;
  return schedule(when, parts.site.timeZone, parts.log, async () => {
    const { wall } = systemClock.now();
    if (backup) {
      const day = new Date(wall).toISOString().slice(0, 10);
      await store.backup(join(parts.paths.backups, `sansheng-${day}.db`));
    }
    const calls = await store.prune(wall - keepDays * 86_400_000);
    parts.log.info('housekeeping done', { calls, backup });
  });
}

/** Builds the running app from its configuration: the one place that picks adapters. */
export async function compose(parts: Parts): Promise<App> {
  const { site, log, asterisk, paths } = parts;
  const store = await openSqliteStore(paths.store);
  const engine = new Engine({
    telephony: createAriTelephony({
      url: asterisk.ariUrl,
      user: asterisk.ariUser,
      password: asterisk.ariPassword,
      app: 'sansheng',
      sounds: parts.soundsDir,
      trunk: 'trunk',
      log,
    }),
    presence: createAmiPresence({
      host: asterisk.amiHost,
      port: asterisk.amiPort,
      user: asterisk.amiUser,
      password: asterisk.amiPassword,
      log,
    }),
    store,
    clock: systemClock,
    log,
    site: engineSite(site, parts.standards, parts.sounds),
  });
  let stopSchedule: () => Promise<void> = async () => undefined;
  const stop = async () => {
    await stopSchedule();
    await engine.stop();
    await store.close();
  };
  const start = async () => {
    for (const { code, file, cause, cure } of parts.sounds.problems) {
      log.error('a prompt cannot be played', { code, file, cause, cure });
    }
    try {
      await engine.start();
      stopSchedule = housekeeping(parts, store);
    } catch (error) {
      await stop().catch((e: unknown) => log.error('stopping after a failed start failed too', { error: e }));
      throw error;
    }
  };
  return { start, stop };
}

/** What other processes may look at while the engine runs, or after. */
export function openReader(paths: SitePaths): Promise<Store> {
  return openSqliteReader(paths.store);
}
