import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CLAUSE_FIELDS, HANDLING_FIELDS } from '../../src/config/standards/fields.ts';
import { ROOT } from './files.ts';

const page = readFileSync(join(ROOT, 'docs', 'admin', 'standards.md'), 'utf8');

it.each(Object.entries(CLAUSE_FIELDS))('docs/admin/standards.md explains %s', (clause, fields) => {
  const row = page.split('\n').find((line) => line.startsWith(`| \`${clause}`)) ?? '';
  expect(row).not.toBe('');
  for (const { key } of Object.values(fields)) expect(row).toContain(`\`${key}\``);
});

it.each(Object.values(HANDLING_FIELDS))('docs/admin/standards.md explains handling.$key', ({ key }) => {
  expect(page).toContain(`\`${key}\``);
});
