import { expect, it } from 'vitest';
import { nextTime } from '../../src/schedule/cron.ts';

it('the next round of a schedule is the next time that it names, in the zone of the line', () => {
  const now = Date.now();
  const minute = nextTime('* * * * *', 'Asia/Shanghai') ?? 0;
  expect(minute).toBeGreaterThan(now);
  expect(minute).toBeLessThanOrEqual(now + 61_000);
  const morning = new Date(nextTime('30 9 * * *', 'Asia/Shanghai') ?? 0);
  expect(morning.toISOString()).toMatch(/T01:30:00\.000Z$/);
});
