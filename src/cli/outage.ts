import type { Command } from 'commander';
import { secondText } from '../config/time-zone.ts';
import { loadOrMakeSecrets } from '../host/secrets.ts';
import type { OutageAnswer } from '../web/outages.ts';
import { askEngine } from './api.ts';
import { CliError, EXIT, type GlobalOptions, loadSurroundings, type Surroundings } from './context.ts';
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
  const outage = command('outage', 'announce outages to callers before they reach the queue');
  outage.addCommand(
    command('on', 'announce an outage from now on')
      .option('--line <number>', 'only for callers of this line')
      .option('--area <prefix>', 'only for callers whose number begins with this prefix: 021, 1380013, +8621')
      .option(
        '--until <time>',
        "end of the outage: HH:MM (the next such time), 'YYYY-MM-DD HH:MM', +90m, or ISO 8601",
      )
      .option('--for <duration>', 'length of the outage, instead of --until: 90m, 2h, 1h30m (default: 4h)')
      .option('--by <name>', 'your name, for the records')
      .action(on),
  );
  outage.addCommand(
    command('off', 'stop announcing an outage')
      .argument('<id>')
      .option('--by <name>', 'your name, for the records')
      .action(off),
  );
  outage.addCommand(
    command('list', 'list all outages, and how callers reacted to each')
      .option('--on', 'only outages that are announced now')
      .action(list),
  );
  outage.addCommand(
    command('pin', 'show the code with which supervisors announce an outage by phone (*91, *90)').action(pin),
  );
  return outage;
}

async function on(_options: OnOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<OnOptions>();
  const around = loadSurroundings(options);
  const { line, area, by } = options;
  const body = { line, area, by, until: endOf(options, around.timeZone) };
  const outage = await askEngine<OutageAnswer>(around, 'POST', '/v1/outages', body);
  print(options.json, outage, (made) => `${made.id} is on until ${shownTime(made.until, around)}`);
}

async function off(id: string, _options: ByOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ByOptions>();
  const query = options.by === undefined ? '' : `?by=${encodeURIComponent(options.by)}`;
  const path = `/v1/outages/${encodeURIComponent(id)}${query}`;
  const outage = await askEngine<OutageAnswer>(loadSurroundings(options), 'DELETE', path);
  print(options.json, outage, (made) => `${made.id} is off; ${shareText(made)}`);
}

async function list(_options: ListOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ListOptions>();
  const around = loadSurroundings(options);
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

/** `3 (60%)`: how many of the callers who heard the announcement. */
function share(part: number, heard: number): string {
  return heard === 0 ? '0' : `${part} (${Math.round((100 * part) / heard)}%)`;
}

function shareText({ heard, hungUp, wentOn }: OutageAnswer): string {
  return `${heard} callers heard it, ${share(hungUp, heard)} hung up, ${share(wentOn, heard)} stayed`;
}

function shownTime(iso: string, { timeZone }: Surroundings): string {
  return secondText(Date.parse(iso), timeZone);
}

/** ISO 8601, or undefined for the engine's default. Times without an offset are in the site's time zone. */
function endOf(options: OnOptions, timeZone: string): string | undefined {
  if (options.until !== undefined && options.for !== undefined) {
    throw usage('--until and --for exclude each other', 'leave one out');
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

/** Works only for the user that runs the engine: nobody else can read the secrets. */
async function pin(_options: GlobalOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const { paths } = loadSurroundings(options);
  const { outagePin } = await loadOrMakeSecrets(paths.secrets, []);
  print(options.json, { pin: outagePin }, () =>
    [
      `on for HH hours: *91${outagePin}HH`,
      `off:             *90${outagePin}`,
      "dial it from a supervisor's phone; it covers every line and area",
    ].join('\n'),
  );
}
