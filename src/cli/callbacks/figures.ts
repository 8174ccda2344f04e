import { type Command, Option } from 'commander';
import { hourAt } from '../../config/time-zone.ts';
import { CALLBACK_GROUPINGS, type CallbackGrouping } from '../../core/reports/callbacks/report.ts';
import { callbackFigures } from '../../engine/callback-figures.ts';
import { openReader } from '../../readers.ts';
import { figuresAnswer } from '../../web/callbacks/figures.ts';
import { type GlobalOptions, loadSurroundings } from '../context.ts';
import { addPeriodOptions, formatOf } from '../report/options.ts';
import { type PeriodOptions, periodOf } from '../report/period.ts';
import { writeOutput } from '../write-output.ts';
import { type FiguresView, figuresCsv, figuresTable } from './figure-texts.ts';
import { optionsOf } from './options.ts';

const FORMATS = ['table', 'csv', 'json'] as const;
type Format = (typeof FORMATS)[number];

interface FiguresOptions extends GlobalOptions, PeriodOptions {
  readonly by?: CallbackGrouping;
  readonly format?: Format;
  readonly out?: string;
}

const FORMATTERS: Readonly<Record<Format, (view: FiguresView) => string>> = {
  table: figuresTable,
  csv: figuresCsv,
  json: ({ report, outlook }) => JSON.stringify(figuresAnswer(report, outlook), null, 2),
};

/** `sansheng callbacks figures`: like `sansheng report`, it reads beside the running engine.
 * @param command makes a command with the options that all have */
export function figuresCommand(command: (name: string, description: string) => Command): Command {
  const what = 'report the callbacks promised today or in any period, and those that will be late';
  return addPeriodOptions(command('figures', what))
    .addOption(new Option('--by <what>', 'group callbacks by this').choices(CALLBACK_GROUPINGS))
    .addOption(new Option('--format <format>', 'output format (default: table)').choices(FORMATS))
    .option('--out <file>', 'write the output to this file (default: print it)')
    .action(figures);
}

async function figures(own: FiguresOptions, command: Command): Promise<void> {
  const options = optionsOf(own, command);
  const format = formatOf(options);
  const { paths, timeZone, zoneOf } = loadSurroundings(options);
  const now = Date.now();
  const period = periodOf(options, now, timeZone);
  const store = await openReader(paths);
  try {
    const { from, to } = period;
    const request = { period: { from, to }, by: options.by ?? null, asOf: now };
    const hourOf = (wall: number, line: string) => hourAt(wall, zoneOf(line));
    const { report, outlook } = await callbackFigures(store, request, hourOf);
    const agents = new Map((await store.agents()).map(({ id, name }) => [id, name]));
    await writeOutput(FORMATTERS[format]({ report, outlook, period, timeZone, agents }), options.out);
  } finally {
    await store.close();
  }
}
