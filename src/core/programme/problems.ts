/** The possible problems of a list of customers: with the file, or with one of its rows. */
export const LIST_PROBLEM_CODES = [
  'LIST_UNREADABLE',
  'LIST_TOO_LARGE',
  'LIST_TOO_MANY_ROWS',
  'LIST_ENCODING',
  'LIST_SPREADSHEET',
  'LIST_EMPTY',
  'LIST_COLUMNS',
  'LIST_NO_NUMBERS',
  'LIST_QUOTES',
  'LIST_CELLS',
  'LIST_FORMULA',
  'LIST_SCIENTIFIC',
  'LIST_TEXT',
  'LIST_DATE',
  'LIST_FREQUENCY',
  'LIST_HOURS',
  'LIST_NUMBER_INVALID',
  'LIST_COUNTRY',
  'LIST_NUMBER_TYPE',
  'LIST_DO_NOT_CALL',
  'LIST_TWICE_IN_FILE',
  'LIST_TWICE_IN_PROGRAMME',
] as const;
/** The codes of problems with a whole list. */
export type ListProblemCode = (typeof LIST_PROBLEM_CODES)[number];
/** The codes of problems with one row of a list. */
export type RowProblemCode = Exclude<ListProblemCode, FileProblemCode>;
type FileProblemCode =
  | 'LIST_UNREADABLE'
  | 'LIST_TOO_LARGE'
  | 'LIST_TOO_MANY_ROWS'
  | 'LIST_ENCODING'
  | 'LIST_SPREADSHEET'
  | 'LIST_EMPTY'
  | 'LIST_COLUMNS'
  | 'LIST_NO_NUMBERS'
  | 'LIST_QUOTES';

/** One sentence of cause and one of cure, for each refused row. */
export const ROW_PROBLEMS: Readonly<Record<RowProblemCode, readonly [cause: string, cure: string]>> = {
  LIST_CELLS: [
    'the row has more or fewer cells than the heading',
    'Give it as many, empty ones where nothing is known.',
  ],
  LIST_FORMULA: [
    'a cell is a formula, not a number',
    'In the spreadsheet, copy the column and paste it as values; then save again.',
  ],
  LIST_SCIENTIFIC: [
    'the spreadsheet has rounded the number (1.38E+10)',
    'Format the column as text, fill it in anew, and save again: its last digits are lost.',
  ],
  LIST_TEXT: [
    'a text is too long, or has characters that no text has',
    'Shorten it to 200 characters, on one line.',
  ],
  LIST_DATE: ['there is no such date', 'Write it as 2026-03-31, a day that exists.'],
  LIST_FREQUENCY: ['that is no frequency', 'Write a whole number of days from 1 to 3650, or never (从不).'],
  LIST_HOURS: ['these are no hours', 'Write them as 09:00-12:00, the earlier first.'],
  LIST_NUMBER_INVALID: [
    'that is no number of the country',
    'Write it as it is dialled, without an extension: 13800138000, 02162345678.',
  ],
  LIST_COUNTRY: [
    'the line does not call that country',
    'Leave it out, or allow the country in the line’s callbacks.',
  ],
  LIST_NUMBER_TYPE: [
    'the line does not call such numbers',
    'Leave it out: premium, service and short numbers are not called.',
  ],
  LIST_DO_NOT_CALL: ['the number is on the do-not-call list', 'Leave it out.'],
  LIST_TWICE_IN_FILE: ['the number stands in the file already', 'Leave one of the two out.'],
  LIST_TWICE_IN_PROGRAMME: ['the number is in the programme already', 'Leave it out.'],
};
