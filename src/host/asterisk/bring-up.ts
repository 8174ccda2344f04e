import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { AsteriskMode, ExistingAsterisk, Site, SitePaths } from '../../config/site.ts';
import { messageOf } from '../../util/errors.ts';
import { dockerAnswers } from '../docker.ts';
import type { Secrets } from '../secrets.ts';
import { asteriskSite } from './from-config.ts';
import { ensureAsterisk, requireAsterisk } from './install.ts';
import { type AsteriskProcess, findRunning, startAsterisk } from './process.ts';
import { renderAsterisk } from './render.ts';

/** An Asterisk that can be used, and how it is let go. */
export interface UsableAsterisk {
  readonly connection: ExistingAsterisk;
  /** Stops it if it is ours; one that an admin runs is left alone. */
  stop(): Promise<void>;
}

/** How to reach the Asterisk that is ours. */
export function ownConnection(site: Site, secrets: Secrets, host = '127.0.0.1'): ExistingAsterisk {
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

/** An Asterisk for this site: the admin's own, or ours in a folder. */
export async function bringUpAsterisk(way: 'existing' | 'folder', wanted: BringUp): Promise<UsableAsterisk> {
  const { existing } = wanted.site.asterisk;
  if (way === 'existing' && existing) return { connection: existing, stop: async () => undefined };
  return bringUpInFolder(wanted);
}

/** Asterisk 22 from Debian in our cache folder, running for this site. One that a crashed run left behind goes on with its
 * calls: the engine takes them up again. */
async function bringUpInFolder(wanted: BringUp): Promise<UsableAsterisk> {
  const { site, secrets, paths, sounds, progress, signal } = wanted;
  const connection = ownConnection(site, secrets);
  const root = await ensureAsterisk(progress, signal);
  signal.throwIfAborted();
  const left = await findRunning(paths.asterisk);
  if (left) {
    progress(`Asterisk of an earlier run goes on (process ${left.pid})`);
    return { connection, stop: keepRunning(left, root, paths.asterisk, progress) };
  }
  await renderAsterisk(paths.asterisk, asteriskSite(site, secrets, sounds));
  progress('starting Asterisk …');
  const first = await startAsterisk(root, paths.asterisk, signal);
  return { connection, stop: keepRunning(first, root, paths.asterisk, progress) };
}

const FIRST_AGAIN_MS = 500;
const LAST_AGAIN_MS = 30_000;

/** An Asterisk that ends by itself is started again, for ever, ever more slowly while it cannot be; the engine finds it by
 * itself. Returns how to stop it for good. */
function keepRunning(
  first: AsteriskProcess,
  root: string,
  dir: string,
  progress: (line: string) => void,
): () => Promise<void> {
  let current = first;
  const stopping = new AbortController();
  const { signal } = stopping;
  const again = async () => {
    for (let delay = FIRST_AGAIN_MS; !signal.aborted; delay = Math.min(delay * 2, LAST_AGAIN_MS)) {
      await pause(delay, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        current = await startAsterisk(root, dir);
        progress('Asterisk runs again');
        return;
      } catch (error) {
        progress(`Asterisk cannot be started again: ${messageOf(error)}`);
      }
    }
  };
  const kept = (async () => {
    while (!signal.aborted) {
      await Promise.race([current.exited, once(signal, 'abort')]);
      if (signal.aborted) return;
      progress('Asterisk has ended by itself; it is started again');
      await again();
    }
  })();
  return async () => {
    stopping.abort();
    await kept;
    await current.stop();
  };
}
