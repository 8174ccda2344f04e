import { CsvError, parse } from 'csv-parse/sync';
import { ROW_PROBLEMS, type RowProblemCode } from '../../core/programme/problems.ts';
import { type Columns, columnsOf, type FieldName, hasNumbers } from './columns.ts';
import { bytesOf, decode, type Encoding, SPLIT } from './decode.ts';
import { ListError } from './list-error.ts';
import { customerOf, type SentCustomer } from './row.ts';
import { isSpreadsheet, sheetRows } from './spreadsheet.ts';

/** More at once would hold up live calls while it is kept. */
const MOST_ROWS = 5000;

/** A row that is not taken, with the text of its line. */
export interface BadRow {
  readonly line: number;
  readonly number: string;
  readonly code: string;
  readonly cause: string;
  readonly cure: string;
}

/** What a file says. */
export interface CustomerList {
  readonly heading: readonly string[];
  readonly columns: Columns;
  /** `,`, `;` or a tab; null: a spreadsheet. */
  readonly delimiter: string | null;
  readonly customers: readonly SentCustomer[];
  readonly bad: readonly BadRow[];
  /** The cells of every row, by its line. */
  readonly cells: ReadonlyMap<number, readonly string[]>;
}

/** A row as it stands in the file, by the line on which it begins. */
interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

type Headings = ReadonlyMap<FieldName, string>;

/** Reads a file of customers, CSV or .xlsx.
 * @throws ListError for the file as a whole; a row that is wrong is in `bad` */
export async function readListFile(
  file: string,
  map: Headings,
  encoding?: Encoding,
): Promise<CustomerList & { readonly encoding: Encoding | 'xlsx' }> {
  const bytes = await bytesOf(file);
  if (encoding === undefined && isSpreadsheet(bytes)) {
    return { ...listOf(await sheetRows(bytes), map, null), encoding: 'xlsx' };
  }
  const decoded = decode(bytes, encoding);
  return { ...readList(decoded.text, map), encoding: decoded.encoding };
}

/** Reads a list of customers: comma, semicolon or tab between the cells, a heading in the first line; or after a title, and
 * after the line in which Excel names the delimiter (`sep=;`).
 * @throws ListError for the file as a whole; a row that is wrong is in `bad` */
export function readList(text: string, map: Headings): CustomerList {
  const named = /^\ufeff?"?sep=(.)"?[ \t]*(?=[\r\n])/i.exec(text);
  // the line stays, so that the others keep their numbers
  const lines = named ? text.slice(named[0].length) : text;
  const delimiter = named?.[1] ?? delimiterOf(lines);
  return listOf(rowsOf(lines, delimiter), map, delimiter);
}

/** Above the heading there may be a title, a date, who made it. */
const MOST_TITLE_ROWS = 10;

function listOf(rows: readonly Row[], map: Headings, delimiter: string | null): CustomerList {
  const found = rows.slice(0, MOST_TITLE_ROWS + 1).findIndex(({ cells }) => hasNumbers(cells, map));
  const [first, ...rest] = rows.slice(Math.max(0, found));
  if (!first || rest.length === 0) {
    const cause = first ? 'the file has a heading, and no rows' : 'the file is empty';
    throw new ListError(
      'LIST_EMPTY',
      cause,
      'Give it a heading in the first line and a customer in each other one.',
    );
  }
  if (rest.length > MOST_ROWS) {
    throw new ListError(
      'LIST_TOO_MANY_ROWS',
      `the file has ${rest.length} rows, more than ${MOST_ROWS}`,
      SPLIT,
    );
  }
  const columns = columnsOf(first.cells, map);
  const customers: SentCustomer[] = [];
  const bad: BadRow[] = [];
  for (const { line, cells } of rest) {
    const read = cells.length === first.cells.length ? customerOf(cells, columns, line) : 'LIST_CELLS';
    if (typeof read !== 'string') customers.push(read);
    else bad.push(badRow(line, cells[columns.number ?? 0] ?? '', read));
  }
  const cells = new Map(rest.map((row) => [row.line, row.cells]));
  return { heading: first.cells, columns, delimiter, customers, bad, cells };
}

function badRow(line: number, number: string, code: RowProblemCode): BadRow {
  const [cause, cure] = ROW_PROBLEMS[code];
  return { line, number, code, cause, cure };
}

/** Of those that can stand between cells, the one that the heading has most of: the first line that has any. */
function delimiterOf(text: string): string {
  const heading = /^.*[,;\t].*$/m.exec(text)?.[0] ?? '';
  const counted = [',', ';', '\t'].map((one) => [one, heading.split(one).length] as const);
  return counted.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

function rowsOf(text: string, delimiter: string): Row[] {
  // inside quotes the parser would take \r\n for two lines
  const lines = text.replace(/\r\n?/g, '\n');
  const options = {
    delimiter,
    bom: true,
    info: true,
    trim: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    to: MOST_ROWS + MOST_TITLE_ROWS + 2,
  } as const;
  try {
    // what the parser's types do not know: `info` puts the cells beside it
    const records = parse(lines, options) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => {
      const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
      return { line: info.lines - breaks, cells: record };
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const cure = 'Close the open quotes there and save the file again.';
    throw new ListError('LIST_QUOTES', `the file cannot be read as CSV: ${error.message}`, cure);
  }
}
