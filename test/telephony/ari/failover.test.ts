import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TelephonyEvent } from '../../../src/engine/ports.ts';
import { Failover } from '../../../src/telephony/ari/failover.ts';

const ROUTES = ['ims', 'e1', 'fxo'].map((trunk) => ({
  trunk,
  number: '138',
  callerId: '021',
  nextAfterMs: 8000,
}));
const ended = (
  how: 'trunkRefused' | 'busy' | 'refused' | 'lost' | 'ended',
  sipStatus?: number,
): TelephonyEvent => ({
  ...{ type: 'legEnded', leg: 'customer', how, cause: 21 },
  ...(sipStatus && { sipStatus }),
});

let reported: TelephonyEvent[];
let failover: Failover;
let next: string[][];
let endings: number;

/** The customer is called by the first of these. */
function call(routes = ROUTES): void {
  const callBy = (rest: readonly { trunk: string }[]) => void next.push(rest.map(({ trunk }) => trunk));
  failover.begin('customer', routes, callBy, () => {
    endings += 1;
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  [reported, next, endings] = [[], [], 0];
  failover = new Failover((event) => void reported.push(event));
});
afterEach(() => void vi.useRealTimers());

test('a trunk that refuses: the next one, and the engine hears only which trunk refused', () => {
  call();
  expect(failover.takes(ended('trunkRefused', 503))).toBe(true);
  expect(next).toEqual([['e1', 'fxo']]);
  expect(failover.wants('customer')).toBe(true);
  expect(reported).toEqual([{ type: 'trunkRefused', trunk: 'ims', status: 503 }]);
});

test('the last trunk refuses, too: the engine hears of the end', () => {
  call(ROUTES.slice(2));
  expect(failover.takes(ended('trunkRefused'))).toBe(false);
  expect(next).toEqual([]);
  expect(reported).toEqual([{ type: 'trunkRefused', trunk: 'fxo', status: 0 }]);
});

test('nothing rings for a while: the call is ended, then the next trunk takes it', () => {
  call();
  vi.advanceTimersByTime(7999);
  expect(endings).toBe(0);
  vi.advanceTimersByTime(1);
  expect(endings).toBe(1);
  expect(failover.takes(ended('lost'))).toBe(true);
  expect(next).toEqual([['e1', 'fxo']]);
  expect(reported).toEqual([{ type: 'trunkRefused', trunk: 'ims', status: 408 }]);
});

test.each(['busy', 'refused'] as const)(
  'the time for ringing is over, but the customer’s phone says %s: nobody dials it again by the next trunk',
  (how) => {
    call();
    vi.advanceTimersByTime(8000);
    expect(failover.takes(ended(how, 486))).toBe(false);
    expect(next).toEqual([]);
    expect(reported).toEqual([]);
  },
);

test('the last trunk has as long as the engine gives it', () => {
  call(ROUTES.slice(2));
  vi.advanceTimersByTime(60_000);
  expect(endings).toBe(0);
});

test.each(['legRinging', 'legAnswered'] as const)('%s: the trunk has the call, whatever follows', (type) => {
  call();
  expect(failover.takes({ type, leg: 'customer' })).toBe(false);
  vi.advanceTimersByTime(60_000);
  expect(endings).toBe(0);
  expect(failover.takes(ended('busy'))).toBe(false);
  expect(next).toEqual([]);
});

test('what the customer’s network says is no reason for another trunk', () => {
  call();
  expect(failover.takes(ended('busy'))).toBe(false);
  expect([next, reported]).toEqual([[], []]);
});

test('a leg that the engine ends goes to no other trunk', () => {
  call();
  failover.forget('customer');
  vi.advanceTimersByTime(60_000);
  expect(failover.takes(ended('ended'))).toBe(false);
  expect([next, endings]).toEqual([[], 0]);
});

test('the engine ends it while the next trunk is being asked: it is wanted no more', () => {
  call();
  failover.takes(ended('trunkRefused', 403));
  failover.forget('customer');
  expect(failover.wants('customer')).toBe(false);
});
