import { type Command, InvalidArgumentError, Option } from 'commander';
import { GROUPINGS, type Grouping } from '../../core/reports/report.ts';
import { CliError, EXIT, type GlobalOptions } from '../context.ts';
import type { PeriodOptions } from './period.ts';

const FORMATS = ['table', 'csv', 'json', 'html'] as const;
export type Format = (typeof FORMATS)[number];

/** As they come from the command line. */
export interface ReportOptions extends GlobalOptions, PeriodOptions {
  readonly by?: Grouping;
  readonly format?: Format;
  readonly out?: string;
  readonly serviceLevel: number;
}

const SERVICE_LEVEL_SECONDS = 20;
const HOUR_SECONDS = 3600;

function seconds(text: string): number {
  const number = Number(text);
  if (!(number > 0 && number <= HOUR_SECONDS)) {
    throw new InvalidArgumentError(`seconds, more than 0 and up to ${HOUR_SECONDS}.`);
  }
  return number;
}

/** What {@link PeriodOptions} are made of. */
export function addPeriodOptions(command: Command): Command {
  return command
    .option('--day [date]', 'a day, as 2026-03-02 (default: today)')
    .option('--week [date]', 'the week of a day, from Monday (default: this week)')
    .option('--from <time>', 'first day, or start time: 2026-03-02T09:30')
    .option('--to <time>', 'last day, or end time (default: today)');
}

export function addReportOptions(command: Command): Command {
  return addPeriodOptions(command)
    .addOption(new Option('--by <what>', 'group calls by this').choices(GROUPINGS))
    .addOption(new Option('--format <format>', 'output format (default: table)').choices(FORMATS))
    .option('--out <file>', 'write the output to this file (default: print it)')
    .option('--service-level <seconds>', 'answer-time target in seconds', seconds, SERVICE_LEVEL_SECONDS);
}

/** `--json`, which every command has, is the JSON format.
 * @throws CliError where another one is asked for besides */
export function formatOf<F extends Format>({
  format,
  json,
}: {
  readonly format?: F;
  readonly json?: boolean;
}): F | 'table' | 'json' {
  if (!json) return format ?? 'table';
  if (format === undefined || format === 'json') return 'json';
  throw new CliError(`--json and --format ${format} exclude each other`, 'leave one out', EXIT.badInput);
}
