import { describe, expect, it } from 'vitest';
import { MOBILE } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

describe('a customer whom the dialplan serves', () => {
  it('callback.unanswered: is not dialled for a callback until that call is over, and loses no attempt', () =>
    scenario(aStandard(), async (s) => {
      const first = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(20));
      first.hangsUp();
      await s.after(seconds(1));
      expect(s.records.callbacks).toMatchObject([{ status: { is: 'due' } }]);
      await s.crash();
      // rings in again, and is asked by Asterisk for a number
      const again = await s.caller(MOBILE).dials(LINE);
      await s.after(seconds(4));
      await s.restart();
      again.answersAfter(seconds(1));
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(seconds(14));
      expect(again.inCall).toBe(true);
      expect(s.records.happened('customerDialled')).toEqual([]);
      again.hangsUp();
      await s.until(() => s.records.happened('customerAnswered').length === 1, minutes(3));
      expect(s.records.happened('customerDialled')).toMatchObject([{ detail: { attempt: 1 } }]);
      s.takeErrors();
    }));
});
