import { describe, expect, it } from 'vitest';
import { readOfflineNumber } from '../../../src/core/callback/offline-number.ts';

const NOW = Date.UTC(2026, 2, 2, 2);
const SECONDS = NOW / 1000;

describe('a number that was left while the engine was away', () => {
  it('is read as the dialplan has written it', () => {
    const left = { line: '4008001234', number: '02112345678', at: NOW - 60_000 };
    const own = '13800138000';
    expect(readOfflineNumber(`4008001234|02112345678|${own}|${SECONDS - 60}`, NOW)).toEqual({ ...left, own });
    expect(readOfflineNumber(`4008001234|02112345678||${SECONDS - 60}`, NOW)).toEqual({ ...left, own: '' });
    expect(readOfflineNumber(`+864008001234|+8613800138000|+8613800138000|${SECONDS}`, NOW)).toEqual({
      line: '+864008001234',
      number: '+8613800138000',
      own: '+8613800138000',
      at: NOW,
    });
  });

  it.each([
    ['to come', SECONDS + 1],
    ['a year ago', SECONDS - 365 * 86_400],
    ['the beginning of time', 0],
  ])('has the place of one who calls now, where its time is %s', (_, seconds) => {
    expect(readOfflineNumber(`4008001234|13800138000||${seconds}`, NOW)?.at).toBe(NOW);
  });

  it.each([
    '',
    '|||',
    '4008001234|13800138000',
    '4008001234||13800138000|1700000000',
    '4008001234|138|138|1700000000',
    '4008001234|１３８００１３８０００||1700000000',
    `4008001234|${'9'.repeat(40)}||1700000000`,
    "4008001234|13800138000'; DROP TABLE callbacks; --||1700000000",
    '4008001234|13800138000||1700000000\r\nAction: Originate',
    '4008001234|13800138000||soon',
    '4008001234|13800138000|someone <sip:1@x>|1700000000',
    ' 4008001234|13800138000||1700000000',
  ])('is refused where somebody else has written it: %j', (text) => {
    expect(readOfflineNumber(text, NOW)).toBeNull();
  });
});
