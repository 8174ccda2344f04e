import type { ExistingAsterisk, Site, SitePaths } from './config/site.ts';
import type { Standard } from './core/standard/standard.ts';
import type { ApiRole } from './engine/access.ts';
import type { Log } from './engine/ports.ts';
import type { SoundLibrary } from './host/sounds.ts';

/** What can be put in force while the engine runs. */
export interface Configuration {
  readonly site: Site;
  readonly standards: ReadonlyMap<string, Standard>;
  readonly sounds: SoundLibrary;
}

/** All that a running engine is made of. */
export interface AppOptions extends Configuration {
  /** Absolute, as Asterisk sees it. */
  readonly soundsDir: string;
  /** The console's files, absolute; there are none before it has been built. */
  readonly consoleDir: string;
  readonly paths: SitePaths;
  readonly asterisk: ExistingAsterisk;
  /** outage.notice, by a supervisor's phone: six digits. */
  readonly outagePin: string;
  /** What webhooks know our messages by, by their addresses. */
  readonly webhookSecrets: ReadonlyMap<string, string>;
  /** The bearer tokens of the HTTP API. */
  readonly tokens: Readonly<Record<ApiRole, string>>;
  readonly log: Log;
}
