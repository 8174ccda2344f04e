import type { AsteriskMode, ExistingAsterisk, Site, SitePaths } from '../../config/site.ts';
import { dockerAnswers } from '../docker.ts';
import { type KeepNews, keepRunning } from '../keep-running.ts';
import type { Secrets } from '../secrets.ts';
import { asteriskSite } from './from-config.ts';
import { ensureAsterisk, requireAsterisk } from './install.ts';
import { findRunning, startAsterisk } from './process.ts';
import { renderAsterisk } from './render.ts';

/** How to reach the Asterisk that is ours. */
export function ownConnection(
  site: Site,
  secrets: Pick<Secrets, 'ariPassword' | 'amiPassword'>,
  host = '127.0.0.1',
): ExistingAsterisk {
  return {
    ariUrl: `http://${host}:${site.ports.ari}`,
    ariUser: 'sansheng',
    ariPassword: secrets.ariPassword,
    amiHost: host,
    amiPort: site.ports.ami,
    amiUser: 'sansheng',
    amiPassword: secrets.amiPassword,
  };
}

export interface BringUp {
  readonly site: Site;
  readonly secrets: Secrets;
  readonly paths: SitePaths;
  /** Absolute path of the prompts. */
  readonly sounds: string;
  progress(line: string): void;
  /** An Asterisk of ours has ended, or runs again. */
  news(news: KeepNews): void;
  /** Aborts what is under way: the call rejects with its reason, and nothing runs that it has started. */
  readonly signal: AbortSignal;
}

/** The way in which this site gets its Asterisk. `auto`: the one that is described; else a folder of our own where the
 * machine can do that, for it touches nothing and starts in a second; else Docker where an engine answers. Throws
 * HostError, whose cure names the others, where none can be done. */
export async function chooseWay(site: Site): Promise<Exclude<AsteriskMode, 'auto'>> {
  const { mode, existing } = site.asterisk;
  if (mode !== 'auto') return mode;
  if (existing) return 'existing';
  try {
    await requireAsterisk();
    return 'folder';
  } catch (error) {
    if (await dockerAnswers()) return 'docker';
    throw error;
  }
}

/** Asterisk 22 from Debian in our cache folder, running for this site, and started again whenever it ends by itself. One that a
 * crashed run left behind goes on with its calls: the engine takes them up again. Returns how to stop it for good. */
export async function bringUpInFolder(wanted: BringUp): Promise<() => Promise<void>> {
  const { site, secrets, paths, sounds, progress, signal, news } = wanted;
  const root = await ensureAsterisk(progress, signal);
  signal.throwIfAborted();
  // the engine finds it by itself
  const start = (stopping: AbortSignal) => startAsterisk(root, paths.asterisk, stopping);
  const left = await findRunning(paths.asterisk);
  if (left) {
    progress(`Asterisk of an earlier run goes on (process ${left.pid})`);
    return keepRunning({ first: left, start, news });
  }
  await renderAsterisk(paths.asterisk, asteriskSite(site, secrets, sounds));
  progress('starting Asterisk …');
  const first = await start(signal);
  return keepRunning({ first, start, news });
}
