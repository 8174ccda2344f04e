import { readSheet } from 'read-excel-file/node';
import { messageOf } from '../../util/errors.ts';
import { ListError } from './list-error.ts';

/** Whether these are the bytes of an .xlsx, which is a zip file. */
export function isSpreadsheet([a, b, c, d]: Uint8Array): boolean {
  return a === 0x50 && b === 0x4b && c === 3 && d === 4;
}

/** The rows of the first sheet as texts; the first has number 1. A formula counts as what it came to when it was saved.
 * @throws ListError LIST_SPREADSHEET */
export async function sheetRows(bytes: Uint8Array): Promise<{ line: number; cells: string[] }[]> {
  // its types have a Date's constructor for a Date
  let rows: readonly (readonly unknown[])[];
  try {
    rows = await readSheet<number>(Buffer.from(bytes));
  } catch (error) {
    const cure = 'Open it in the spreadsheet program and save it anew, as .xlsx or as “CSV UTF-8”.';
    throw new ListError(
      'LIST_SPREADSHEET',
      `the file is no .xlsx that can be read (${messageOf(error)})`,
      cure,
    );
  }
  return rows
    .map((row, index) => ({ line: index + 1, cells: row.map(textOf) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  // a number that is no day of the calendar stays one that no column takes
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime()) ? String(cell) : cell.toISOString().slice(0, 10);
  return String(cell).trim();
}
