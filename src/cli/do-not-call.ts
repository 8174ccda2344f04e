import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { secondText } from '../config/time-zone.ts';
import { type DoNotCallAnswer, MOST_NUMBERS, type NumbersTakenAnswer } from '../web/do-not-call.ts';
import { askEngine } from './api.ts';
import { CliError, EXIT, type GlobalOptions, loadSurroundings } from './context.ts';
import { type NumbersOption, privacyOf, SHOW_NUMBERS, userName } from './number-privacy.ts';
import { print, table } from './output.ts';

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
  const group = command('do-not-call', 'manage the numbers that are never called');
  const why = ['--why <text>', 'the reason, for the records'] as const;
  const by = ['--by <name>', 'your name, for the records (default: your user name)'] as const;
  group.addCommand(
    command('list', 'list the numbers, with who added each, and why')
      .option(...SHOW_NUMBERS)
      .action(list),
  );
  group.addCommand(
    command('add', 'add numbers that must not be called')
      .argument('[numbers...]')
      .option('--file <file>', 'read the numbers from a text file, one on each line')
      .requiredOption(...why)
      .option(...by)
      .action(add),
  );
  group.addCommand(
    command('remove', 'allow calls to a number again')
      .argument('<number>')
      .requiredOption(...why)
      .option(...by)
      .action(remove),
  );
  return group;
}

async function list(_options: GlobalOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions & NumbersOption>();
  const around = loadSurroundings(options);
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
  const { why, by = userName() } = options;
  const rows = options.file === undefined ? rowsOf(numbers) : await rowsIn(options.file);
  if (rows.length === 0) {
    throw new CliError('no number is given', 'give numbers, or a file with one on each line', EXIT.badInput);
  }
  const all = { added: 0, known: 0, refused: [] as Row[] };
  for (let from = 0; from < rows.length; from += MOST_NUMBERS) {
    const part = rows.slice(from, from + MOST_NUMBERS);
    const body = { numbers: part.map(({ number }) => number), why, by };
    const done = await askEngine<NumbersTakenAnswer>(
      loadSurroundings(options),
      'POST',
      '/v1/do-not-call',
      body,
    );
    all.added += done.added;
    all.known += done.known;
    for (const { row } of done.refused) all.refused.push(...part.slice(row - 1, row));
  }
  print(options.json, all, ({ added, known }) => `${added} added, ${known} already on the list`);
  if (all.refused.length === 0) return;
  const what = options.file === undefined ? 'number' : `${options.file}, line`;
  const lines = all.refused.map(
    ({ row, number }) => `${what} ${row}: ${JSON.stringify(number)} is no number`,
  );
  throw new CliError(lines.join('\n'), 'correct these numbers; the others were added', EXIT.badInput);
}

/** Longer than any number: a longer text is cut here, and the engine refuses the rest. */
const LONGEST = 60;

function rowsOf(numbers: readonly string[]): Row[] {
  return numbers
    .map((number, index) => ({ number: number.trim().slice(0, LONGEST), row: index + 1 }))
    .filter(({ number }) => number !== '');
}

/** The numbers of a file, with their lines; skips empty lines and what follows a `#`. */
async function rowsIn(file: string): Promise<Row[]> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new CliError(`${file} cannot be read`, 'give a text file that you may read', EXIT.badInput);
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
  const { why, by = userName() } = options;
  const query = new URLSearchParams({ why, by });
  const path = `/v1/do-not-call/${encodeURIComponent(number)}?${query}`;
  const done = await askEngine(loadSurroundings(options), 'DELETE', path);
  print(options.json, done, () => 'the number may be called again');
}
