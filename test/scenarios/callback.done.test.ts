import { describe, expect, it } from 'vitest';
import { aCallerWaits, MOBILE } from './support/call-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, minutes, retryAfter, seconds } from './support/standard.ts';

const DONE = aStandard(
  { 'callback.done': {} },
  { handling: { maxAttempts: 2, ...retryAfter(minutes(2)) }, without: ['close.record'] },
);

async function abandonedCall(s: Scenario) {
  const caller = await aCallerWaits(s);
  await s.after(seconds(10));
  caller.hangsUp();
  await s.after(seconds(1));
  return caller;
}

describe('callback.done', () => {
  it('a callback that ends in time keeps the clause, with the time that it took', () =>
    scenario(DONE, async (s) => {
      const caller = await abandonedCall(s);
      caller.answersAfter(seconds(1));
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.until(() => caller.inCall, minutes(1));
      await s.after(seconds(20));
      caller.hangsUp();
      await s.after(seconds(1));
      const { measured } = s.fact('callback.done', 'kept', 'engine');
      expect(measured).toMatchObject({ limit: minutes(30) / 1000, unit: 's' });
      expect(measured?.value).toBeLessThan(60);
    }));

  it('a callback that ends late breaks the clause', () =>
    scenario(DONE, async (s) => {
      const caller = await abandonedCall(s);
      await s.after(minutes(31));
      caller.answersAfter(seconds(1));
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.until(() => caller.inCall, minutes(1));
      await s.after(seconds(20));
      caller.hangsUp();
      await s.after(seconds(1));
      const { measured } = s.fact('callback.done', 'broken', 'engine');
      expect(measured?.value).toBeGreaterThan(minutes(31) / 1000);
    }));

  it('a callback that fails breaks the clause', () =>
    scenario(DONE, async (s) => {
      await abandonedCall(s);
      s.customer(MOBILE).isBusy();
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(minutes(4));
      expect(s.records.callbacks).toMatchObject([{ status: { is: 'failed', why: 'notReached' } }]);
      expect(s.fact('callback.done', 'broken', 'engine').note).toContain('not reached');
      expect(s.records.judged('callback.done')).toHaveLength(1);
    }));
});
