import { expect, test } from 'vitest';
import { liveText } from '../../src/cli/live.ts';
import { MASKING } from '../../src/log/mask.ts';
import type { LiveAnswer } from '../../src/web/live.ts';

const AT = '2026-03-02T02:00:00.000Z';
const after = (seconds: number) => new Date(Date.parse(AT) + seconds * 1000).toISOString();
const NOTHING_DUE = { answer: null, reassurance: null, offer: null };

function aCall(over: Partial<LiveAnswer['calls'][number]>): LiveAnswer['calls'][number] {
  return {
    ...{ id: 'c-1', direction: 'in', line: '4008001234', standard: 'gas', language: 'zh' },
    ...{ number: '+8613800138000', phase: 'waiting', since: after(-60), endedAt: null },
    ...{ agent: null, ringing: null, waitsSince: after(-50), due: NOTHING_DUE },
    ...over,
  };
}

const text = (...calls: LiveAnswer['calls']) =>
  liveText({ at: AT, event: '1', calls, agents: [], callbacks: { open: 3, overdue: 1, atRisk: 0 } }, MASKING);

test('the longest wait stands first, with what is due next; who talks stands last', () => {
  const lines = text(
    aCall({ phase: 'talking', agent: '8001', waitsSince: null }),
    aCall({ waitsSince: after(-20), due: { ...NOTHING_DUE, reassurance: after(9), offer: after(100) } }),
    aCall({ waitsSince: after(-75), due: { ...NOTHING_DUE, reassurance: after(-2) } }),
  ).split('\n');
  expect(lines[0]).toBe('2 waiting, 3 calls; callbacks: 3 open, 1 overdue, 0 at risk');
  expect(lines[3]).toMatch(/waiting .* 1:15 +reassurance LATE 0:02$/);
  expect(lines[4]).toMatch(/waiting .* 0:20 +reassurance in 0:09$/);
  expect(lines[5]).toMatch(/talking +8001$/);
});

test('a call that has ended, and whose agent finishes the wrap-up, is counted apart and stands last', () => {
  const lines = text(
    aCall({ phase: 'over', waitsSince: null, endedAt: after(-5) }),
    aCall({ phase: 'talking', agent: '8001', waitsSince: null }),
    aCall({}),
  ).split('\n');
  expect(lines[0]).toBe(
    '1 waiting, 2 calls, 1 ended and in wrap-up; callbacks: 3 open, 1 overdue, 0 at risk',
  );
  expect(lines.slice(3, 6).map((line) => line.match(/ (waiting|talking|ended|over)\b/)?.[1])).toEqual([
    'waiting',
    'talking',
    'ended',
  ]);
});

test('a phone that rings is named, a withheld number said, and no number shown whole', () => {
  const shown = text(
    aCall({ phase: 'ringing', ringing: '8002', due: { ...NOTHING_DUE, answer: after(4) } }),
    aCall({ number: null }),
  );
  expect(shown).toMatch(/ringing +\(8002 rings\) .*answer in 0:04/);
  expect(shown).toContain('withheld');
  expect(shown).not.toContain('13800138000');
});
