import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { secondText } from '../config/time-zone.ts';
import type { SiteWebhook } from '../config/webhooks.ts';
import { CALLBACK_EVENTS } from '../core/callback/events.ts';
import type { WebhookState } from '../engine/outbox.ts';
import { loadOrMakeSecrets, webhookSecret } from '../host/secrets.ts';
import { openOutbox } from '../readers.ts';
import { nameOf, WEBHOOK_TIMES } from '../web/webhooks/ports.ts';
import { send } from '../web/webhooks/send.ts';
import { CliError, type Context, EXIT, type GlobalOptions, loadContext, NO_PASSWORDS } from './context.ts';
import { print, table } from './output.ts';

/** `sansheng webhooks`: other programs that are told of callbacks. */
export function webhooksCommand(command: (name: string, description: string) => Command): Command {
  const webhooks = command(
    'webhooks',
    'list the programs that get messages about callbacks, with undelivered messages',
  );
  webhooks.action(list);
  webhooks.addCommand(
    command('test', 'send a signed test message and show the answer').argument('<url>').action(test),
  );
  webhooks.addCommand(
    command('secret', 'print the secret with which the receiver checks signatures')
      .argument('<url>')
      .action(secret),
  );
  return webhooks;
}

async function list(_options: GlobalOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const { site, paths } = loadContext(options, NO_PASSWORDS);
  const outbox = await openOutbox(paths);
  const states = await outbox.state();
  await outbox.close();
  const known = new Map(states.map((state) => [state.url, state]));
  const rows = site.webhooks.map(({ secret: _kept, ...hook }) => ({
    ...hook,
    ...(known.get(hook.url) ?? FRESH),
  }));
  print(options.json, rows, () =>
    rows.length === 0
      ? 'no webhooks: sansheng.yaml names none'
      : table(
          [
            'webhook',
            'events',
            'lines',
            'numbers',
            'last success',
            'pending',
            'since',
            'given up',
            'failing',
          ],
          rows.map((row) => rowOf(row, site.timeZone)),
        ),
  );
}

/** One that the engine has not been started with yet. */
const FRESH: Omit<WebhookState, 'url'> = {
  cursor: 0,
  lastSuccess: null,
  lastFailure: null,
  failure: null,
  pending: 0,
  oldest: null,
  givenUp: 0,
};

function rowOf(row: Omit<SiteWebhook, 'secret'> & WebhookState, timeZone: string): string[] {
  const time = (wall: number | null) => (wall === null ? '' : secondText(wall, timeZone));
  return [
    nameOf(row.url),
    row.events.length === CALLBACK_EVENTS.length ? 'all' : row.events.join(' '),
    row.lines?.join(' ') ?? 'all',
    row.numbers,
    time(row.lastSuccess),
    String(row.pending),
    time(row.oldest),
    String(row.givenUp),
    row.failure === null ? '' : `${row.failure} (${time(row.lastFailure)})`,
  ];
}

async function test(url: string, _options: GlobalOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const context = loadContext(options);
  const hook = hookOf(context, url);
  const wall = Date.now();
  const message = { id: `test-${randomUUID()}`, event: 'test', at: new Date(wall).toISOString(), detail: {} };
  const body = JSON.stringify({ ...message, callback: null });
  const { id, event } = message;
  const signed = { url: hook.url, secret: await secretOf(context, hook), id, event, body, wall };
  const sent = await send(signed, WEBHOOK_TIMES.answer);
  if (sent.ok) return print(options.json, { taken: true }, () => `${nameOf(url)} accepted the message`);
  const cure = 'check the receiver; the engine keeps its messages and tries again for a day';
  throw new CliError(`${nameOf(url)} did not accept the message: ${sent.why}`, cure);
}

/** Works only for the user that runs the engine: nobody else can read the secrets. */
async function secret(url: string, _options: GlobalOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const context = loadContext(options);
  const value = await secretOf(context, hookOf(context, url));
  print(options.json, { secret: value }, () => value);
}

function hookOf({ site }: Context, url: string): SiteWebhook {
  const hook = site.webhooks.find((each) => each.url === url);
  if (hook) return hook;
  const known = site.webhooks.map((each) => each.url).join(', ') || 'none so far';
  throw new CliError(
    `this site has no webhook ${url}`,
    `give a URL from sansheng.yaml: ${known}`,
    EXIT.notFound,
  );
}

async function secretOf({ paths }: Context, hook: SiteWebhook): Promise<string> {
  return hook.secret ?? webhookSecret(await loadOrMakeSecrets(paths.secrets, []), hook.url);
}
