import { describe, expect, it } from 'vitest';
import { COLUMNS, SECTIONS } from '../../src/cli/report/columns.ts';
import { DEFINITIONS } from '../../src/cli/report/definitions.ts';
import { STAR_RULE } from '../../src/core/reports/agent-rating.ts';
import { aRecord, reportOf } from '../core/reports/support.ts';
import { reportsPage } from './reports-page.ts';

const pages = { en: reportsPage('en'), zh: reportsPage('zh') };

it('every figure has one definition, and no definition is without its figure', () => {
  expect(Object.keys(DEFINITIONS)).toEqual(COLUMNS.map(({ key }) => key));
});

describe.each(['en', 'zh'] as const)('the page on reports in %s', (language) => {
  const { page, rows } = pages[language];

  it.each(COLUMNS.map((column) => [column.key, column] as const))('says what %s is', (key, { label }) => {
    const means = DEFINITIONS[key]?.[language];
    expect(rows.filter((cells) => cells[1] === `\`${key}\``)).toEqual([
      [label[language], `\`${key}\``, means],
    ]);
  });

  it('has the figures of each section under its name', () => {
    for (const { label } of SECTIONS) expect(page).toContain(`\n### ${label[language]}\n`);
  });
});

it('the key of a figure is where it stands in the JSON report', () => {
  const { total } = reportOf([aRecord([])]);
  const surveyed = { ...total, surveys: { calls: 0, attitude: null, accuracy: null } };
  for (const { key, of } of COLUMNS) {
    const found = key.split('.').reduce<unknown>((at, part) => Object(at)[part], surveyed);
    expect([key, found]).toEqual([key, of(surveyed)]);
  }
});

it('the pages on reports have the rule of the stars', () => {
  const { pickUpSeconds, solveMinutes, fairCalls, shares } = STAR_RULE;
  const flat = pages.en.page.replaceAll(/\s+/g, ' ');
  expect(flat).toContain('the lowest of the three');
  expect(flat).toContain(`solved within ${solveMinutes} minutes`);
  expect(flat).toContain(`answered within ${pickUpSeconds} s, one ring`);
  expect(flat).toContain(`Fewer than ${fairCalls} calls, or ${fairCalls} marks`);
  const [five, four, three, two] = shares.map((share) => `${Math.round(share * 100)} %`);
  expect(flat).toContain(`5 stars from ${five}, 4 from ${four}, 3 from ${three}, 2 from ${two}`);
  const { page } = pages.zh;
  expect(page).toContain(`${solveMinutes} 分钟内解决`);
  expect(page).toContain(`振铃后 ${pickUpSeconds} 秒（一声铃）内接听`);
  expect(page).toContain(`不足 ${fairCalls} 通，或评分不足 ${fairCalls} 个`);
  expect(page).toContain(
    `${five}以上 5 星，${four}以上 4 星，${three}以上 3 星，${two}以上 2 星`.replaceAll('%', '% '),
  );
});
