import { describe, expect, it } from 'vitest';
import { slotsOf } from '../../src/cli/report/calendar.ts';
import { type PeriodOptions, periodOf } from '../../src/cli/report/period.ts';
import { minuteText } from '../../src/config/time-zone.ts';

const SHANGHAI = 'Asia/Shanghai';

const BERLIN = 'Europe/Berlin';

/** Goes from 00:00 to 01:00 in spring, and from 01:00 back to 00:00 in autumn. */
const HAVANA = 'America/Havana';

const NOW = '2026-03-02T04:00:00Z';

describe('the slots of a chart', () => {
  const slots = (options: PeriodOptions, zone: string) => {
    const period = periodOf(options, Date.parse(NOW), zone);
    const { each, starts } = slotsOf(period, zone);
    return { each, count: starts.length, labels: starts.map((at) => minuteText(at, zone)), starts, period };
  };

  it.each([
    [SHANGHAI, '2026-03-02', 24],
    [BERLIN, '2026-03-29', 23],
    [BERLIN, '2026-10-25', 25],
    [HAVANA, '2026-03-08', 23],
    ['Asia/Kathmandu', '2026-03-02', 24],
    ['Australia/Lord_Howe', '2026-04-05', 25],
  ])('%s, %s: %d hours', (zone, day, hours) => {
    const { each, count, labels, starts, period } = slots({ day }, zone);
    expect([each, count]).toEqual(['hour', hours]);
    expect(starts[0]).toBe(period.from);
    for (const label of labels.slice(3)) expect(label).toMatch(/:00$/);
  });

  it('a week is cut into days, each as long as clocks make it', () => {
    const { each, labels } = slots({ week: '2026-03-29' }, BERLIN);
    expect(each).toBe('day');
    expect(labels).toEqual([23, 24, 25, 26, 27, 28, 29].map((day) => `2026-03-${day} 00:00`));
  });

  it('a year is cut into weeks from Monday', () => {
    const { each, count, labels } = slots({ from: '2026-01-01', to: '2026-12-31' }, SHANGHAI);
    expect([each, count]).toEqual(['week', 53]);
    expect(labels.slice(0, 3)).toEqual(['2026-01-01 00:00', '2026-01-05 00:00', '2026-01-12 00:00']);
  });

  it('hours of a period that begins within one end on the hour', () => {
    const { labels } = slots({ from: '2026-03-02T09:40', to: '2026-03-02T11:10' }, SHANGHAI);
    expect(labels).toEqual(['2026-03-02 09:40', '2026-03-02 10:00', '2026-03-02 11:00']);
  });
});
