import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { fileLog } from '../../src/log/pino.ts';

it('does not throw where the disk is full, and says so once', () => {
  const noticed: string[] = [];
  // a device that takes nothing: ENOSPC
  const log = fileLog('/dev/full', (line) => noticed.push(line));
  for (let n = 0; n < 5; n += 1) log.error('not carried out');
  log.info('goes on');
  expect(noticed.filter((line) => line.includes('the log cannot be written'))).toHaveLength(1);
  expect(noticed.filter((line) => line.startsWith('error: not carried out'))).toHaveLength(5);
});

it('has one JSON object a line, for nobody else to read, and no number in it nor on the terminal', () => {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-log-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'log', 'engine.log');
  const noticed: string[] = [];
  const log = fileLog(file, (line) => noticed.push(line));
  log.info('started', { calls: 2 });
  log.error('not carried out', { error: new Error('PJSIP/13800138000@trunk: refused') });
  const text = readFileSync(file, 'utf8');
  const lines = text.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['started', 'not carried out']);
  expect(noticed).toHaveLength(1);
  for (const shown of [text, ...noticed]) expect(shown).not.toContain('13800138000');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
