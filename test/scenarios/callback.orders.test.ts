import { describe, expect, it } from 'vitest';
import type { OperatorOrder } from '../../src/core/callback/operator-orders.ts';
import { aCallerWaits, MOBILE } from './support/call-fixtures.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const STANDARD = aStandard({ 'callback.done': {} });

async function abandonedCall(s: Scenario, number = MOBILE) {
  const caller = await aCallerWaits(s, number);
  await s.after(seconds(10));
  caller.hangsUp();
  await s.after(seconds(1));
  return caller;
}

/** The callback of the number, as an operator sees it. */
const seen = (s: Scenario, number = MOBILE) =>
  s.records.callbacks.find((one) => one.number === `+86${number}`) ?? expect.fail('no callback');

function orders(s: Scenario, order: OperatorOrder, { id, revision } = seen(s)) {
  return s.desk().orderCallback(id, revision, order, 'zhao');
}

describe('callback.done: orders of operators', () => {
  it('only the assigned agent gets the callback, whoever is free first', () =>
    scenario(STANDARD, async (s) => {
      const caller = await abandonedCall(s);
      expect(await orders(s, { do: 'assign', agent: '8002' })).toMatchObject({
        is: 'done',
        callback: { assigned: '8002' },
      });
      const other = s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(minutes(5));
      expect(other.rings || other.inCall).toBe(false);
      caller.answersAfter(seconds(1));
      s.agent('8002').registered().answersAfter(seconds(1));
      await s.after(minutes(1));
      s.expect(caller).hears('<8002>');
      caller.hangsUp();
      await s.after(minutes(1));
    }));

  it('an assigned agent who stays away is reported before the deadline, and any agent takes it', () =>
    scenario(STANDARD, async (s) => {
      const caller = await abandonedCall(s);
      await orders(s, { do: 'assign', agent: '8002' });
      caller.answersAfter(seconds(1));
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(minutes(26));
      expect(s.records.happened('callbackAtRisk')).toMatchObject([{ detail: { assigned: '8002' } }]);
      s.expect(caller).hears('<8001>');
      caller.hangsUp();
      await s.after(minutes(1));
      expect(s.records.happened('callbackOverdue')).toEqual([]);
      s.fact('callback.done', 'kept', 'engine');
    }));

  it('only one of two operators with the same revision succeeds, and an attempt under way is not cancelled', () =>
    scenario(STANDARD, async (s) => {
      const caller = await abandonedCall(s);
      const looked = seen(s);
      expect(await orders(s, { do: 'assign', agent: '8003' }, looked)).toMatchObject({ is: 'done' });
      expect(await orders(s, { do: 'cancel', why: 'x' }, looked)).toMatchObject({ is: 'changed' });
      expect(await orders(s, { do: 'assign', agent: '9999' })).toMatchObject({ why: 'noSuchAgent' });
      await orders(s, { do: 'assign', agent: null });
      caller.answersAfter(seconds(1));
      s.agent('8001').registered().answersAfter(seconds(1));
      await s.after(seconds(20));
      expect(await orders(s, { do: 'cancel', why: 'x' })).toMatchObject({ is: 'refused', why: 'attempting' });
      caller.hangsUp();
      await s.after(minutes(1));
      expect(await orders(s, { do: 'cancel', why: 'x' })).toEqual({ is: 'over' });
    }));

  it('an agent who does not answer is not rung again while another is there', () =>
    scenario(STANDARD, async (s) => {
      const caller = await abandonedCall(s);
      caller.doesNotAnswer();
      const lazy = s.agent('8001').registered().doesNotAnswer();
      await s.until(() => lazy.rings, minutes(1));
      const busy = s.agent('8002').registered().answersAfter(seconds(1));
      await s.after(minutes(2));
      const rung = s.records.happened('customerDialled');
      expect(rung.length).toBeGreaterThan(0);
      expect(seen(s).attempts.map(({ agent, outcome }) => [agent, outcome])).toEqual([
        ['8001', 'agentFailed'],
        ['8002', 'noAnswer'],
      ]);
      expect(busy.gone).toBe(true);
    }));
});
