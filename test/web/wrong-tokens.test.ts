// Whoever tries tokens is slowed down and logged; a person who mistypes is not. In virtual time.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Log } from '../../src/engine/ports.ts';
import { fileLog } from '../../src/log/pino.ts';
import { WrongTokens } from '../../src/web/wrong-tokens.ts';
import { bannedBy } from '../support/fail2ban.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watched() {
  const lines: unknown[] = [];
  const none = () => undefined;
  const log: Log = {
    debug: none,
    info: none,
    error: none,
    warn: (text, detail) => lines.push([text, detail]),
  };
  return { lines, tokens: new WrongTokens(log, () => performance.now()) };
}

/** How many of so many requests at once are answered, are refused, or wait. */
async function outcomes(tokens: WrongTokens, requests: number) {
  const seen = { answered: 0, refused: 0 };
  for (let i = 0; i < requests; i += 1) {
    tokens.wait('127.0.0.1').then(
      () => {
        seen.answered += 1;
      },
      ({ code }) => {
        if (code === 'API_TOO_MANY') seen.refused += 1;
      },
    );
  }
  await vi.advanceTimersByTimeAsync(0);
  return seen;
}

it('five a minute are answered at once, others after a second, and where fifty wait no more are let in', async () => {
  const { tokens } = watched();
  const seen = await outcomes(tokens, 1623);
  expect(seen).toEqual({ answered: 5, refused: 1568 });
  await vi.advanceTimersByTimeAsync(999);
  expect(seen.answered).toBe(5);
  await vi.advanceTimersByTimeAsync(1);
  expect(seen.answered).toBe(55);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await outcomes(tokens, 1)).toEqual({ answered: 1, refused: 0 });
});

it('one line a minute is logged for each address, and the next says how many there were', async () => {
  const { tokens, lines } = watched();
  await outcomes(tokens, 300);
  await tokens.wait('127.0.0.9');
  await vi.advanceTimersByTimeAsync(60_000);
  await outcomes(tokens, 2);
  const text = 'a request had no valid token';
  expect(lines).toEqual([
    [text, { address: '127.0.0.1', inLastMinute: 0 }],
    [text, { address: '127.0.0.9', inLastMinute: 0 }],
    [text, { address: '127.0.0.1', inLastMinute: 300 }],
  ]);
});

it('the line is one that fail2ban reads', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sansheng-log-'));
  const file = join(folder, 'engine.log');
  const log = fileLog(file, () => undefined);
  await new WrongTokens(log, () => performance.now()).wait('192.0.2.7');
  log.warn('a webhook fails', { address: '192.0.2.8' });
  const lines = readFileSync(file, 'utf8').split('\n');
  rmSync(folder, { recursive: true });
  expect(await bannedBy('sansheng-api', lines)).toEqual(['192.0.2.7']);
});
