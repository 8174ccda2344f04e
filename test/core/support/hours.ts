import type { CustomerHours } from '../../../src/core/model/customer.ts';

const MINUTE = 60_000;

/** From 9:00 to 21:00 in Shanghai, and within what the customer wishes; null where that leaves nothing. */
export function nextCallingTime(
  _line: string,
  wall: number,
  hours: CustomerHours = { from: 0, to: 1440 },
): number | null {
  const [from, to] = [Math.max(hours.from, 540), Math.min(hours.to, 1260)];
  if (from >= to) return null;
  const minute = (((wall / MINUTE + 480) % 1440) + 1440) % 1440;
  if (minute >= from && minute < to) return wall;
  return wall + Math.round(((from - minute + 1440) % 1440) * MINUTE);
}
