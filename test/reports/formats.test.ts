import { describe, expect, it } from 'vitest';
import { COLUMNS } from '../../src/cli/report/columns.ts';
import { toCsv } from '../../src/cli/report/csv.ts';
import { toHtml } from '../../src/cli/report/html/page.ts';
import { toJson } from '../../src/cli/report/json.ts';
import { toTable } from '../../src/cli/report/table.ts';
import type { CallRecord } from '../../src/core/reports/record.ts';
import { GROUPINGS } from '../../src/core/reports/report.ts';
import { csvCell } from '../../src/util/csv.ts';
import { abandonedCall, aRecord, happened, judged, LI, pickedUp, queued } from '../core/reports/support.ts';
import { aView } from './view.ts';

/** Names that a person may give, or somebody who means harm. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'O\'Neil & Söhne, "Ltd"',
  '=HYPERLINK("http://evil.example","click")',
  '+1+1',
  '-2+3',
  '@SUM(A1:A9)',
  '＝1＋1',
  '\t=1',
  'two\r\nlines',
  'bell\u0007 and nul\u0000',
  'turned \u202e around, \u009b2J and \u2028 another line',
  '</style><style>*{display:none}',
  'back`tick',
];

const agents = Object.fromEntries(HOSTILE.map((name, i) => [`80${String(i).padStart(2, '0')}`, name]));

function hostileCalls(): CallRecord[] {
  return [
    ...Object.keys(agents).map((agent, i) =>
      aRecord([
        ...pickedUp(3, { agent }),
        judged(40, 'close.caller.first', 'broken', { agent }),
        happened(50, 'disposition', { agent }, { key: '3', name: HOSTILE[i] ?? '', open: false }),
      ]),
    ),
    aRecord(pickedUp(3), { line: '<b>400</b>', standard: '=1+1' }),
    aRecord([...queued(), ...abandonedCall(60)]),
  ];
}

/** RFC 4180, as a spreadsheet reads it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (const [, quoted, plain, end] of text.matchAll(cell)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe('CSV', () => {
  it('has a byte order mark, lines that end with CR LF, and as many cells in each', () => {
    for (const by of [null, ...GROUPINGS]) {
      const text = toCsv(aView(hostileCalls(), by, agents));
      expect(text.startsWith('\ufeff')).toBe(true);
      expect(text.endsWith('\r\n')).toBe(true);
      const rows = parseCsv(text.slice(1));
      expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    }
  });

  it('has a row for each agent and the total, with the figures under their headings', () => {
    const [head = [], ...rows] = parseCsv(toCsv(aView(hostileCalls(), 'agent', agents)).slice(1));
    expect(rows).toHaveLength(HOSTILE.length + 2);
    const at = (key: string) => head.findIndex((cell) => cell.includes(`[${key}]`));
    for (const { key } of COLUMNS) expect(at(key)).toBeGreaterThan(1);
    expect(rows.at(-1)?.[at('calls.in')]).toBe(String(HOSTILE.length + 2));
    expect(rows.at(-2)?.[at('abandoned.share')]).toBe('100');
    expect(rows.at(-2)?.[at('speed.averageSeconds')]).toBe('');
  });

  it('has no cell that a spreadsheet would take for a formula', () => {
    for (const by of [null, ...GROUPINGS]) {
      const rows = parseCsv(toCsv(aView(hostileCalls(), by, agents)).slice(1));
      for (const cell of rows.flat()) {
        expect(cell).not.toMatch(/^[=+\-@＝＋－＠\t\r\n]/);
        expect(cell).not.toMatch(/(?![\t\n])[\p{Cc}\u2028\u202e]/u);
      }
    }
  });

  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['=1+1', "'=1+1"],
    ['@x,"y"', '"\'@x,""y"""'],
    [-5, '-5'],
    [null, ''],
  ])('%o → %s', (cell, expected) => {
    expect(csvCell(cell)).toBe(expected);
  });
});

describe('HTML', () => {
  const page = toHtml(aView(hostileCalls(), 'agent', agents));

  it('has nothing in it that anybody else wrote as markup', () => {
    for (const mark of [/<script/i, /<img/i, /<b>400/, /(?![\t\r\n])[\p{Cc}\u2028\u202e]/u])
      expect(mark.exec(page)?.[0]).toBeUndefined();
    expect(page.match(/<style/g)).toHaveLength(1);
    for (const name of [
      '&lt;script&gt;alert(1)&lt;/script&gt;',
      '&quot;&gt;&lt;img src=x onerror=alert(1)&gt;',
    ]) {
      expect(page.includes(name)).toBe(true);
    }
  });

  it('opens and closes every element in its order', () => {
    const open: string[] = [];
    const VOID = ['meta', 'input', '!doctype'];
    for (const [, slash, name = '', rest = ''] of page.matchAll(
      /<(\/?)([!a-z][a-z0-9]*)((?:"[^"]*"|[^">])*)>/g,
    )) {
      if (slash) expect(open.pop()).toBe(name);
      else if (!rest.endsWith('/') && !VOID.includes(name)) open.push(name);
    }
    expect(open).toEqual([]);
  });

  it('asks nobody for anything', () => {
    const asks = /<[^>]*\s(?:src|href|action|data)=|@import|url\(|<(?:link|script|iframe|object)/i;
    expect(asks.exec(page)?.[0]).toBeUndefined();
    expect(page.includes(`default-src 'none'`)).toBe(true);
  });

  it('is in both languages, with the switch and every figure', () => {
    for (const { label } of COLUMNS) {
      expect(
        page.includes(
          `<span class="zh" lang="zh-CN">${label.zh}</span><span class="en" lang="en">${label.en}</span>`,
        ),
      ).toBe(true);
    }
  });

  it('of no call at all is a page too', () => {
    for (const by of [null, ...GROUPINGS]) expect(toHtml(aView([], by)).endsWith('</html>\n')).toBe(true);
  });
});

describe('JSON', () => {
  it('says which version it is, and has names as they are', () => {
    const data = JSON.parse(toJson(aView(hostileCalls(), 'agent', agents)));
    expect(data).toMatchObject({ format: 'sansheng-report', version: 1, by: 'agent' });
    expect(data.period).toMatchObject({ timeZone: 'Asia/Shanghai', from: '2026-11-17T16:00:00.000Z' });
    expect(data.groups[0]).toMatchObject({ key: '8000', name: { en: HOSTILE[0] } });
    expect(data.timeline.slots).toHaveLength(24);
  });

  it('opens every star to its calls', () => {
    const call = aRecord([
      happened(1, 'agentRung', 'engine', { agent: '8001' }),
      happened(3, 'agentAnswered', LI),
    ]);
    const { stars } = JSON.parse(toJson(aView([call])));
    expect(stars.rule.text.en).toContain('Overall: the lowest of the three');
    expect(stars.agents[0].speed).toMatchObject({ stars: null, measured: 1, counted: 1 });
    expect(stars.agents[0].speed.behind).toMatchObject([{ call: call.call.id, value: 2 }]);
  });
});

describe('the table', () => {
  it.each([null, ...GROUPINGS])('by %s has every clause', (by) => {
    const text = toTable(aView(hostileCalls(), by));
    for (const clause of ['answer.rings', 'hold.reminder', 'close.caller.first'])
      expect(text).toContain(clause);
  });

  it('has every figure', () => {
    for (const by of [null, 'line'] as const) {
      const text = toTable(aView(hostileCalls(), by));
      for (const { label } of COLUMNS) expect(text).toContain(label.en);
    }
  });
});
