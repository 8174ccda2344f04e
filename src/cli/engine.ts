import { join } from 'node:path';
import { type App, compose } from '../compose.ts';
import type { ExistingAsterisk, Site } from '../config/site.ts';
import type { Log } from '../engine/ports.ts';
import { ownConnection } from '../host/asterisk/bring-up.ts';
import { loadOrMakeSecrets, type Secrets, webhookSecret } from '../host/secrets.ts';
import { readSounds } from '../host/sounds.ts';
import { SIGN_EVERY_MS, type Sign } from '../host/watched-process.ts';
import { fileLog } from '../log/pino.ts';
import { companyWarnings } from '../prompts/company.ts';
import { CliError, CONSOLE, type Context, EXIT, type GlobalOptions, loadContext, SOUNDS } from './context.ts';
import { reloadOnSignal } from './reload.ts';
import { markEngine } from './run-state.ts';
import { stopSignal, waitForAbort } from './stop.ts';

/** By address: from the environment, else made here. */
export function webhookSecretsOf({ webhooks }: Site, secrets: Secrets): Map<string, string> {
  return new Map(webhooks.map(({ url, secret }) => [url, secret ?? webhookSecret(secrets, url)]));
}

/** Builds and starts the engine. */
async function startEngine(
  { site, standards, paths }: Context,
  asterisk: ExistingAsterisk,
  secrets: Secrets,
  log: Log,
): Promise<App> {
  const sounds = await readSounds(SOUNDS);
  const { api: tokens, outagePin } = secrets;
  const app = await compose({
    site,
    standards,
    sounds,
    soundsDir: SOUNDS,
    consoleDir: CONSOLE,
    paths,
    asterisk,
    tokens,
    outagePin,
    webhookSecrets: webhookSecretsOf(site, secrets),
    log,
  });
  await app.start();
  return app;
}

/** `sansheng engine`: the engine itself, below `up` or `serve`, which watch it. */
export async function engine(options: GlobalOptions): Promise<void> {
  const supervisor = supervisorOf(process);
  const stop = stopSignal();
  const context = loadContext(options);
  const { site, paths } = context;
  await markEngine(paths);
  const log = fileLog(join(paths.log, 'engine.log'), (line) => console.error(line));
  const secrets = await loadOrMakeSecrets(
    paths.secrets,
    site.agents.map((a) => a.id),
  );
  for (const { code, cause, cure } of await companyWarnings(SOUNDS, site.file))
    log.warn(cause, { code, cause, cure });
  const connection = site.asterisk.existing ?? ownConnection(site, secrets);
  const app = await startEngine(context, connection, secrets, log);
  reloadOnSignal(options, context, app);
  const end = giveSigns(supervisor, app, log);
  await waitForAbort(stop);
  end();
  await app.stop();
  process.exit(0);
}

/** How to reach the supervisor. */
type Tell = (sign: Sign) => void;

/** Only a supervisor gives this process a channel. */
function supervisorOf(me: NodeJS.Process): Tell {
  if (!me.send) {
    throw new CliError(
      'the engine runs below `sansheng up` or `sansheng serve` only',
      'start one of them: it starts the engine, and starts it again when it ends',
      EXIT.badInput,
    );
  }
  return (sign) => {
    if (me.connected) me.send?.(sign);
  };
}

/** Tells the supervisor at each second that the engine's loop goes on: nothing while a turn hangs. The engine goes on without a
 * supervisor. Returns how to end it. */
function giveSigns(tell: Tell, app: App, log: Log): () => void {
  tell('ready');
  let asked = false;
  const timer = setInterval(async () => {
    if (asked) return;
    asked = true;
    await app.turned();
    asked = false;
    tell('alive');
  }, SIGN_EVERY_MS);
  process.on('disconnect', () => {
    const cure = 'Run `sansheng up` or `sansheng serve` again: it takes the calls over';
    log.error('the supervisor has ended: nothing starts the engine again now', { cure });
  });
  return () => clearInterval(timer);
}
