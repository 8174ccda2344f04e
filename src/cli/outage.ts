import type { Command } from 'commander';
import { secondText } from '../config/time-zone.ts';
import { loadOrMakeSecrets } from '../host/secrets.ts';
import type { OutageAnswer } from '../web/outages.ts';
import { askEngine } from './api.ts';
import { CliError, EXIT, type GlobalOptions, lookAround, type Surroundings } from './context.ts';
import { print, table } from './output.ts';
import { durationMs, timeOf } from './times.ts';

interface OnOptions extends GlobalOptions {
  readonly line?: string;
  readonly area?: string;
  readonly until?: string;
  readonly for?: string;
  readonly by?: string;
}

interface ByOptions extends GlobalOptions {
  readonly by?: string;
}

interface ListOptions extends GlobalOptions {
  readonly on?: boolean;
}

/** `sansheng outage`: outage.notice, on the running engine. */
export function outageCommand(command: (name: string, description: string) => Command): Command {
  const outage = command('outage', 'outages that callers are told of before the queue');
  outage.addCommand(
    command('on', 'announce an outage from now on')
      .option('--line <number>', 'only to callers of this line')
      .option('--area <prefix>', 'only to callers whose number begins so: 021, 1380013, +8621')
      .option('--until <time>', "HH:MM (the next time it is that), 'YYYY-MM-DD HH:MM', +90m, or ISO 8601")
      .option('--for <duration>', 'in place of --until: 90m, 2h, 1h30m (default: 4h)')
      .option('--by <name>', 'who announces it, for the records')
      .action(on),
  );
  outage.addCommand(
    command('off', 'announce it no more')
      .argument('<id>')
      .option('--by <name>', 'who takes it off')
      .action(off),
  );
  outage.addCommand(
    command('list', 'every outage, and what the callers did who heard of it')
      .option('--on', 'only those that are on')
      .action(list),
  );
  outage.addCommand(command('pin', "the supervisors' code to announce one by phone (*91, *90)").action(pin));
  return outage;
}

async function on(_options: OnOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<OnOptions>();
  const around = lookAround(options);
  const { line, area, by } = options;
  const body = { line, area, by, until: endOf(options, around.timeZone) };
  const outage = await askEngine<OutageAnswer>(around, 'POST', '/v1/outages', body);
  print(options.json, outage, (made) => `${made.id} is on until ${shownTime(made.until, around)}`);
}

async function off(id: string, _options: ByOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ByOptions>();
  const query = options.by === undefined ? '' : `?by=${encodeURIComponent(options.by)}`;
  const path = `/v1/outages/${encodeURIComponent(id)}${query}`;
  const outage = await askEngine<OutageAnswer>(lookAround(options), 'DELETE', path);
  print(options.json, outage, (made) => `${made.id} is off; ${shareText(made)}`);
}

async function list(_options: ListOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ListOptions>();
  const around = lookAround(options);
  const { outages } = await askEngine<{ outages: OutageAnswer[] }>(around, 'GET', '/v1/outages');
  const wanted = outages.filter((outage) => outage.on || !options.on);
  print(options.json, wanted, () =>
    wanted.length === 0
      ? 'no outages'
      : table(
          ['id', 'line', 'area', 'from', 'until', 'by', 'heard', 'hung up', 'went on'],
          wanted.map((outage) => row(outage, around)),
        ),
  );
}

function row(outage: OutageAnswer, around: Surroundings): string[] {
  const { id, line, area, from, until, endedAt, by, heard, hungUp, wentOn } = outage;
  const end = endedAt ? `off ${shownTime(endedAt, around)}` : shownTime(until, around);
  return [
    id,
    line ?? 'all',
    area ?? 'all',
    shownTime(from, around),
    end + (outage.on ? '' : ' (over)'),
    by,
    String(heard),
    share(hungUp, heard),
    share(wentOn, heard),
  ];
}

/** `3 (60%)` of those who heard of it. */
function share(part: number, heard: number): string {
  return heard === 0 ? '0' : `${part} (${Math.round((100 * part) / heard)}%)`;
}

function shareText({ heard, hungUp, wentOn }: OutageAnswer): string {
  return `${heard} heard of it, ${share(hungUp, heard)} hung up, ${share(wentOn, heard)} went on`;
}

function shownTime(iso: string, { timeZone }: Surroundings): string {
  return secondText(Date.parse(iso), timeZone);
}

/** ISO 8601, or undefined for the engine's default. Times without an offset are in the site's time zone. */
function endOf(options: OnOptions, timeZone: string): string | undefined {
  if (options.until !== undefined && options.for !== undefined) {
    throw usage('--until and --for are both given', 'give one of the two');
  }
  const end =
    options.for !== undefined
      ? Date.now() + durationMs(options.for)
      : options.until === undefined
        ? undefined
        : timeOf(options.until, timeZone, Date.now());
  return end === undefined ? undefined : new Date(end).toISOString();
}

function usage(message: string, cure: string): CliError {
  return new CliError(message, cure, EXIT.badInput);
}

/** For whoever may read the secrets: nobody but the user that runs the engine. */
async function pin(_options: GlobalOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const { paths } = lookAround(options);
  const { outagePin } = await loadOrMakeSecrets(paths.secrets, []);
  print(options.json, { pin: outagePin }, () =>
    [
      `on for HH hours: *91${outagePin}HH`,
      `off:             *90${outagePin}`,
      "dialled from a supervisor's phone; for every line and area",
    ].join('\n'),
  );
}
