import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { secondText } from '../config/time-zone.ts';
import { type DoNotCallAnswer, MOST_NUMBERS, type TakenAnswer } from '../web/do-not-call.ts';
import { askEngine } from './api.ts';
import { CliError, EXIT, type GlobalOptions, lookAround } from './context.ts';
import { print, table } from './output.ts';
import { account, type NumbersOption, privacyOf, SHOW_NUMBERS } from './privacy.ts';

interface RecordOptions extends GlobalOptions {
  readonly why: string;
  readonly by?: string;
}

interface AddOptions extends RecordOptions {
  readonly file?: string;
}

/** A line of a file, or an argument: the how many-th it is, from 1. */
interface Row {
  readonly row: number;
  readonly number: string;
}

/** `sansheng do-not-call`: callback.purpose, on the running engine. */
export function doNotCallCommand(command: (name: string, description: string) => Command): Command {
  const group = command('do-not-call', 'numbers that no line calls, whoever asks for it');
  const why = ['--why <text>', 'for the records'] as const;
  const by = ['--by <name>', 'who says so, for the records (default: the account)'] as const;
  group.addCommand(
    command('list', 'every number on the list, who put it there, and why')
      .option(...SHOW_NUMBERS)
      .action(list),
  );
  group.addCommand(
    command('add', 'call these numbers no more')
      .argument('[numbers...]')
      .option('--file <file>', 'take the numbers from a plain text file, one on each line')
      .requiredOption(...why)
      .option(...by)
      .action(add),
  );
  group.addCommand(
    command('remove', 'this number may be called again')
      .argument('<number>')
      .requiredOption(...why)
      .option(...by)
      .action(remove),
  );
  return group;
}

async function list(_options: GlobalOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions & NumbersOption>();
  const around = lookAround(options);
  const privacy = await privacyOf(options, around.paths, 'do-not-call');
  const { numbers } = await askEngine<DoNotCallAnswer>(around, 'GET', '/v1/do-not-call');
  const rows = numbers.map(({ number, at, by, why }) => [
    privacy.number(number),
    secondText(Date.parse(at), around.timeZone),
    by,
    why,
  ]);
  const data = numbers.map((one) => privacy.data(one));
  print(options.json, data, () =>
    rows.length === 0 ? 'no numbers' : table(['number', 'since', 'by', 'why'], rows),
  );
}

async function add(numbers: readonly string[], _options: AddOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<AddOptions>();
  const { why, by = account() } = options;
  const rows = options.file === undefined ? rowsOf(numbers) : await rowsIn(options.file);
  if (rows.length === 0) {
    throw new CliError('no number is given', 'name some, or a file that has one on each line', EXIT.badInput);
  }
  const all = { added: 0, known: 0, refused: [] as Row[] };
  for (let from = 0; from < rows.length; from += MOST_NUMBERS) {
    const part = rows.slice(from, from + MOST_NUMBERS);
    const body = { numbers: part.map(({ number }) => number), why, by };
    const done = await askEngine<TakenAnswer>(lookAround(options), 'POST', '/v1/do-not-call', body);
    all.added += done.added;
    all.known += done.known;
    for (const { row } of done.refused) all.refused.push(...part.slice(row - 1, row));
  }
  print(options.json, all, ({ added, known }) => `${added} added, ${known} were on the list already`);
  if (all.refused.length === 0) return;
  const what = options.file === undefined ? 'number' : `${options.file}, line`;
  const lines = all.refused.map(
    ({ row, number }) => `${what} ${row}: ${JSON.stringify(number)} is no number`,
  );
  throw new CliError(lines.join('\n'), 'put these right; the others are on the list', EXIT.badInput);
}

/** No number is longer; what is cut off here is refused by what is left of it. */
const LONGEST = 60;

function rowsOf(numbers: readonly string[]): Row[] {
  return numbers
    .map((number, index) => ({ number: number.trim().slice(0, LONGEST), row: index + 1 }))
    .filter(({ number }) => number !== '');
}

/** The numbers of a file, with the lines on which they stand; empty lines, and what stands after a `#`, are nothing. */
async function rowsIn(file: string): Promise<Row[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new CliError(`${file} cannot be read`, 'name a text file that may be read', EXIT.badInput);
  });
  return rowsOf(
    text
      .replace(/^\uFEFF/, '')
      .split(/\r\n|\r|\n/)
      .map((line) => line.replace(/#.*/, '')),
  );
}

async function remove(number: string, _options: RecordOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<RecordOptions>();
  const { why, by = account() } = options;
  const query = new URLSearchParams({ why, by });
  const path = `/v1/do-not-call/${encodeURIComponent(number)}?${query}`;
  const done = await askEngine(lookAround(options), 'DELETE', path);
  print(options.json, done, () => 'may be called again');
}
