// 首问责任制 of desk400: who is asked first stays responsible.
import { describe, expect, it } from 'vitest';
import { type Scenario, scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { minutes, seconds } from './support/standard.ts';
import { aHeardTalk, shipped } from './support/talk-fixtures.ts';

const OTHER_CALLER = '13800138001';

/** 8001 promises a callback in five minutes and then talks with another caller; 8002 is free. */
async function promisedAndBusy(s: Scenario) {
  const { agent, caller } = await aHeardTalk(s);
  agent.presses('*7105');
  await s.after(seconds(3));
  caller.hangsUp();
  caller.answersAfter(seconds(3));
  // the time for writing the call down
  await s.after(seconds(35));
  const other = await s.caller(OTHER_CALLER).dials(LINE);
  await s.until(() => s.records.happened('connected').length === 2, minutes(1));
  s.agent('8002').registered().answersAfter(seconds(1));
  await s.after(minutes(5));
  expect(s.records.callbacks).toMatchObject([{ status: { is: 'due' } }]);
  return { other };
}

const attempts = (s: Scenario) =>
  s.records.callbacks.flatMap((one) => one.attempts.map(({ agent }) => agent));

describe('callback.done, desk400 as it ships: a promise waits for the agent who made it', () => {
  it('although another is free; that agent calls once the other call is over', () =>
    scenario(shipped('desk400'), async (s) => {
      const { other } = await promisedAndBusy(s);
      await s.after(minutes(8));
      expect(attempts(s)).toEqual([]);
      other.hangsUp();
      await s.after(minutes(2));
      expect(attempts(s)).toEqual(['8001']);
    }));

  it('for 15 minutes (default of the product); then anybody calls', () =>
    scenario(shipped('desk400'), async (s) => {
      await promisedAndBusy(s);
      await s.after(minutes(13));
      expect(attempts(s)).toEqual([]);
      await s.after(minutes(3));
      expect(attempts(s)).toEqual(['8002']);
    }));
});
