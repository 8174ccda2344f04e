import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Queries } from '../../../src/engine/store-port.ts';
import { ensureSipp } from '../../../src/host/sipp.ts';
import { openReader } from '../../../src/readers.ts';
import { openSipkit, type Sipkit } from '../../../src/sipkit/index.ts';
import { type AriProxy, openAriProxy } from '../support/ari-proxy.ts';
import { EngineProcess } from '../support/engine-process.ts';
import { findLeaks } from '../support/leak-check.ts';
import { type SiteAsterisk, startSiteAsterisk, type Undo, undoAll } from '../support/site.ts';
import { AsteriskUnderTest } from './asterisk-under-test.ts';
import { agentIds, chaosOptions, prepareSounds } from './site-options.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { openWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const MAIN = join(import.meta.dirname, 'engine-main.ts');
const DISK_MB = 192;
const LOG_DISK_MB = 32;
const quiet = () => undefined;

/** A site of the suite's own, and what can be done to each part of it. */
export interface ChaosSite {
  readonly own: SiteAsterisk;
  readonly agents: readonly string[];
  readonly kit: Sipkit;
  readonly asterisk: AsteriskUnderTest;
  readonly engine: EngineProcess;
  readonly link: AriProxy;
  readonly webhooks: WebhookReceiver;
  /** Of the whole site, and of the engine's log; undefined where this user may not mount any. */
  readonly disk: SmallDisk | undefined;
  readonly logDisk: SmallDisk | undefined;
  /** As another process sees it. */
  store(): Promise<Queries>;
  findLeaks(): Promise<string[]>;
  close(): Promise<void>;
}

/** Opens it, without its engine: its start is the first thing that happens. */
export async function openChaosSite(
  agents: number,
  engineEnded: (how: number | NodeJS.Signals | null) => void,
): Promise<ChaosSite> {
  const undo: Undo = [];
  try {
    const dir = await mkdtemp(join(tmpdir(), 'sansheng-chaos-'));
    undo.push(() => rm(dir, { recursive: true, force: true }));
    const disk = await mountSmallDisk(dir, DISK_MB, undo);
    const sounds = join(dir, 'sounds');
    await prepareSounds(sounds);
    const webhooks = await openWebhookReceiver();
    undo.push(() => webhooks.close());
    const own = await startSiteAsterisk(dir, sounds, chaosOptions({ webhook: webhooks.url, agents }), undo);
    await mkdir(own.paths.log, { recursive: true });
    const logDisk = disk && (await mountSmallDisk(own.paths.log, LOG_DISK_MB, undo));
    const asterisk = await AsteriskUnderTest.of(own.paths.asterisk);
    undo.push(() => asterisk.stop());
    const link = await openAriProxy(own.connection.ariUrl);
    undo.push(() => link.close());
    const args = [MAIN, dir, String(own.site.ports.base), link.url, webhooks.url, String(agents)];
    const engine = new EngineProcess(args, engineEnded);
    undo.push(() => engine.kill());
    const kit = openSipkit({
      sipp: await ensureSipp(quiet),
      server: { host: '127.0.0.1', port: own.site.ports.sip },
    });
    undo.push(async () => kit[Symbol.asyncDispose]());
    const store = readerOf(own, undo);
    return {
      ...{ own, agents: agentIds(agents), kit, asterisk, engine, link, webhooks, disk, logDisk, store },
      findLeaks: async () => findLeaks(own.connection, own.paths.asterisk, await store()),
      close: () => undoAll(undo),
    };
  } catch (error) {
    await undoAll(undo);
    throw error;
  }
}

/** Opened when it is first asked for: the engine makes the store. */
function readerOf({ paths }: SiteAsterisk, undo: Undo): () => Promise<Queries> {
  let reader: Promise<Queries> | undefined;
  return () => {
    if (!reader) {
      reader = openReader(paths);
      undo.push(async () => (await reader)?.close());
    }
    return reader;
  };
}
