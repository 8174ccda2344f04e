import { describe, expect, it } from 'vitest';
import { asked, DAY, DESK400, OPTIONS } from './support/follow-up.ts';
import { reportOf } from './support/reports.ts';
import { scenario } from './support/scenario.ts';
import { minutes, seconds } from './support/standard.ts';

describe('callback.follow_up: what the customer answers', () => {
  it.each([
    ['1', 1],
    ['2', 0],
  ])('the report has the share whom it satisfied, of each agent who asked: key %s', (key, satisfied) =>
    scenario(
      DESK400,
      async (s) => {
        const { caller } = await asked(s);
        caller.presses(key);
        await s.after(seconds(5));
        caller.hangsUp();
        await s.after(minutes(1));
        const { total, groups } = await reportOf(s, { by: 'agent' });
        expect(total.followUps).toEqual({ answered: 1, satisfied });
        expect(groups.map((group) => [group.key, group.figures.followUps.answered])).toEqual([['8001', 1]]);
      },
      OPTIONS,
    ),
  );

  it('a customer who hangs up at the question has given no mark, and is called again as after any opening', () =>
    scenario(
      DESK400,
      async (s) => {
        const { caller } = await asked(s);
        caller.hangsUp();
        await s.after(minutes(1));
        expect(s.records.happened('satisfaction')).toEqual([]);
        expect(s.records.callbacks[0]?.attempts.map(({ outcome }) => outcome)).toEqual(['refused']);
        caller.doesNotAnswer();
        await s.after(DAY);
        expect(s.records.happened('customerDialled').length).toBeGreaterThan(1);
      },
      OPTIONS,
    ));

  it('noise that never ends holds the talk up for no more than 8 s', () =>
    scenario(
      DESK400,
      async (s) => {
        const { caller } = await asked(s);
        caller.startsTalking();
        await s.after(seconds(12));
        s.expect(caller).hears('<8001>');
        expect(s.records.happened('satisfaction')).toEqual([]);
      },
      OPTIONS,
    ));
});
