import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallbacksFile, callbackRules } from '../../src/config/callbacks-schema.ts';
import { nextUncapped } from '../../src/core/callback/dial-policy.ts';
import { type CallbackState, isOpen } from '../../src/core/callback/state.ts';
import { dialHistory, mayDialNow, requestHistory } from '../../src/engine/number-history.ts';
import { Registry } from '../../src/engine/registry.ts';
import { aCallback } from '../contract/store-samples.ts';
import { aSite, LINE } from '../scenarios/support/site.ts';
import { aStandard } from '../scenarios/support/standard.ts';

const NOW = Date.UTC(2026, 2, 2, 2);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NUMBER = '+8613800138000';
const OTHER = '+8613912345678';

/** A site in which these callbacks are remembered. */
function siteWith(callbacks: readonly Partial<CallbackState>[], file: CallbacksFile = {}) {
  const registry = new Registry();
  callbacks.forEach((one, n) => {
    const callback = aCallback(`b${n}`, { number: NUMBER, line: LINE, promisedAt: NOW - HOUR, ...one });
    registry.put('callback', callback, !isOpen(callback));
  });
  const line = { callbacks: callbackRules('CN', file) };
  const site = aSite(aStandard(), [], 'zh', [], line);
  return { registry, rules: site.rules('any') };
}

/** UTC ms at which the number may be called again. */
function uncapped({ registry, rules }: ReturnType<typeof siteWith>): number {
  return nextUncapped(dialHistory(registry, { number: NUMBER, line: LINE }, rules, NOW), NOW);
}

/** Attempts so many minutes ago. */
const dials = (...ago: number[]): Pick<CallbackState, 'attempts'> => ({
  attempts: ago.map((n, i) => ({ call: `c${i}`, agent: '8001', at: NOW - n * MINUTE, outcome: 'busy' })),
});
const ended = (ago: number): Pick<CallbackState, 'status'> => ({
  status: { is: 'failed', at: NOW - ago * MINUTE, why: 'notReached' },
});

describe('callback.purpose: caps', () => {
  const again = (callbacks: readonly Partial<CallbackState>[], file: CallbacksFile = {}) =>
    (uncapped(siteWith(callbacks, file)) - NOW) / MINUTE;

  it.each([
    ['nobody has been called', [], {}, 0],
    ['under the cap', [dials(50, 10)], { per_number_per_hour: 3 }, 0],
    [
      'at the cap: when the oldest of the hour is an hour ago',
      [dials(50, 10)],
      { per_number_per_hour: 2 },
      10,
    ],
    [
      'of several callbacks, of which one has ended',
      [dials(50), { ...dials(10), ...ended(5) }],
      { per_number_per_hour: 2 },
      10,
    ],
    ['over the cap, after it was made lower', [dials(50, 40, 10)], { per_number_per_hour: 1 }, 50],
    ['by the day', [dials(23 * 60, 300)], { per_number_per_day: 2 }, 60],
    ['from another line', [{ ...dials(30), line: '4008000001' }], { per_number_per_hour: 1 }, 30],
    ['another number', [{ ...dials(30), number: OTHER }], { per_number_per_hour: 1 }, 0],
    ['the line’s, by whatever number', [{ ...dials(30), number: OTHER }], { per_line_per_hour: 1 }, 30],
    ['an hour ago to the minute', [dials(60)], { per_number_per_hour: 1 }, 0],
    ['the clock was put back: as if just now', [dials(-30)], { per_number_per_hour: 1 }, 60],
    ['put back by more than a day: not at all', [dials(-3000)], { per_number_per_hour: 1 }, 0],
  ] as const)('%s', (_what, callbacks, file, minutes) => {
    expect(again(callbacks, file)).toBe(minutes);
  });

  it('an attempt in which the customer was not dialled is no call', () => {
    const at = NOW - MINUTE;
    const attempts = (['agentFailed', 'abandoned'] as const).map((outcome) => ({
      call: 'c',
      agent: '8001',
      at,
      outcome,
    }));
    expect(again([{ attempts }], { per_number_per_hour: 1 })).toBe(0);
    expect(again([{ attempts: [{ call: 'c', agent: '8001', at }] }], { per_number_per_hour: 1 })).toBe(59);
  });

  it('nor is that of a customer who has rung in, whatever came of it', () => {
    const rang = { call: 'c', agent: '8001', at: NOW - MINUTE, rang: true, outcome: 'open' } as const;
    expect(again([{ attempts: [rang] }], { per_number_per_hour: 1, per_line_per_hour: 1 })).toBe(0);
  });
});

describe('callback.purpose: caps, whatever has been called when', () => {
  it('the moment that is given is the first at which no cap is exceeded', () => {
    const minute = fc.integer({ min: -90, max: 26 * 60 });
    const callback = fc.record({
      number: fc.constantFrom(NUMBER, OTHER),
      line: fc.constantFrom(LINE, '4008000001'),
      ago: fc.array(minute, { maxLength: 6 }),
    });
    const cap = fc.integer({ min: 1, max: 4 });
    const caps = fc.record({ per_number_per_hour: cap, per_number_per_day: cap, per_line_per_hour: cap });
    fc.assert(
      fc.property(fc.array(callback, { maxLength: 5 }), caps, (made, file) => {
        const site = siteWith(
          made.map(({ ago, ...one }) => ({ ...one, ...dials(...ago) })),
          file,
        );
        const all = made.flatMap(({ ago, ...one }) =>
          ago.map((n) => ({ ...one, at: NOW - Math.max(n, 0) * MINUTE })),
        );
        const exceeded = (wall: number) => {
          const within = (ms: number, of: Partial<CallbackState>) =>
            all.filter(
              ({ at, ...one }) =>
                at > wall - ms && Object.entries(of).every(([k, v]) => Reflect.get(one, k) === v),
            ).length;
          return (
            within(HOUR, { number: NUMBER }) >= file.per_number_per_hour ||
            within(24 * HOUR, { number: NUMBER }) >= file.per_number_per_day ||
            within(HOUR, { line: LINE }) >= file.per_line_per_hour
          );
        };
        const next = uncapped(site);
        expect(exceeded(next)).toBe(false);
        if (next > NOW) expect(exceeded(next - 1)).toBe(true);
        else expect(next).toBe(NOW);
      }),
    );
  });
});

describe('callback.purpose: many wishes', () => {
  const requests = (callbacks: readonly Partial<CallbackState>[]) =>
    requestHistory(siteWith(callbacks).registry, NUMBER, NOW).requests ?? 0;

  it('are those of a day, whatever has become of them', () => {
    expect(requests([])).toBe(0);
    expect(requests([{}, ended(5)])).toBe(2);
    expect(requests([{}, { promisedAt: NOW - 25 * HOUR }])).toBe(1);
    expect(requests([{}, { number: OTHER }])).toBe(1);
  });

  it('are not an agent’s promises, nor a list’s', () => {
    expect(requests([{}, { kind: 'promised' }, { kind: 'programme' }, { kind: 'followUp' }])).toBe(1);
  });
});

describe('callback.purpose: the do-not-call list', () => {
  it('goes before what the configuration allows', () => {
    const { registry, rules } = siteWith([]);
    const asked = (raw: string) => mayDialNow(registry, rules, raw, LINE);
    expect(asked('13800138000')).toMatchObject({ number: { dial: '13800138000' } });
    registry.doNotCall.set(NUMBER, { number: NUMBER, by: 'x', why: 'y', at: NOW });
    expect(asked('138 0013 8000')).toEqual({ refused: 'doNotCall', e164: NUMBER });
    expect(asked('+12125551212')).toMatchObject({ refused: 'country' });
    expect(requestHistory(registry, NUMBER, NOW)).toEqual({ doNotCall: true });
  });

  it('callbacks that ended more than a day ago are forgotten', () => {
    const long = { ...dials(60 * 30), ...ended(60 * 30) };
    const site = siteWith([long, { attempts: [], ...ended(60) }, { ...dials(5), ...ended(5) }]);
    expect([...site.registry.callbacksOf(NUMBER)].map(({ id }) => id)).toEqual(['b1', 'b2']);
    expect(site.registry.dials(NUMBER, LINE)).toEqual({
      ofNumber: [NOW - 5 * MINUTE],
      ofLine: [NOW - 5 * MINUTE],
    });
  });
});
