import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FieldName } from '../../src/cli/programmes/columns.ts';
import { decode } from '../../src/cli/programmes/decode.ts';
import { readList, readListFile } from '../../src/cli/programmes/list.ts';

const NO_MAP = new Map<FieldName, string>();
const read = (text: string, map = NO_MAP) => readList(text, map);
/** `手机号,姓名\r\n13800138000,王芳\r\n` in GB18030. */
const GB = Uint8Array.from([
  ...[0xca, 0xd6, 0xbb, 0xfa, 0xba, 0xc5, 0x2c, 0xd0, 0xd5, 0xc3, 0xfb, 0x0d, 0x0a],
  ...new TextEncoder().encode('13800138000,'),
  ...[0xcd, 0xf5, 0xb7, 0xbc, 0x0d, 0x0a],
]);
const codes = (text: string, map = NO_MAP) => read(text, map).bad.map(({ line, code }) => [line, code]);

describe('the encoding of a list', () => {
  const text = '手机号,姓名\r\n13800138000,王芳\r\n';
  const utf16 = (big: boolean) => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    return big ? bytes.swap16() : bytes;
  };

  it.each([
    ['utf-8', 'without a mark', new TextEncoder().encode(text)],
    ['utf-8', 'with a mark', new TextEncoder().encode(`\ufeff${text}`)],
    ['gb18030', 'as Excel saves it in China', GB],
    ['utf-16le', 'as Excel saves “Unicode text”', utf16(false)],
    ['utf-16be', 'the other way round', utf16(true)],
  ])('is found out: %s, %s', (encoding, _, bytes) => {
    const read = decode(bytes);
    expect(read.encoding).toBe(encoding);
    expect(readList(read.text, NO_MAP).customers).toEqual([{ line: 2, number: '13800138000', name: '王芳' }]);
  });

  it.each([
    ['bytes that are neither', Uint8Array.from([0x80, 0xff, 0xff, 0x2c])],
    ['a spreadsheet, not its CSV', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0])],
  ])('is not guessed: %s', (_, bytes) => {
    expect(() => decode(bytes)).toThrow(expect.objectContaining({ code: 'LIST_ENCODING' }));
  });

  it('is the one that is named', () => {
    expect(decode(GB, 'gb18030').encoding).toBe('gb18030');
    expect(() => decode(GB, 'utf-8')).toThrow(expect.objectContaining({ code: 'LIST_ENCODING' }));
  });
});

describe('the columns of a list', () => {
  it.each([
    ['a comma', 'Phone Number,Name\n13800138000,Wang'],
    ['a semicolon', '姓名;电话\nWang;13800138000'],
    ['a tab', '\ufeff联系电话\t姓名\n13800138000\tWang'],
    ['quotes, commas in them, and an empty line', '"number","name"\r\n\r\n"13800138000","Wang"\r\n'],
  ])('are found behind %s', (_, text) => {
    expect(read(text).customers).toMatchObject([{ number: '13800138000', name: 'Wang' }]);
  });

  it('are those that are named', () => {
    const map = new Map<FieldName, string>([['number', '家里']]);
    expect(read('手机,家里\n13800138000,02162345678', map).customers).toEqual([
      { line: 2, number: '02162345678' },
    ]);
  });

  it.each([
    ['', 'LIST_EMPTY'],
    ['号码\n', 'LIST_EMPTY'],
    ['甲,乙\n1,2', 'LIST_NO_NUMBERS'],
    ['手机,电话\n1,2', 'LIST_COLUMNS'],
    ['号码,姓名\n"138,王\n', 'LIST_QUOTES'],
    [`号码\n${'13800138000\n'.repeat(5001)}`, 'LIST_TOO_MANY_ROWS'],
  ])('%j is no list: %s', (text, code) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code, cure: expect.stringMatching(/\S/) }));
  });
});

describe('a list as spreadsheets and chats give it', () => {
  it.each([
    ['the line in which Excel names the delimiter', 'sep=;\r\n号码;姓名\r\n13800138011;甲\r\n', 3],
    ['a title above the heading', '客户回访名单,,\n号码,姓名,备注\n13800138011,甲,\n', 3],
    ['a title of one cell, and an empty line', '客户回访名单\n\n号码;姓名\n13800138011;甲\n', 4],
  ])('has %s', (_, text, line) => {
    expect(read(text)).toMatchObject({ customers: [{ line, number: '13800138011', name: '甲' }], bad: [] });
  });

  it.each([
    ['\u202d13800138002\u202c', '13800138002'],
    ['\u200e13800138003', '13800138003'],
    ['13800138004\u200b', '13800138004'],
    ['\u2068(13800138005\u2069)', '(13800138005)'],
    ['138\u20110013\u20118006', '138\u20110013\u20118006'],
    ['\ufeff13800138008', '13800138008'],
    ['13800138009\u00a0', '13800138009'],
    ["\u202a'13800138010", '13800138010'],
  ])('%j is the number that is seen', (cell, number) => {
    expect(read(`号码,姓名\n${cell},甲`)).toMatchObject({ customers: [{ line: 2, number, name: '甲' }] });
  });

  it('comes as .xlsx: numbers, texts, what a formula came to, dates, a title and empty rows', async () => {
    const list = await readListFile(join(import.meta.dirname, 'files', 'customers.xlsx'), NO_MAP);
    expect(list).toMatchObject({ encoding: 'xlsx', delimiter: null, bad: [] });
    expect(list.customers).toEqual([
      { line: 3, number: '13800138000', name: '王芳', day: '2026-03-31' },
      { line: 4, number: '13800138001', name: '李强' },
      { line: 6, number: '13800138002', about: '宽带' },
      { line: 7, number: '13800138003' },
    ]);
  });

  it('or as an .xlsx that is none', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'sansheng-list-'));
    onTestFinished(() => rmSync(dir, { recursive: true }));
    writeFileSync(join(dir, 'broken.xlsx'), Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]));
    const refused = expect(readListFile(join(dir, 'broken.xlsx'), NO_MAP)).rejects;
    await refused.toMatchObject({ code: 'LIST_SPREADSHEET', cure: expect.stringContaining('CSV UTF-8') });
  });
});

describe('the rows of a list', () => {
  it('have a day, a frequency and hours, written as people write them', () => {
    const text = [
      '号码,日期,频次,时段,备注',
      '１３８００１３８０００,2026-03-31,90天,9:00-12:00,',
      "'13800138001,2026/3/1,从不,18：00至20：30,宽带",
      '13800138002,2026年2月28日,never,,',
      '13800138003,20260301,7,,',
    ].join('\n');
    expect(read(text).customers).toEqual([
      {
        line: 2,
        number: '１３８００１３８０００',
        day: '2026-03-31',
        everyDays: 90,
        hours: { from: 540, to: 720 },
      },
      {
        line: 3,
        number: '13800138001',
        day: '2026-03-01',
        never: true,
        hours: { from: 1080, to: 1230 },
        about: '宽带',
      },
      { line: 4, number: '13800138002', day: '2026-02-28', never: true },
      { line: 5, number: '13800138003', day: '2026-03-01', everyDays: 7 },
    ]);
    expect(read(text).bad).toEqual([]);
  });

  it('that are wrong are told by their lines, and the others taken', () => {
    const text = [
      '号码,日期,频次,时段,姓名',
      '="13800138000",,,,', // line 2
      '1.38001E+10,,,,',
      '13800138000,2026-02-30,,,',
      '13800138000,2026-02-28,sometimes,,',
      '13800138000,,0,,', // 6
      '13800138000,,,12:00-09:00,',
      '13800138000,,,9:00-25:00,',
      '13800138000,yesterday,,,',
      ',,,,王', // 10
      '13800138000,,',
      `13800138000,,,,${'王'.repeat(201)}`,
      '13800138000,,,,=HYPERLINK("http://x")',
      '13800138000,,,,王芳',
    ].join('\n');
    expect(codes(text)).toEqual([
      [2, 'LIST_FORMULA'],
      [3, 'LIST_SCIENTIFIC'],
      [4, 'LIST_DATE'],
      [5, 'LIST_FREQUENCY'],
      [6, 'LIST_FREQUENCY'],
      [7, 'LIST_HOURS'],
      [8, 'LIST_HOURS'],
      [9, 'LIST_DATE'],
      [10, 'LIST_NUMBER_INVALID'],
      [11, 'LIST_CELLS'],
      [12, 'LIST_TEXT'],
      [13, 'LIST_FORMULA'],
    ]);
    expect(read(text).customers).toEqual([{ line: 14, number: '13800138000', name: '王芳' }]);
  });

  it('carry what would be SQL, or a header, as text, or not at all', () => {
    const text =
      '号码,姓名\n13800138000,"Robert\'); DROP TABLE calls;--"\n13800138001,"a\r\nAction: Originate"';
    expect(read(text).customers).toMatchObject([{ name: "Robert'); DROP TABLE calls;--" }]);
    expect(codes(text)).toEqual([[3, 'LIST_TEXT']]);
  });
});
