import { rm, writeFile } from 'node:fs/promises';
import { bringUpAsterisk } from '../host/asterisk/bring-up.ts';
import { loadOrMakeSecrets } from '../host/secrets.ts';
import { type GlobalOptions, loadContext, SOUNDS } from './context.ts';
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
  const { site, paths } = context;
  if (options.detach) {
    if (await runningUp(paths)) progress('this site is running already');
    else await detach(options, paths, progress);
    progress(siteText(await describeSite(site, paths)));
    progress('ready');
    return;
  }
  const stopped = askedToStop();
  const giveBack = await takeSite(paths);
  const undo: (() => Promise<void>)[] = [giveBack, () => rm(readyFile(paths), { force: true })];
  let failure: unknown;
  try {
    const agents = site.agents.map((a) => a.id);
    const secrets = await loadOrMakeSecrets(paths.secrets, agents);
    const asterisk = await Promise.race([
      bringUpAsterisk({ site, secrets, paths, sounds: SOUNDS, progress }),
      stopped,
    ]);
    if (typeof asterisk === 'string') return;
    undo.push(() => asterisk.stop());
    const app = await startEngine(context, asterisk.connection, (line) => console.error(line));
    undo.push(() => app.stop());
    await writeFile(readyFile(paths), '');
    progress(siteText(await describeSite(site, paths)));
    progress('ready');
    await stopped;
    progress('stopping …');
  } catch (error) {
    failure = error;
  } finally {
    for (const step of undo.reverse()) {
      await step().catch((error: unknown) => console.error('sansheng: while stopping:', error));
    }
  }
  if (failure !== undefined) throw failure;
  process.exit(0);
}
