import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CALLS_NEED, tellMissingModules } from '../../../src/telephony/ari/modules.ts';
import { keptLog, type LogLine } from '../../scenarios/support/records.ts';

const ALL = Object.keys(CALLS_NEED).map((name) => ({ name, status: 'Running' }));

async function toldOf(answer: () => Promise<unknown>): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  await tellMissingModules({ request: answer }, keptLog(lines));
  return lines;
}

it('an Asterisk without a module that calls need is named with what is missing, and what to do', async () => {
  const without = ALL.filter(({ name }) => name !== 'bridge_holding.so').map((one) =>
    one.name === 'format_wav.so' ? { ...one, status: 'Not Running' } : one,
  );
  expect(await toldOf(async () => without)).toMatchObject([
    {
      level: 'error',
      message: 'Asterisk runs without format_wav.so (prompts), bridge_holding.so (the queue)',
      detail: { code: 'MODULE_MISSING', cure: expect.stringContaining('modules.conf') },
    },
  ]);
});

it('one that has them all is not mentioned, and one that does not say is no fault of the call', async () => {
  expect(await toldOf(async () => ALL)).toEqual([]);
  expect(await toldOf(() => Promise.reject(new Error('no such operation')))).toMatchObject([
    { level: 'warn' },
  ]);
});

it('the modules that calls need are those that the product’s own Asterisk loads', () => {
  const conf = readFileSync(join(import.meta.dirname, '../../../dialplan/modules.conf'), 'utf8');
  for (const name of Object.keys(CALLS_NEED)) expect(conf).toContain(`= ${name}\n`);
});
