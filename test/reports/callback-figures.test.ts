import { describe, expect, it } from 'vitest';
import {
  CALLBACK_COLUMNS,
  CALLBACK_DEFINITIONS,
  CALLBACK_SECTIONS,
} from '../../src/cli/callbacks/figure-columns.ts';
import { type FiguresView, figuresCsv, figuresTable } from '../../src/cli/callbacks/figure-texts.ts';
import { forecast, lateOf } from '../../src/core/reports/callbacks/forecast.ts';
import { type CallbackGrouping, startCallbackReport } from '../../src/core/reports/callbacks/report.ts';
import { figuresAnswer } from '../../src/web/callbacks/figures.ts';
import { aCallback, NOON } from '../contract/store-samples.ts';
import { reportsPage } from './reports-page.ts';

const HOUR = 3_600_000;

function aView(by: CallbackGrouping | null): FiguresView {
  const period = { from: NOON - HOUR, to: NOON + HOUR };
  const reporter = startCallbackReport({ period, by, asOf: NOON }, () => 12);
  const open = aCallback('b1', { deadlineAt: NOON + HOUR / 2, attempts: [] });
  const settled = aCallback('b2', { status: { is: 'settled', at: NOON }, line: '=1+1' });
  for (const callback of [open, settled]) reporter.take({ callback, facts: [] });
  const expected = forecast({
    now: NOON,
    callbacks: [open],
    agents: [],
    roles: ['agent'],
    callers: [],
    talkMs: 240_000,
  });
  const late = lateOf(expected, NOON, HOUR);
  return {
    report: reporter.report(),
    outlook: {
      ...{ ifNobody: late, asNow: late, expected, talkMs: 240_000, callersWaiting: 2 },
      agents: { there: 0, free: 0 },
    },
    period: { ...period, text: '2026-11-18' },
    timeZone: 'Asia/Shanghai',
    agents: new Map([['8001', '王芳']]),
  };
}

it('every figure of callbacks has one definition', () => {
  expect(Object.keys(CALLBACK_DEFINITIONS)).toEqual(CALLBACK_COLUMNS.map(({ key }) => key));
});

it.each(['en', 'zh'] as const)('the page on reports in %s has it under its section', (language) => {
  const { page, rows } = reportsPage(language);
  for (const { label, columns } of CALLBACK_SECTIONS) {
    expect(page).toContain(`\n#### ${label[language]}\n`);
    for (const { key, label } of columns) {
      expect(rows).toContainEqual([label[language], `\`${key}\``, CALLBACK_DEFINITIONS[key]?.[language]]);
    }
  }
});

it('the key of a figure is where it stands in the JSON', () => {
  const { report, outlook } = aView(null);
  const { total } = figuresAnswer(report, outlook);
  for (const { key, of } of CALLBACK_COLUMNS) {
    const found = key.split('.').reduce<unknown>((at, part) => Object(at)[part], total);
    expect([key, found]).toEqual([key, of(report.total)]);
  }
});

describe('the formats', () => {
  it('a terminal is told how many will be late, and when the first is', () => {
    const text = figuresTable(aView(null));
    expect(text).toContain('1 will be late within the next hour, the first at 12:30');
    expect(text).toMatch(/b1 +queue +4008001234 +2026-11-18 12:30:00 +never/);
    expect(text).toMatch(/oldest +0:00:00/);
  });

  it.each(['kind', 'line', 'agent', 'hour'] as const)(
    'grouped by %s they have a row each, and the total',
    (by) => {
      const view = aView(by);
      const lines = figuresCsv(view).trim().split('\r\n');
      expect(lines).toHaveLength(view.report.groups.length + 2);
      expect(lines.at(-1)).toMatch(/^合计 total,2,1,0,/);
      expect(figuresTable(view)).toMatch(/^total +2 +1 +0 +100.0 %$/m);
      // no cell that a spreadsheet would take for a formula
      expect(figuresCsv(view)).not.toMatch(/(^|,)=/m);
    },
  );
});
