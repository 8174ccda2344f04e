import { rm, writeFile } from 'node:fs/promises';
import { bringUpAsterisk, chooseWay } from '../host/asterisk/bring-up.ts';
import { findRunning } from '../host/asterisk/process.ts';
import { composeDown, composeUp } from '../host/docker.ts';
import { loadOrMakeSecrets } from '../host/secrets.ts';
import { type Context, type GlobalOptions, loadContext, ROOT, SOUNDS } from './context.ts';
import { detach } from './detach.ts';
import { readyFile, runningUp, takeSite } from './run-state.ts';
import { askedToStop, startEngine } from './serve.ts';
import { describeSite, siteText } from './site.ts';

export interface UpOptions extends GlobalOptions {
  readonly detach?: boolean;
}

/** Tells whoever waits for a detached start how far it is. */
function progress(line: string): void {
  console.log(line);
}

/** `sansheng up`: whatever is missing, then Asterisk and the engine until Ctrl-C. */
export async function up(options: UpOptions): Promise<void> {
  const context = loadContext(options);
  const way = await chooseWay(context.site);
  if (way === 'docker') return upInDocker(options, context);
  if (options.detach) return upDetached(options, context);
  await upHere(context, way);
  process.exit(0);
}

async function ready({ site, paths }: Context): Promise<void> {
  progress(siteText(await describeSite(site, paths)));
  progress('ready');
}

async function upDetached(options: UpOptions, context: Context): Promise<void> {
  if (await runningUp(context.paths)) progress('this site is running already');
  else await detach(options, context.paths, progress);
  await ready(context);
}

async function upInDocker(options: UpOptions, context: Context): Promise<void> {
  const stopped = askedToStop();
  const { base } = context.site.ports;
  await composeUp(ROOT, base);
  await ready(context);
  if (options.detach) process.exit(0);
  await stopped;
  await composeDown(ROOT, base);
  process.exit(0);
}

/** Brings everything up in this process, waits to be stopped, and undoes it in the opposite order, whatever happened. */
async function upHere(context: Context, way: 'existing' | 'folder'): Promise<void> {
  const { site, paths } = context;
  const stopped = askedToStop();
  const undo: (() => Promise<void>)[] = [await takeSite(paths)];
  try {
    const agents = site.agents.map((a) => a.id);
    const secrets = await loadOrMakeSecrets(paths.secrets, agents);
    const coming = bringUpAsterisk(way, { site, secrets, paths, sounds: SOUNDS, progress });
    const asterisk = await Promise.race([coming, stopped]);
    if (typeof asterisk === 'string') {
      // it may have been started a moment ago
      undo.push(async () => (await findRunning(paths.asterisk))?.stop());
      return;
    }
    undo.push(() => asterisk.stop());
    const app = await startEngine(context, asterisk.connection, (line) => console.error(line));
    undo.push(() => app.stop());
    undo.push(() => rm(readyFile(paths), { force: true }));
    await writeFile(readyFile(paths), '');
    await ready(context);
    await stopped;
    progress('stopping …');
  } finally {
    for (const step of undo.reverse()) {
      await step().catch((error: unknown) => console.error('sansheng: while stopping:', error));
    }
  }
}
