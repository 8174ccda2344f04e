import type { CustomerHours } from '../../core/model/customer.ts';
import type { RowProblemCode } from '../../core/programme/problems.ts';
import { isPlainLine } from '../../util/plain-text.ts';
import type { Columns, FieldName } from './columns.ts';

/** A customer as the API takes one. */
export interface SentCustomer {
  readonly line: number;
  readonly number: string;
  readonly name?: string;
  readonly about?: string;
  /** YYYY-MM-DD. */
  readonly day?: string;
  readonly everyDays?: number;
  readonly never?: true;
  readonly hours?: CustomerHours;
}

const MOST_TEXT = 200;
const MOST_DAYS = 3650;

/** A row of the file, or what is wrong with it. Whether the number may be called is for the engine to say. */
export function customerOf(
  cells: readonly string[],
  columns: Columns,
  line: number,
): SentCustomer | RowProblemCode {
  const cell = (field: FieldName) => {
    const at = columns[field];
    return at === undefined ? '' : (cells[at] ?? '');
  };
  const read = [
    numberOf(cell('number')),
    textOf('name', cell('name')),
    textOf('about', cell('about')),
    dayOf(cell('day')),
    frequencyOf(cell('frequency')),
    hoursOf(cell('hours')),
  ];
  const wrong = read.find((part) => 'wrong' in part);
  return wrong ? wrong.wrong : (Object.assign({ line }, ...read) as SentCustomer);
}

interface Wrong {
  readonly wrong: RowProblemCode;
}

/** What comes along from contacts, chats and PDF files and shows nothing: marks of direction, blanks of no width. */
const UNSEEN = /\p{Cf}/gu;

function numberOf(cell: string): { number: string } | Wrong {
  if (cell.startsWith('=')) return { wrong: 'LIST_FORMULA' };
  // the mark by which a spreadsheet knows a text
  const number = cell.replace(UNSEEN, '').replace(/^['’]/u, '').trim();
  const plain = number.normalize('NFKC');
  if (/^\+?\d+([.,]\d+)?E\+?\d+$/iu.test(plain)) return { wrong: 'LIST_SCIENTIFIC' };
  return plain === '' || plain.length > 40 ? { wrong: 'LIST_NUMBER_INVALID' } : { number };
}

function textOf(key: 'name' | 'about', cell: string): Partial<SentCustomer> | Wrong {
  if (cell === '') return {};
  if (/^=.*\(/u.test(cell)) return { wrong: 'LIST_FORMULA' };
  return cell.length > MOST_TEXT || !isPlainLine(cell) ? { wrong: 'LIST_TEXT' } : { [key]: cell };
}

function dayOf(cell: string): { day?: string } | Wrong {
  const plain = cell.normalize('NFKC');
  if (plain === '') return {};
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$/u.exec(plain) ??
    /^(\d{4})(\d\d)(\d\d)$/.exec(plain);
  if (!parts) return { wrong: 'LIST_DATE' };
  const [year = '', month = '', date = ''] = parts.slice(1);
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const time = Date.parse(`${day}T00:00:00Z`);
  // a date that does not exist is none, or another
  const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
  return exists ? { day } : { wrong: 'LIST_DATE' };
}

const NEVER = ['never', 'no', '从不', '不要', '勿扰', '拒访', '不回访'];

function frequencyOf(cell: string): { everyDays?: number; never?: true } | Wrong {
  const plain = cell.normalize('NFKC').toLowerCase();
  if (plain === '') return {};
  if (NEVER.includes(plain)) return { never: true };
  const days = Number(/^(\d{1,5})\s*(?:天|日|days?)?$/u.exec(plain)?.[1]);
  return days >= 1 && days <= MOST_DAYS ? { everyDays: days } : { wrong: 'LIST_FREQUENCY' };
}

/** `09:00-12:00`, as minutes since midnight. */
export function hoursOf(cell: string): { hours?: CustomerHours } | Wrong {
  const plain = cell.normalize('NFKC').replace(/\s/gu, '');
  if (plain === '') return {};
  const parts = /^(\d{1,2}):(\d\d)[-–—~至到](\d{1,2}):(\d\d)$/u.exec(plain)?.slice(1).map(Number);
  const [fromHour = 99, fromMinute = 0, toHour = 99, toMinute = 0] = parts ?? [];
  const hours = { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
  const real = fromMinute < 60 && toMinute < 60 && hours.from < hours.to && hours.to <= 24 * 60;
  return real ? { hours } : { wrong: 'LIST_HOURS' };
}
