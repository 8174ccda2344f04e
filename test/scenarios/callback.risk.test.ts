import { describe, expect, it } from 'vitest';
import { aCallerWaits, MOBILE } from './support/call-fixtures.ts';
import { STAFF } from './support/escalation-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const STANDARD = aStandard({ 'callback.done': {} });
const OPTIONS = { staff: STAFF };
const digits = (text: string) => [...text].map((digit) => `digit.${digit}`);
const ALERT = ['alert.callback', ...digits(MOBILE)];

async function aCallerAbandoned(s: Scenario, number = MOBILE) {
  const caller = await aCallerWaits(s, number);
  await s.after(seconds(10));
  caller.hangsUp();
  await s.after(seconds(1));
  return caller;
}

describe('callback.done: a callback that is about to be late', () => {
  it('rings the supervisors five minutes before the deadline, says which callback, and starts it when any agent is free', () =>
    scenario(
      STANDARD,
      async (s) => {
        const chief = s.agent('8900').registered().answersAfter(seconds(3));
        const caller = await aCallerAbandoned(s);
        await s.after(minutes(24));
        expect(s.records.happened('callbackAtRisk')).toEqual([]);
        await s.after(minutes(2));
        s.expect(chief).heard(['tone.connect', ...ALERT, ...ALERT]);
        expect(chief.gone).toBe(true);
        expect(s.records.happened('callbackAtRisk')).toMatchObject([{ detail: { why: 'noAgent' } }]);
        expect(s.records.happened('alertHeard')).toMatchObject([
          { by: { agent: '8900' }, callback: s.records.callbacks[0]?.id },
        ]);
        expect(s.records.judged('people.urgent')).toEqual([]);

        caller.answersAfter(seconds(2));
        s.agent('8001').registered().answersAfter(seconds(1));
        await s.after(minutes(1));
        caller.hangsUp();
        await s.after(minutes(1));
        expect(s.records.callbacks).toMatchObject([{ status: { is: 'settled' } }]);
        s.fact('callback.done', 'kept', 'engine');
        expect(s.records.happened('callbackOverdue')).toEqual([]);
      },
      OPTIONS,
    ));

  it('several such callbacks ring the supervisors once in ten minutes, and not for ever', () =>
    scenario(
      STANDARD,
      async (s) => {
        const chief = s.agent('8900').registered().doesNotAnswer();
        await aCallerAbandoned(s);
        await aCallerAbandoned(s, '13912345678');
        await s.after(minutes(29));
        expect(s.records.happened('callbackAtRisk')).toHaveLength(2);
        expect(s.records.calls.filter(({ direction }) => direction === 'alert')).toHaveLength(1);
        await s.after(minutes(20));
        expect(chief.rings).toBe(false);
        expect(s.records.happened('callbackOverdue')).toHaveLength(2);
        expect(s.records.callbacks).toMatchObject([{ status: { is: 'due' } }, { status: { is: 'due' } }]);
        expect(s.records.calls.find(({ direction }) => direction === 'alert')?.endedAt).not.toBeNull();
      },
      OPTIONS,
    ));
});
