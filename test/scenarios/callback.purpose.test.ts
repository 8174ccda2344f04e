import { describe, expect, it } from 'vitest';
import { aCallerWaits, MOBILE } from './support/call-fixtures.ts';
import { scenario } from './support/scenario.ts';
import { LINE } from './support/site.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const PURPOSE = aStandard({ 'callback.purpose': {} });

describe('callback.purpose', () => {
  it('each dial to a customer belongs to a callback', () =>
    scenario(PURPOSE, async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(10));
      caller.hangsUp();
      caller.answersAfter(seconds(1));
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.until(() => caller.inCall, minutes(1));
      const { callback } = s.fact('callback.purpose', 'kept', 'engine');
      expect(callback).toBe(s.records.callbacks[0]?.id);
      expect(s.records.happened('customerDialled')).toHaveLength(1);
    }));

  it('an agent’s phone cannot dial an outside number', () =>
    scenario(PURPOSE, async (s) => {
      const agent = s.agent('8001').registered();
      await s.after(seconds(1));
      agent.dialsCode('*9913912345678');
      await s.after(seconds(10));
      expect(agent.gone).toBe(true);
      expect(s.records.happened('customerDialled')).toEqual([]);
      expect(s.records.calls).toEqual([]);
    }));

  it.each([
    ['premium', '16812345', 'numberType'],
    ['shared cost', '4009001234', 'numberType'],
    ['foreign', '+12125551212', 'country'],
    ['foreign, with the prefix', '0085221234567', 'country'],
    ['our own line', LINE, 'numberType'],
  ])('who gives up with a caller id that is %s is not called, and it is on record why', (_what, from, rule) =>
    scenario(PURPOSE, async (s) => {
      const caller = await aCallerWaits(s, from);
      caller.hangsUp();
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(minutes(40));
      expect(s.records.happened('customerDialled')).toEqual([]);
      expect(s.records.callbacks).toMatchObject([
        { kind: 'abandoned', dialled: from, attempts: [], status: { is: 'failed', why: 'notAllowed', rule } },
      ]);
      const [refused] = s.records.happened('callbackRefused');
      expect(refused).toMatchObject({ call: s.records.calls[0]?.id, detail: { kind: 'abandoned', rule } });
      expect(s.records.judged('callback.unanswered')).toMatchObject([{ verdict: 'broken' }]);
    }),
  );

  it.each([
    ['withheld', 'anonymous'],
    ['empty', ''],
    ['of 40 digits', '1380013800013800138000138001380001380013'],
    ['with keys after it', '13800138000,,123'],
    ['with an extension', '13800138000;ext=5'],
    ['a second phone', '13800138000&PJSIP/8001'],
    ['SQL', "1'; DROP TABLE calls; --"],
    ['a header of its own', '13800138000\r\nAction: Originate'],
  ])('and with one that is %s: no callback, and the call says so', (_what, from) =>
    scenario(PURPOSE, async (s) => {
      const caller = await aCallerWaits(s, from);
      caller.hangsUp();
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(minutes(5));
      expect(s.records.callbacks).toEqual([]);
      expect(s.records.happened('callbackRefused')).toMatchObject([{ detail: { rule: 'noNumber' } }]);
      expect(s.records.happened('customerDialled')).toEqual([]);
    }),
  );

  it('a number with ＋, spaces or full-width digits is read as any other', () =>
    scenario(PURPOSE, async (s) => {
      const caller = await aCallerWaits(s, '＋８６ １３８-0013-8000');
      caller.hangsUp();
      await s.after(seconds(1));
      expect(s.records.callbacks).toMatchObject([{ number: '+8613800138000', status: { is: 'due' } }]);
    }));

  it('a caller who hangs up while entering a number is called on the number of the call', () =>
    scenario(PURPOSE, async (s) => {
      const caller = await aCallerWaits(s);
      await s.after(seconds(132));
      caller.presses('2');
      await s.after(seconds(6));
      caller.presses('1391234567');
      await s.after(seconds(1));
      caller.hangsUp();
      await s.after(seconds(1));
      expect(s.records.callbacks).toMatchObject([{ kind: 'abandoned', number: '+8613800138000' }]);
    }));

  it('callback.number: ten calls of one number make one callback, and one dial', () =>
    scenario(PURPOSE, async (s) => {
      for (let n = 0; n < 10; n += 1) {
        const caller = await aCallerWaits(s);
        caller.hangsUp();
        await s.after(seconds(20));
      }
      expect(s.records.calls).toHaveLength(10);
      expect(s.records.callbacks).toHaveLength(1);
      const customer = s.customer(MOBILE).answersAfter(seconds(1));
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.until(() => customer.inCall, minutes(1));
      await s.after(seconds(20));
      customer.hangsUp();
      await s.after(minutes(20));
      expect(s.records.happened('customerDialled')).toHaveLength(1);
      expect(s.records.callbacks).toMatchObject([{ status: { is: 'settled' } }]);
    }));

  it('a number with many callbacks in a day is blocked, listed, and called after its release', () =>
    scenario(
      PURPOSE,
      async (s) => {
        s.customer(MOBILE).answersAfter(seconds(1));
        const abandonedCall = async () => {
          const caller = await aCallerWaits(s);
          caller.hangsUp();
          await s.after(seconds(1));
        };
        for (let n = 0; n < 2; n += 1) {
          await abandonedCall();
          await s
            .desk()
            .orderCallback(
              s.records.callbacks.at(-1)?.id ?? '',
              s.records.callbacks.at(-1)?.revision ?? 0,
              { do: 'cancel', why: 'no need' },
              'the operator',
            );
        }
        await abandonedCall();
        const held = s.records.callbacks.at(-1);
        expect(held?.status).toEqual({ is: 'blocked', why: 'manyWishes' });
        expect(s.records.happened('callbackBlocked')).toMatchObject([{ callback: held?.id }]);
        await s.crash();
        await s.restart();
        s.agent('8001').registered().answersAfter(seconds(1));
        await s.after(minutes(5));
        expect(s.records.happened('customerDialled')).toEqual([]);
        const now = s.records.callbacks.at(-1);
        await s.desk().orderCallback(now?.id ?? '', now?.revision ?? 0, { do: 'release' }, 'the operator');
        await s.after(seconds(20));
        expect(s.records.happened('customerDialled')).toHaveLength(1);
      },
      { line: { callbacks: { holdBackAfter: 2 } } },
    ));

  it('a cap postpones the next attempt, after a restart and for another callback of the number too', () =>
    scenario(
      PURPOSE,
      async (s) => {
        s.customer(MOBILE).doesNotAnswer();
        (await aCallerWaits(s)).hangsUp();
        const agent = s.agent('8001').registered().answersAfter(seconds(1));
        await s.until(() => s.records.happened('customerNotReached').length > 0, minutes(5));
        const first = s.records.callbacks[0];
        const dialledAt = s.records.happened('customerDialled')[0]?.at.wall ?? 0;
        await s
          .desk()
          .orderCallback(first?.id ?? '', first?.revision ?? 0, { do: 'cancel', why: 'test' }, 'x');
        agent.unregistered();
        await s.crash();
        await s.restart();
        (await aCallerWaits(s)).hangsUp();
        agent.registered();
        await s.after(minutes(50));
        expect(s.records.happened('customerDialled')).toHaveLength(1);
        expect(s.records.happened('callbackPostponed')).toMatchObject([{ detail: { rule: 'cap' } }]);
        await s.until(() => s.records.happened('customerDialled').length > 1, minutes(15));
        const again = s.records.happened('customerDialled')[1]?.at.wall ?? 0;
        expect(again - dialledAt).toBeGreaterThan(minutes(59));
      },
      { line: { callbacks: { perNumberPerHour: 1 } } },
    ));

  it('a customer who is put on the do-not-call list after the promise is not dialled, nor after a restart', () =>
    scenario(PURPOSE, async (s) => {
      (await aCallerWaits(s)).hangsUp();
      await s.after(seconds(1));
      expect(await s.desk().doNotCall(['+8613800138000'], 'the operator', 'asked')).toEqual([
        '+8613800138000',
      ]);
      await s.crash();
      await s.restart();
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(minutes(1));
      expect(s.records.happened('customerDialled')).toEqual([]);
      expect(s.records.callbacks).toMatchObject([
        { status: { is: 'failed', why: 'notAllowed', rule: 'doNotCall' } },
      ]);
      expect(await s.desk().mayCallAgain('+8613800138000', 'the operator', 'asked')).toBe(true);
    }));

  it('an agent cannot call a foreign caller back', () =>
    scenario(PURPOSE, async (s) => {
      const agent = s.agent('8001').registered().answersAfter(seconds(1));
      const caller = await s.caller('+12125551212').dials(LINE);
      await s.until(() => caller.inCall, seconds(30));
      await s.after(seconds(20));
      caller.hangsUp();
      await s.after(minutes(3));
      agent.dialsCode('*79');
      await s.after(minutes(2));
      expect(s.records.happened('customerDialled')).toEqual([]);
    }));
});
