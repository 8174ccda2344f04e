import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallbacksFile, callbackRules } from '../../src/config/callbacks-schema.ts';
import type { CallbackState } from '../../src/core/callback/state.ts';
import { Guard } from '../../src/engine/guard.ts';
import { Registry } from '../../src/engine/registry.ts';
import { aCallback } from '../contract/store-samples.ts';
import { aSite, LINE } from '../scenarios/support/site.ts';
import { aStandard } from '../scenarios/support/standard.ts';

const NOW = Date.UTC(2026, 2, 2, 2);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NUMBER = '+8613800138000';
const OTHER = '+8613912345678';

/** The rules of a site in which these callbacks are remembered. */
function rulesWith(callbacks: readonly Partial<CallbackState>[], file: CallbacksFile = {}) {
  const registry = new Registry();
  callbacks.forEach((one, n) => {
    registry.putCallback(aCallback(`b${n}`, { number: NUMBER, line: LINE, promisedAt: NOW - HOUR, ...one }));
  });
  const line = { callbacks: callbackRules('CN', file) };
  const site = aSite(aStandard(), [], 'zh', [], line);
  return { registry, rules: new Guard(site, registry).rules('any') };
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
    (rulesWith(callbacks, file).rules.nextUncapped(NUMBER, LINE, NOW) - NOW) / MINUTE;

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
    const attempts = (['agentFailed', 'gaveUp'] as const).map((outcome) => ({
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
        const { rules } = rulesWith(
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
        const next = rules.nextUncapped(NUMBER, LINE, NOW);
        expect(exceeded(next)).toBe(false);
        if (next > NOW) expect(exceeded(next - 1)).toBe(true);
        else expect(next).toBe(NOW);
      }),
    );
  });
});

describe('callback.purpose: many wishes', () => {
  const held = (callbacks: readonly Partial<CallbackState>[]) =>
    rulesWith(callbacks, { hold_back_after: 2 }).rules.hasManyWishes(NUMBER, LINE, NOW);

  it('are those of a day, whatever has become of them', () => {
    expect(held([{}])).toBe(false);
    expect(held([{}, ended(5)])).toBe(true);
    expect(held([{}, { promisedAt: NOW - 25 * HOUR }])).toBe(false);
    expect(held([{}, { number: OTHER }])).toBe(false);
  });

  it('are not an agent’s promises, nor a list’s', () => {
    expect(held([{}, { kind: 'promised' }, { kind: 'programme' }, { kind: 'followUp' }])).toBe(false);
  });
});

describe('callback.purpose: the do-not-call list', () => {
  it('goes before what the configuration allows', () => {
    const { registry, rules } = rulesWith([]);
    expect(rules.mayDial('13800138000', LINE)).toMatchObject({ number: { dial: '13800138000' } });
    registry.doNotCall.set(NUMBER, { number: NUMBER, by: 'x', why: 'y', at: NOW });
    expect(rules.mayDial('138 0013 8000', LINE)).toEqual({ refused: 'doNotCall', e164: NUMBER });
    expect(rules.mayDial('+12125551212', LINE)).toMatchObject({ refused: 'country' });
  });

  it('callbacks that ended more than a day ago are forgotten', () => {
    const { registry } = rulesWith([ended(60 * 30), ended(60), ended(5)]);
    expect(registry.recentCallbacks()).toHaveLength(2);
  });
});
