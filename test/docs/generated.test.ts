import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { explanationsIn } from '../../scripts/docs/explanations.ts';
import { generatedFiles } from '../../scripts/docs/generated.ts';
import { jsonText } from '../../scripts/docs/json.ts';
import { CATALOGUE } from '../../src/core/standard/catalogue.ts';
import { ROOT } from '../config/files.ts';
import { SHIPPED_STANDARDS } from '../support/shipped-standards.ts';

const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');

describe('what `npm run docs` writes', () => {
  it.each(generatedFiles(ROOT))(
    '$path is committed as the code has it; if not: npm run docs',
    ({ path, text }) => {
      expect(read(path)).toBe(text);
    },
  );

  it('docs/admin/clauses.md has a heading for every clause', () => {
    const headings = read('docs', 'admin', 'clauses.md')
      .split('\n')
      .filter((line) => line.startsWith('### '));
    expect(headings.map((line) => line.split(' ')[1])).toEqual(CATALOGUE.map(({ id }) => id));
  });
});

describe('the schemas for editors', () => {
  // Zod reads all of a schema but `not`.
  const schemaIn = (file: string) => z.fromJSONSchema({ ...JSON.parse(read(file)), not: undefined });
  const ofStandards = schemaIn('standards/schema.json');
  const gas = parse(read('standards', 'gas.yaml'));

  it.each(SHIPPED_STANDARDS.map((file) => basename(file)))(
    'standards/%s names its schema, and is right by it',
    (file) => {
      const text = read('standards', file);
      expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./schema.json');
      expect(ofStandards.safeParse(parse(text)).error).toBeUndefined();
    },
  );

  it('sansheng.yaml too', () => {
    const text = read('sansheng.yaml');
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./sansheng.schema.json');
    expect(schemaIn('sansheng.schema.json').safeParse(parse(text)).error).toBeUndefined();
  });

  it.each([
    ['a misspelt clause', { 'hold.remindr': { every_seconds: 15 } }],
    ['a misspelt key', { 'hold.reminder': { every_secnds: 15 } }],
    ['a number out of its range', { 'hold.reminder': { every_seconds: 0 } }],
    ['a text for a number', { 'answer.rings': { rings: 'two' } }],
    ['a slot that is not known there', { 'hold.return': { say: ['{number}'] } }],
    ['false for a clause without parameters', { 'close.caller.first': false }],
    ['a name with capitals', { name: 'Gas' }],
  ])('find %s', (_, wrong) => {
    expect(ofStandards.safeParse({ ...gas, ...wrong }).success).toBe(false);
  });

  it('let prompts stand that an admin has added', () => {
    const own = { 'hold.return': { say: ['hold.return.mine', '{agent}'] } };
    expect(ofStandards.safeParse({ ...gas, ...own }).success).toBe(true);
  });

  it('say what the documentation says', () => {
    const { properties } = JSON.parse(read('standards', 'schema.json'));
    const explained = explanationsIn(read('docs', 'admin', 'standards.md'));
    const { description } = properties.handling.properties.pass_over_seconds;
    expect(description).toContain(explained.get('pass_over_seconds'));
    for (const { id, state, title } of CATALOGUE) {
      if (state === 'kept') expect(properties[id].description).toContain(title.zh);
    }
  });
});

describe('jsonText', () => {
  it('keeps lists on a line where they fit, and says the same', () => {
    const value = {
      list: ['a', 'b'],
      long: Array.from({ length: 40 }, (_, i) => `item ${i}`),
      none: {},
      deep: [{ a: 1 }],
    };
    const text = jsonText(value);
    expect(JSON.parse(text)).toEqual(value);
    expect(text).toContain('\n  "list": ["a", "b"],\n');
    expect(text).toContain('\n    "item 1",\n');
    expect(text.endsWith('}\n')).toBe(true);
  });
});
