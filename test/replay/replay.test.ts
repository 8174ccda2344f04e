import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type ReplayCase, runCase } from '../../src/engine/replay/case.ts';

const CASES = join(import.meta.dirname, 'cases');
const files = readdirSync(CASES).filter((name) => name.endsWith('.json'));

it.each(files)('%s replays to its final state', (file) => {
  const found = JSON.parse(readFileSync(join(CASES, file), 'utf8')) as ReplayCase;
  expect(runCase(found)).toEqual([]);
});
