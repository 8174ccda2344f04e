// What the first page says of the clauses.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/core/standard/catalogue.ts';

describe.each(['README.md', 'README.zh-CN.md'])('%s', (file) => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', file), 'utf8');

  it('names every clause', () => {
    expect(CATALOGUE.filter(({ id }) => !page.includes(`\`${id}\``)).map(({ id }) => id)).toEqual([]);
  });

  it('does not begin as if every standard reassured a caller each 15 seconds', () => {
    expect(page.split('\n## ')[0]).not.toMatch(/(every|每) ?15 ?(seconds|秒)/i);
  });
});
