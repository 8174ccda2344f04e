import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekOf } from '../../src/cli/quality/week.ts';
import { isRecorded, weeklySample } from '../../src/core/quality/sample.ts';

const calls = (agent: string, count: number) =>
  Array.from({ length: count }, (_, n) => ({ agent, call: `cmws6k2m${agent}-${n}` }));

describe('which calls are recorded', () => {
  it('quality.check: all, none, or a quarter, whatever the calls are called', () => {
    const ids = calls('1', 4000).map(({ call }) => call);
    expect(ids.every((id) => isRecorded('all', id) && !isRecorded('off', id))).toBe(true);
    const share = ids.filter((id) => isRecorded('sample', id)).length / ids.length;
    expect(Math.abs(share - 0.25)).toBeLessThan(0.03);
  });
});

describe('which are listened to', () => {
  it('quality.check: so many of each agent, or all where there are no more', () => {
    const drawn = weeklySample([...calls('8001', 40), ...calls('8002', 2)], '2026-W47', () => 3);
    expect(drawn.map(({ agent }) => agent)).toEqual(['8001', '8001', '8001', '8002', '8002']);
    expect(new Set(drawn.map(({ call }) => call)).size).toBe(5);
  });

  it('quality.check: the same ones for whoever asks, in any order; others in another week', () => {
    const all = calls('8001', 30);
    const sample = (week: string, from = all) => weeklySample(from, week, () => 3).map(({ call }) => call);
    expect(sample('2026-W47', all.toReversed())).toEqual(sample('2026-W47'));
    expect(sample('2026-W48')).not.toEqual(sample('2026-W47'));
  });

  it('quality.check: fair: over the weeks each call is as likely as any other', () => {
    const times = new Map<string, number>();
    for (let week = 0; week < 2000; week += 1) {
      for (const { call } of weeklySample(calls('8001', 20), `w${week}`, () => 3))
        times.set(call, (times.get(call) ?? 0) + 1);
    }
    expect(times.size).toBe(20);
    for (const count of times.values()) expect(Math.abs(count - 300)).toBeLessThan(80);
  });

  it('quality.check: never more than asked, never one twice, never another’s', () => {
    const some = fc.array(fc.record({ agent: fc.constantFrom('1', '2', '3'), call: fc.uuid() }));
    fc.assert(
      fc.property(some, fc.nat({ max: 5 }), (recorded, perWeek) => {
        const drawn = weeklySample(recorded, 'w', () => perWeek);
        for (const agent of ['1', '2', '3']) {
          const of = (list: typeof recorded) => list.filter((one) => one.agent === agent);
          expect(of(drawn)).toHaveLength(Math.min(perWeek, of(recorded).length));
        }
        expect(drawn.every((one) => recorded.includes(one))).toBe(true);
      }),
    );
  });
});

describe('a week', () => {
  const now = Date.UTC(2026, 10, 22, 15);

  it.each([
    ['2026-W47', '2026-11-15T16:00', '2026-11-22T16:00'],
    ['2027-W01', '2027-01-03T16:00', '2027-01-10T16:00'],
    ['2026-W53', '2026-12-27T16:00', '2027-01-03T16:00'],
  ])('%s is from Monday to Sunday there', (name, from, to) => {
    const ms = (text: string) => Date.parse(`${text}:00Z`);
    expect(weekOf(name, now, 'Asia/Shanghai')).toEqual({ name, from: ms(from), to: ms(to) });
  });

  it('is the one before this where none is named', () => {
    expect(weekOf(undefined, now, 'Asia/Shanghai').name).toBe('2026-W46');
    expect(weekOf('2026-w46', now, 'UTC').name).toBe('2026-W46');
  });

  it.each(['2026-W54', '2026-W00', '2026-47', 'W47', ''])('%s is none', (asked) => {
    expect(() => weekOf(asked, now, 'UTC')).toThrow('is no week');
  });
});
