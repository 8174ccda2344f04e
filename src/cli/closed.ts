import type { Command } from 'commander';
import { endOfDay, secondText } from '../config/time-zone.ts';
import type { ClosureAnswer } from '../web/closures.ts';
import { askEngine } from './api.ts';
import { CliError, EXIT, type GlobalOptions, loadSurroundings, type Surroundings } from './context.ts';
import { print, table } from './output.ts';
import { durationMs, timeOf } from './times.ts';

interface ClosedOptions extends GlobalOptions {
  readonly line?: string;
  readonly until?: string;
  readonly for?: string;
  readonly by?: string;
}

/** `sansheng closed`: closes lines of the running engine for today. */
export function closedCommand(command: (name: string, description: string) => Command): Command {
  const closed = command(
    'closed',
    'close lines for today, or until a time: callers hear that the line is closed',
  );
  closed.addCommand(
    command('on', 'close a line, or all, from now on')
      .option('--line <number>', 'only this line')
      .option(
        '--until <time>',
        "HH:MM (the next such time), 'YYYY-MM-DD HH:MM', +90m, or ISO 8601 (default: the end of today)",
      )
      .option('--for <duration>', 'instead of --until: 90m, 2h, 1h30m')
      .option('--by <name>', 'your name, for the records')
      .action(on),
  );
  closed.addCommand(
    command('off', 'open again what is closed')
      .argument('<id>')
      .option('--by <name>', 'your name, for the records')
      .action(off),
  );
  closed.addCommand(command('list', 'list what lines were closed for').action(list));
  return closed;
}

async function on(_options: ClosedOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ClosedOptions>();
  const around = loadSurroundings(options);
  const body = { line: options.line, by: options.by, until: new Date(endOf(options, around)).toISOString() };
  const made = await askEngine<ClosureAnswer>(around, 'POST', '/v1/closures', body);
  print(options.json, made, ({ id, line, until }) => {
    return `${id}: ${line ?? 'every line'} is closed until ${shown(until, around)}`;
  });
}

function endOf({ line, until, for: length }: ClosedOptions, { timeZone, zoneOf }: Surroundings): number {
  if (until !== undefined && length !== undefined) {
    throw new CliError('--until and --for exclude each other', 'leave one out', EXIT.badInput);
  }
  const zone = line === undefined ? timeZone : zoneOf(line);
  if (length !== undefined) return Date.now() + durationMs(length);
  return until === undefined ? endOfDay(Date.now(), zone) : timeOf(until, zone, Date.now());
}

async function off(id: string, _options: ClosedOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ClosedOptions>();
  const query = options.by === undefined ? '' : `?by=${encodeURIComponent(options.by)}`;
  const path = `/v1/closures/${encodeURIComponent(id)}${query}`;
  const made = await askEngine<ClosureAnswer>(loadSurroundings(options), 'DELETE', path);
  print(options.json, made, ({ line }) => `${line ?? 'every line'} goes by its hours again`);
}

async function list(_options: GlobalOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const around = loadSurroundings(options);
  const { closures } = await askEngine<{ closures: ClosureAnswer[] }>(around, 'GET', '/v1/closures');
  print(options.json, closures, (all) =>
    all.length === 0
      ? 'no line was closed'
      : table(
          ['id', 'line', 'from', 'until', 'by', 'now'],
          all.map((one) => row(one, around)),
        ),
  );
}

function row(
  { id, line, from, until, endedAt, by, on: closed }: ClosureAnswer,
  around: Surroundings,
): string[] {
  return [
    id,
    line ?? 'all',
    shown(from, around),
    shown(endedAt ?? until, around),
    by,
    closed ? 'closed' : 'over',
  ];
}

function shown(time: string, { timeZone }: Surroundings): string {
  return secondText(Date.parse(time), timeZone);
}
