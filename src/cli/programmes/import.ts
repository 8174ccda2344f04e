import { basename, extname } from 'node:path';
import type { Command } from 'commander';
import { csvText } from '../../util/csv.ts';
import type { TakenAnswer } from '../../web/programme-import.ts';
import { askEngine } from '../api.ts';
import { CliError, EXIT, type GlobalOptions, loadSurroundings, type Surroundings } from '../context.ts';
import { type NumbersOption, privacyOf, userName } from '../number-privacy.ts';
import { print, table } from '../output.ts';
import { saveText } from '../write-output.ts';
import type { FieldName } from './columns.ts';
import type { Encoding } from './decode.ts';
import { type BadRow, type CustomerList, readListFile } from './list.ts';

interface ImportOptions extends GlobalOptions, NumbersOption {
  readonly line?: string;
  readonly template: string;
  readonly name?: string;
  readonly schedule?: string;
  readonly everyDays?: number;
  readonly secondAfter?: number | 'no';
  readonly into?: string;
  readonly map: ReadonlyMap<FieldName, string>;
  readonly encoding?: Encoding;
  readonly preview?: boolean;
  readonly errors?: string;
  readonly by?: string;
}

/** How many of the rows that are not taken are printed; `--errors` has them all. */
const MOST_SHOWN = 20;

/** `sansheng programmes import`: nothing of a file is kept where the file as a whole cannot be read; of one that can, the good
 * rows are. */
export async function importCommand(file: string, _options: ImportOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ImportOptions>();
  const around = loadSurroundings(options);
  const list = await readListFile(file, options.map, options.encoding);
  const { preview = false, by = userName() } = options;
  const where = options.into ? { into: options.into } : { make: wishOf(options, file, around) };
  const body = { ...where, customers: list.customers, preview, by };
  const done = await askEngine<TakenAnswer>(around, 'POST', '/v1/programmes', body);
  const bad = [...list.bad, ...done.refused].toSorted((a, b) => a.line - b.line);
  if (options.errors !== undefined) await saveText(errorsOf(list, bad), options.errors);
  const privacy = await privacyOf(options, around.paths, `programmes import ${basename(file)}`);
  const data = {
    programme: done.programme,
    taken: done.taken,
    refused: bad.map((one) => ({ ...one, number: privacy.number(one.number) })),
    encoding: list.encoding,
    delimiter: list.delimiter,
    columns: Object.fromEntries(Object.entries(list.columns).map(([field, at]) => [field, list.heading[at]])),
    preview,
  };
  print(options.json, data, (shown) => textOf(shown, options.errors));
}

function wishOf(options: ImportOptions, file: string, around: Surroundings) {
  const { template, schedule = null, everyDays, secondAfter } = options;
  const [only, ...others] = around.lines;
  const line = options.line ?? (others.length === 0 ? only : undefined);
  if (line === undefined) {
    const cure = `choose one with --line: ${around.lines.join(', ')}`;
    throw new CliError('the site has several lines', cure, EXIT.badInput);
  }
  const name = options.name ?? basename(file, extname(file)).slice(0, 60);
  return {
    name,
    template,
    line,
    schedule,
    everyDays,
    secondAfterDays: secondAfter === 'no' ? null : secondAfter,
  };
}

interface Shown extends Omit<TakenAnswer, 'refused'> {
  readonly refused: readonly BadRow[];
  readonly encoding: string;
  readonly delimiter: string | null;
  readonly columns: Readonly<Record<string, string | undefined>>;
  readonly preview: boolean;
}

function textOf(
  { programme, taken, refused, encoding, delimiter, columns, preview }: Shown,
  errors?: string,
): string {
  const found = Object.entries(columns).map(([field, heading]) => `${field} = ${heading}`);
  const between = { ',': 'comma', ';': 'semicolon', '\t': 'tab' }[delimiter ?? ''] ?? delimiter;
  const rows = refused
    .slice(0, MOST_SHOWN)
    .map(({ line, number, code, cause, cure }) => [String(line), number, code, cause, cure]);
  const more = refused.length - rows.length;
  return [
    `${encoding}${between === null ? '' : `, ${between} between the cells`}; ${found.join(', ')}`,
    preview
      ? `preview: ${taken} would be taken, ${refused.length} not; nothing is kept`
      : `${programme}: ${taken} taken, ${refused.length} not`,
    ...(rows.length > 0 ? [table(['line', 'number', 'code', 'cause', 'cure'], rows)] : []),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(errors !== undefined ? [`those that are not taken: ${errors}`] : []),
  ].join('\n');
}

/** The rows as they stood, to be put right and imported again, each with why it was not taken. */
function errorsOf({ heading, cells }: CustomerList, bad: readonly BadRow[]): string {
  const rows = bad.map(({ line, code, cause, cure }) => {
    const own = cells.get(line) ?? [];
    const padded = heading.map((_, index) => own[index] ?? '');
    return [...padded, String(line), code, `${cause}. ${cure}`];
  });
  const all = [[...heading, '行号 line', '代码 code', '原因 cause'], ...rows];
  return csvText(all);
}
