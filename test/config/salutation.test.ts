import { describe, expect, it } from 'vitest';
import { salutationAt } from '../../src/config/salutation.ts';

const at = (local: string) => salutationAt(Date.parse(`${local}+08:00`), 'Asia/Shanghai');

// Run with TZ set to a zone west of Greenwich too: the calendar library takes some things from the machine's.
describe('salutationAt [answer.greeting.time]', () => {
  it.each([
    ['04:59:59', 'evening'],
    ['05:00:00', 'morning'],
    ['10:59:59', 'morning'],
    ['11:00:00', 'noon'],
    ['12:59:59', 'noon'],
    ['13:00:00', 'afternoon'],
    ['17:59:59', 'afternoon'],
    ['18:00:00', 'evening'],
    ['23:59:59', 'evening'],
    ['00:00:00', 'evening'],
  ])('at %s on a working Wednesday: %s', (time, salutation) => {
    expect(at(`2026-11-18T${time}`)).toBe(salutation);
  });

  it.each([
    ['2026-11-21', 'weekend', 'a Saturday'],
    ['2026-11-22', 'weekend', 'a Sunday'],
    ['2026-02-14', 'morning', 'a Saturday that is worked for Spring Festival'],
    ['2026-10-10', 'morning', 'a Saturday that is worked for National Day'],
    ['2026-02-17', 'holiday', 'the first day of the lunar year'],
    ['2026-02-20', 'holiday', 'a day off in lieu during Spring Festival'],
    ['2025-10-06', 'holiday', 'Mid-Autumn'],
    ['2026-10-01', 'holiday', 'National Day'],
    ['2031-01-23', 'holiday', 'Spring Festival of a year whose days off are not published'],
    ['2031-06-24', 'holiday', 'Dragon Boat Festival of such a year'],
    ['2031-10-01', 'holiday', 'National Day of such a year'],
    ['2031-04-05', 'holiday', 'Qingming of such a year'],
    ['2031-11-19', 'morning', 'a Wednesday of such a year'],
  ])('on %s: %s, %s', (day, salutation) => {
    expect(at(`${day}T09:00:00`)).toBe(salutation);
  });

  it('goes by the time zone of the line', () => {
    const fridayEvening = Date.parse('2026-11-20T23:30:00+08:00');
    expect(salutationAt(fridayEvening, 'Asia/Shanghai')).toBe('evening');
    expect(salutationAt(fridayEvening, 'Asia/Tokyo')).toBe('weekend');
    expect(salutationAt(fridayEvening, 'Europe/London')).toBe('afternoon');
  });
});
