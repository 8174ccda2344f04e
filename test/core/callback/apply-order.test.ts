import { describe, expect, it } from 'vitest';
import { orderRefusal } from '../../../src/core/callback/apply-order.ts';
import type { OperatorOrder } from '../../../src/core/callback/operator-orders.ts';
import { isOpen } from '../../../src/core/callback/state.ts';
import { aStandard, minutes } from '../../scenarios/support/standard.ts';
import { CallbackDrive, PROMISED_AT } from '../support/callback-drive.ts';
import { rulesOf } from '../support/rules.ts';

const RULES = rulesOf(aStandard({ 'callback.done': {}, 'callback.appointment': {} }));

const drive = (kind: 'queue' | 'promised' = 'queue') => new CallbackDrive(kind, RULES);
const orders = (b: CallbackDrive, order: OperatorOrder) => b.give({ type: 'ordered', order, by: 'li' });
const refused = (b: CallbackDrive, order: OperatorOrder) => {
  const { state } = b;
  const why = orderRefusal(state, order, b.wall, b.rules);
  expect(orders(b, order).last.unexpected).toBe(true);
  expect(b.state).toBe(state);
  return why;
};
const judged = (b: CallbackDrive) =>
  b.facts.flatMap((f) => (f.kind === 'clause' ? [[f.clause, f.verdict, f.note]] : []));

describe('an operator orders', () => {
  it('callback.done: settled by hand, in time: kept, and who has said so', () => {
    const b = orders(drive(), { do: 'settle', why: 'was here in person' });
    expect(b.state.status).toEqual({ is: 'settled', at: b.wall, by: 'li', why: 'was here in person' });
    expect(judged(b)).toEqual([
      ['callback.interim', 'kept', 'settled by hand: li'],
      ['callback.done', 'kept', 'settled by hand: li'],
    ]);
    expect(b.events('callbackSettled')).toMatchObject([{ detail: { who: 'li' } }]);
    expect(b.events('callbackChanged')).toMatchObject([
      { detail: { order: 'settle', who: 'li', why: 'was here in person' } },
    ]);
  });

  it('callback.done: settled by hand, late: broken', () => {
    const b = orders(drive().after(minutes(31)), { do: 'settle', why: 'an e-mail' });
    expect(judged(b)).toEqual([
      ['callback.interim', 'broken', undefined],
      ['callback.done', 'broken', 'settled by hand: li'],
    ]);
  });

  it('callback.done: cancelled by whom and why, and no verdict for what nobody wants any more', () => {
    const b = orders(drive(), { do: 'cancel', why: 'the customer wants none' });
    expect(b.state.status).toEqual({ is: 'cancelled', at: b.wall, by: 'li', why: 'the customer wants none' });
    expect(isOpen(b.state)).toBe(false);
    expect(b.events('callbackCancelled')).toMatchObject([
      { detail: { who: 'li', why: 'the customer wants none' } },
    ]);
    expect(judged(b)).toEqual([]);
  });

  it('callback.appointment: another time, of which the customer has been told: news, and a new deadline', () => {
    const dueAt = PROMISED_AT + minutes(120);
    const b = orders(drive(), { do: 'reschedule', dueAt });
    expect(b.state).toMatchObject({
      status: { is: 'scheduled' },
      dueAt,
      agreedAt: dueAt,
      deadlineAt: dueAt + minutes(30),
    });
    expect(judged(b)).toEqual([['callback.interim', 'kept', 'another time was agreed upon, as li states']]);
    b.due().attempt('resolved');
    expect(
      judged(b)
        .slice(1)
        .map(([clause, verdict]) => [clause, verdict]),
    ).toEqual([
      ['callback.appointment', 'kept'],
      ['callback.interim', 'kept'],
      ['callback.done', 'kept'],
    ]);
  });

  it('call now: due, in the place that it has', () => {
    const b = orders(drive('promised'), { do: 'callNow' });
    expect(b.state).toMatchObject({ status: { is: 'due' }, dueAt: b.wall, place: PROMISED_AT - 60_000 });
    expect(b.events('callbackDue')).toHaveLength(1);
  });

  it('assigned, and to whoever is free again', () => {
    const b = orders(drive(), { do: 'assign', agent: '8002' });
    expect(b.state).toMatchObject({ assigned: '8002', status: { is: 'due' } });
    expect(orders(b, { do: 'assign', agent: null }).state).not.toHaveProperty('assigned');
    expect(b.events('callbackChanged')).toMatchObject([
      { detail: { order: 'assign', agent: '8002', who: 'li' } },
      { detail: { order: 'assign', agent: null } },
    ]);
  });

  it('callback.appointment: never outside calling hours', () => {
    const night = { ...RULES, nextCallingTime: (_: string, wall: number) => wall + minutes(60) };
    const b = new CallbackDrive('promised', night);
    expect(refused(b, { do: 'callNow' })).toBe('outsideHours');
    expect(refused(b, { do: 'reschedule', dueAt: b.wall + minutes(5) })).toBe('outsideHours');
  });
});

describe('an order that means nothing changes nothing, and says why', () => {
  it.each([
    ['past', () => drive(), { do: 'reschedule', dueAt: PROMISED_AT }],
    ['dueAlready', () => drive(), { do: 'callNow' }],
    ['notBlocked', () => drive(), { do: 'release' }],
    ['attempting', () => drive().offered(), { do: 'cancel', why: 'x' }],
    ['attempting', () => drive().offered(), { do: 'assign', agent: '8001' }],
    ['over', () => drive().attempt('resolved'), { do: 'settle', why: 'x' }],
  ] as const)('%s', (why, state, order) => {
    expect(refused(state(), order)).toBe(why);
  });
});
