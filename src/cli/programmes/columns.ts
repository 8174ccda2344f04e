import { ListError } from './list-error.ts';

/** What a column can be for. */
export const FIELDS = ['number', 'name', 'about', 'day', 'frequency', 'hours'] as const;
export type FieldName = (typeof FIELDS)[number];

/** How people head such columns. */
const KNOWN: Readonly<Record<FieldName, readonly string[]>> = {
  number: [
    ...[
      '号码',
      '电话',
      '手机',
      '手机号',
      '手机号码',
      '电话号码',
      '联系电话',
      '联系方式',
      '客户号码',
      '客户电话',
    ],
    ...['number', 'phone', 'phonenumber', 'mobile', 'mobilenumber', 'tel', 'telephone', 'msisdn'],
  ],
  name: ['姓名', '客户', '客户姓名', '客户名称', '名称', 'name', 'customer', 'customername'],
  about: ['事由', '备注', '说明', '内容', '业务', 'about', 'note', 'remark', 'subject'],
  day: ['日期', '办理日期', '开通日期', '入网日期', '出账日期', '账单日期', 'date', 'day', 'eventdate'],
  frequency: ['频次', '回访频次', '间隔', '间隔天数', 'frequency', 'everydays', 'intervaldays'],
  hours: ['时段', '回访时段', '可联系时段', '方便时段', 'hours', 'time', 'callinghours'],
};

/** Which cell of a row is what. */
export type Columns = Readonly<Partial<Record<FieldName, number>>>;

/** Whether these are headings, and not a title above them: one of them is that of the numbers. */
export function hasNumbers(cells: readonly string[], map: ReadonlyMap<FieldName, string>): boolean {
  const wanted = map.get('number');
  const headings = cells.map(plain);
  return headings.some((one) => (wanted === undefined ? KNOWN.number.includes(one) : one === plain(wanted)));
}

/** Finds the columns by their headings; `map` (field to heading) goes before what is found.
 * @throws ListError LIST_COLUMNS, LIST_NO_NUMBERS */
export function columnsOf(heading: readonly string[], map: ReadonlyMap<FieldName, string>): Columns {
  const headings = heading.map(plain);
  const columns: Partial<Record<FieldName, number>> = {};
  for (const field of FIELDS) {
    const wanted = map.get(field);
    const at = wanted === undefined ? known(field, headings, heading) : headings.indexOf(plain(wanted));
    if (wanted !== undefined && at < 0) {
      const cure = `Name one of these: ${heading.join(', ')}.`;
      throw new ListError('LIST_COLUMNS', `no column has the heading ${wanted}`, cure);
    }
    if (at >= 0) columns[field] = at;
  }
  if (columns.number !== undefined) return columns;
  const cause = `no column is known to have the numbers; the first line of the file has ${heading.join(', ')}`;
  throw new ListError(
    'LIST_NO_NUMBERS',
    cause,
    'Say which one has them, such as --map number=联系电话; above the headings there may be a title, and nothing else.',
  );
}

function known(field: FieldName, headings: readonly string[], heading: readonly string[]): number {
  const found = headings.flatMap((one, index) => (KNOWN[field].includes(one) ? [index] : []));
  if (found.length < 2) return found[0] ?? -1;
  const cause = `several columns can be the ${field}: ${found.map((index) => heading[index]).join(', ')}`;
  throw new ListError(
    'LIST_COLUMNS',
    cause,
    `Say which one is, such as --map ${field}=${heading[found[0] ?? 0]}.`,
  );
}

function plain(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/gu, '');
}
