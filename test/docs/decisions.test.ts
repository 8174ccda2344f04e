import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const page = readFileSync(
  join(import.meta.dirname, '..', '..', 'docs', 'developers', 'decisions.md'),
  'utf8',
);
const entries = page.split(/^### /m).slice(1);

it('the decisions have numbers without a gap', () => {
  const numbers = entries.map((entry) => Number(entry.split('.')[0]));
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

it.each(entries.map((entry) => [entry.split('\n')[0] ?? '', entry]))(
  '%s has a date and a status',
  (_, entry) => {
    const line = entry.split('\n')[2];
    expect(line).toMatch(/^2\d{3}-\d\d-\d\d · (in force|replaced by \d+)$/);
  },
);
