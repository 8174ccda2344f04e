import { plainLines } from './plain-text.ts';

/** The content of one cell of a table. */
export type Cell = string | number | null;

/** For spreadsheets: UTF-8 with a byte order mark, RFC 4180. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return `${CSV_MARK}${rows.map(csvRow).join('')}`;
}

/** The byte order mark by which a spreadsheet knows UTF-8. */
export const CSV_MARK = '\ufeff';

/** One row, with the end of its line. */
export function csvRow(row: readonly Cell[]): string {
  return `${row.map(csvCell).join(',')}\r\n`;
}

/** A text that a spreadsheet would read as a formula gets an apostrophe before it, so that the spreadsheet shows it
 * unchanged. What cannot be seen, and commands a terminal, is a mark. */
export function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = plainLines(cell.replaceAll('\r\n', '\n'));
  const harmless = /^[=+\-@＝＋－＠\t\n]/.test(text) ? `'${text}` : text;
  return /[",\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
