// What a caller has sent reaches a terminal, a log and a program without commanding them.

import { afterEach, expect, it, vi } from 'vitest';
import { print } from '../../src/cli/output.ts';
import { masked } from '../../src/log/mask.ts';

afterEach(() => vi.restoreAllMocks());

/** Clears the terminal; ends the line; turns the direction of writing; begins a command of eight-bit terminals. */
const EVIL = 'a\u001bc\r\nb\u202ec\u009b2Jd\u2028';

function printed(json: boolean, data: unknown, text: string): string {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  print(json, data, () => text);
  return String(log.mock.lastCall?.[0]);
}

it('a terminal gets marks in their place; lines and tabs stay', () => {
  expect(printed(false, null, `call\t${EVIL}\nnext`)).toBe(
    'call\ta\ufffdc\ufffd\nb\ufffdc\ufffd2Jd\ufffd\nnext',
  );
  expect(printed(false, null, '王芳 · 40–50 %')).toBe('王芳 · 40–50 %');
});

it('a program gets the same text, and a terminal that shows it is safe', () => {
  const json = printed(true, { from: EVIL }, '');
  expect(JSON.parse(json)).toEqual({ from: EVIL });
  expect(json).toMatch(/^[\n\u0020-\u007e]*$/);
});

it('the log keeps none of it, whether a number is masked or not', () => {
  expect(JSON.stringify(masked({ from: `138\u001b[2J00138000`, cause: `no \u202eline ${EVIL}` }))).toMatch(
    /^[\u0020-\u007e\ufffd\n]*$/,
  );
});
