import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { COLUMNS, SECTIONS } from '../../src/cli/report/columns.ts';
import { DEFINITIONS } from '../../src/cli/report/definitions.ts';
import { STAR_RULE } from '../../src/core/reports/agent-rating.ts';
import { aRecord, reportOf } from '../core/reports/support.ts';

const page = readFileSync(new URL('../../docs/supervisors/reports.md', import.meta.url), 'utf8');
const rows = page.split('\n').map((line) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim()),
);

it('every figure has one definition, and no definition is without its figure', () => {
  expect(Object.keys(DEFINITIONS)).toEqual(COLUMNS.map(({ key }) => key));
});

it.each(COLUMNS.map((column) => [column.key, column] as const))(
  'docs/supervisors/reports.md says what %s is',
  (key, { label }) => {
    const means = DEFINITIONS[key];
    expect(rows.filter((cells) => cells[2] === `\`${key}\``)).toEqual([
      [label.en, label.zh, `\`${key}\``, means?.en, means?.zh],
    ]);
  },
);

it('docs/supervisors/reports.md has the figures of each section under its name', () => {
  for (const { label } of SECTIONS) expect(page).toContain(`\n### ${label.en} · ${label.zh}\n`);
});

it('the key of a figure is where it stands in the JSON report', () => {
  const { total } = reportOf([aRecord([])]);
  const surveyed = { ...total, surveys: { calls: 0, attitude: null, accuracy: null } };
  for (const { key, of } of COLUMNS) {
    const found = key.split('.').reduce<unknown>((at, part) => Object(at)[part], surveyed);
    expect([key, found]).toEqual([key, of(surveyed)]);
  }
});

it('docs/supervisors/reports.md has the rule of the stars', () => {
  const { pickUpSeconds, solveMinutes, fairCalls, shares } = STAR_RULE;
  const flat = page.replaceAll(/\s+/g, ' ');
  expect(flat).toContain('the lowest of the three');
  expect(flat).toContain(`solved within ${solveMinutes} minutes`);
  expect(flat).toContain(`answered within ${pickUpSeconds} s, one ring`);
  expect(flat).toContain(`Fewer than ${fairCalls} calls, or ${fairCalls} marks`);
  const [five, four, three, two] = shares.map((share) => `${Math.round(share * 100)} %`);
  expect(flat).toContain(`5 stars from ${five}, 4 from ${four}, 3 from ${three}, 2 from ${two}`);
});
