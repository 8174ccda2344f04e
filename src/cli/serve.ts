import { join } from 'node:path';
import { type App, compose } from '../compose.ts';
import type { ExistingAsterisk, Site } from '../config/site.ts';
import { ownConnection } from '../host/asterisk/bring-up.ts';
import { loadOrMakeSecrets, type Secrets, webhookSecret } from '../host/secrets.ts';
import { readSounds } from '../host/sounds.ts';
import { fileLog } from '../log/pino.ts';
import { type Context, type GlobalOptions, loadContext, SOUNDS } from './context.ts';
import { print } from './output.ts';
import { reloadOnSignal } from './reload.ts';
import { markReady, takeSite } from './run-state.ts';
import { stopSignal, waitForAbort } from './stop.ts';

/** By address: from the environment, else made here. */
export function webhookSecretsOf({ webhooks }: Site, secrets: Secrets): Map<string, string> {
  return new Map(webhooks.map(({ url, secret }) => [url, secret ?? webhookSecret(secrets, url)]));
}

/** Builds and starts the engine. */
export async function startEngine(
  { site, standards, paths }: Context,
  asterisk: ExistingAsterisk,
  secrets: Secrets,
  notice: (line: string) => void,
): Promise<App> {
  const log = fileLog(join(paths.log, 'engine.log'), notice);
  const sounds = await readSounds(SOUNDS);
  const { api: tokens, outagePin } = secrets;
  const app = await compose({
    site,
    standards,
    sounds,
    soundsDir: SOUNDS,
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

/** `sansheng serve`: runs only the engine; an admin or Docker runs Asterisk. */
export async function serve(options: GlobalOptions): Promise<void> {
  const context = loadContext(options);
  const { site, paths } = context;
  const stop = stopSignal();
  const giveBack = await takeSite(paths);
  try {
    const secrets = await loadOrMakeSecrets(
      paths.secrets,
      site.agents.map((a) => a.id),
    );
    const connection = site.asterisk.existing ?? ownConnection(site, secrets);
    const app = await startEngine(context, connection, secrets, (line) => console.error(line));
    reloadOnSignal(options, context, app);
    await markReady(paths);
    print(options.json, { ready: true }, () => 'ready');
    await waitForAbort(stop);
    await app.stop();
  } finally {
    await giveBack();
  }
  process.exit(0);
}
