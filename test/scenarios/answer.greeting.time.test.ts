import { describe, expect, it } from 'vitest';
import { aCallerWaits } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { aStandard, seconds } from './support/standard.ts';

/** UTC ms of a time in Shanghai. */
function shanghai(iso: string): number {
  return Date.parse(`${iso}:00+08:00`);
}

describe('answer.greeting.time', () => {
  it.each([
    ['a working morning', '2026-03-02T09:00', 'salute.morning'],
    ['noon', '2026-03-02T12:00', 'salute.noon'],
    ['the afternoon', '2026-03-02T15:00', 'salute.afternoon'],
    ['the evening', '2026-03-02T20:00', 'salute.evening'],
    ['a Saturday', '2026-03-07T10:00', 'salute.weekend'],
    ['Spring Festival', '2026-02-17T10:00', 'salute.holiday'],
    ['Mid-Autumn', '2026-09-25T10:00', 'salute.holiday'],
    ['a Saturday on which everybody works', '2026-02-28T10:00', 'salute.morning'],
  ])('%s', (_when, iso, salute) =>
    scenario(
      aStandard(),
      async (s) => {
        const caller = await aCallerWaits(s);
        await s.after(seconds(10));
        s.expect(caller).heard(['ringing', salute, 'company']);
        s.fact('answer.greeting', 'kept');
      },
      { startWall: shanghai(iso) },
    ),
  );

  it('is judged when an agent greets', () =>
    scenario(aStandard(), async (s) => {
      s.agent('8001').registered().answersAfter(seconds(1));
      await aCallerWaits(s);
      await s.after(seconds(15));
      s.fact('answer.greeting.time', 'kept', 'engine');
    }));

  it('is judged when the engine greets', () =>
    scenario(aStandard(), async (s) => {
      await aCallerWaits(s);
      await s.after(seconds(15));
      s.fact('answer.greeting.time', 'kept', 'engine');
    }));

  it('a standard without the clause greets without a time of day', () =>
    scenario(aStandard({}, { without: ['answer.greeting.time'] }), async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(10));
      s.expect(caller).heard(['ringing', 'greeting.hello', 'company']);
      expect(s.records.judged('answer.greeting.time')).toEqual([]);
    }));
});
