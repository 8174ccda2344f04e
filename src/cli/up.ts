import { bringUpInFolder, chooseWay } from '../host/asterisk/bring-up.ts';
import { composeDown, composeRuns, composeUp, composeWait } from '../host/docker.ts';
import { loadOrMakeSecrets } from '../host/secrets.ts';
import { startInBackground, waitUntilReady } from './background.ts';
import { CliError, type Context, type GlobalOptions, loadContext, ROOT, SOUNDS } from './context.ts';
import { keepEngine, openSupervision } from './engine-process.ts';
import { signInText } from './first-user.ts';
import { print } from './output.ts';
import { runningUp, takeSite } from './run-state.ts';
import { describeSite, siteText, withoutPasswords } from './site.ts';
import { stopSignal, waitForAbort } from './stop.ts';

export interface UpOptions extends GlobalOptions {
  readonly detach?: boolean;
}

/** A start under way: who is told how far it is, and what stops it. */
interface Start {
  progress(line: string): void;
  readonly signal: AbortSignal;
}

/** Where progress goes: what is printed for a program has stdout to itself. */
export function progressOf({ json }: GlobalOptions): (line: string) => void {
  return json ? (line) => console.error(line) : (line) => console.log(line);
}

/** `sansheng up`: whatever is missing, then Asterisk and the engine until Ctrl-C. */
export async function up(options: UpOptions): Promise<void> {
  const start = { progress: progressOf(options), signal: stopSignal() };
  const context = loadContext(options);
  if (options.detach) {
    if (!(await ensureUp(options, context, start))) start.progress('this site is running already');
    await sayWhatIsUp(options, context);
  } else {
    const way = await chooseWay(context.site);
    if (way === 'docker') await upInDocker(options, context, start);
    else await upHere(way, options, context, start);
  }
  process.exit(0);
}

async function sayWhatIsUp({ json }: GlobalOptions, { site, paths }: Context): Promise<void> {
  const described = withoutPasswords(await describeSite(site, paths));
  const passwords = described.sip ? ['The phones’ passwords: `sansheng site`'] : [];
  // a program finds no password in what it reads
  const signIn = await signInText(paths, !json && process.stdout.isTTY);
  const lines = [siteText(described), ...passwords, signIn, 'ready'];
  print(json, { ...described, ready: true }, () => lines.join('\n'));
}

/** Returns when the site is ready, and leaves it running: true if it is this call that has started it. */
export async function ensureUp(options: GlobalOptions, context: Context, start: Start): Promise<boolean> {
  const { paths, site } = context;
  const running = await runningUp(paths);
  if (running) {
    await waitUntilReady(running, paths, start.signal);
    return false;
  }
  if ((await chooseWay(site)) !== 'docker') {
    await startInBackground(options, paths, start.progress, start.signal);
    return true;
  }
  const { base } = site.ports;
  if (await composeRuns(ROOT, base)) {
    await composeWait(ROOT, base, start.signal);
    return false;
  }
  try {
    await composeUp(ROOT, base, start.signal);
    return true;
  } catch (error) {
    await composeDown(ROOT, base);
    throw error;
  }
}

async function upInDocker(options: UpOptions, context: Context, { progress, signal }: Start): Promise<void> {
  const { base } = context.site.ports;
  if (await composeRuns(ROOT, base)) {
    throw new CliError(
      'this site is running already, in containers',
      'stop it with `sansheng down`, or give another --port-base to run a second one',
    );
  }
  try {
    await composeUp(ROOT, base, signal);
    await sayWhatIsUp(options, context);
    await waitForAbort(signal);
    progress('stopping …');
  } finally {
    await composeDown(ROOT, base);
  }
}

/** Starts everything below this process, waits to be stopped, and stops it in the opposite order, whatever happened. */
async function upHere(
  way: 'existing' | 'folder',
  options: UpOptions,
  context: Context,
  { progress, signal }: Start,
): Promise<void> {
  const { site, paths } = context;
  const undo: (() => Promise<void>)[] = [await takeSite(paths)];
  try {
    const supervision = openSupervision(paths);
    undo.push(() => supervision.done());
    if (way === 'folder') {
      const agents = site.agents.map((a) => a.id);
      const secrets = await loadOrMakeSecrets(paths.secrets, agents);
      const news = supervision.of('asterisk');
      undo.push(await bringUpInFolder({ site, secrets, paths, sounds: SOUNDS, progress, news, signal }));
      signal.throwIfAborted();
    }
    undo.push(await keepEngine(options, paths, supervision, signal));
    signal.throwIfAborted();
    await sayWhatIsUp(options, context);
    await waitForAbort(signal);
    progress('stopping …');
  } catch (error) {
    // what fails because it was stopped is no failure
    signal.throwIfAborted();
    throw error;
  } finally {
    for (const step of undo.reverse()) {
      await step().catch((error: unknown) => console.error('sansheng: a step of the stop failed:', error));
    }
  }
}
