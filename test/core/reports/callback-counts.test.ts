import { describe, expect, it } from 'vitest';
import type { CallbackState } from '../../../src/core/callback/state.ts';
import {
  abandonedCall,
  aRecord,
  HOUR,
  happened,
  judged,
  NOON,
  pickedUp,
  queued,
  reportOf,
} from './support.ts';

const DUE = NOON + HOUR / 2;
const NONE = { made: 0, kept: 0, late: 0, open: 0, overdue: 0, failed: 0 };
const promised = (callback = 'cb', more = {}) =>
  happened(60, 'callbackPromised', 'engine', { kind: 'abandoned', ...more }, callback);
const news = (verdict: 'kept' | 'broken', callback = 'cb') =>
  judged(900, 'callback.interim', verdict, 'engine', { callback });

function call(callback: Partial<CallbackState>, ...facts: ReturnType<typeof happened>[]) {
  const from = [...queued(), ...abandonedCall(60), promised(), ...facts];
  return aRecord(from, {}, [{ id: 'cb', deadlineAt: DUE, ...callback }]);
}

const settled = (at: number) => ({ status: { is: 'settled', at } }) as const;

describe('one promise', () => {
  it.each([
    ['settled in time', call(settled(DUE), news('kept')), { kept: 1 }],
    ['settled in time on a line without callback.interim', call(settled(DUE)), { kept: 1 }],
    ['settled too late', call(settled(DUE + 1), news('broken')), { late: 1 }],
    ['settled too late on a line without callback.interim', call(settled(DUE + 1)), { late: 1 }],
    [
      'settled in time in the end, with news too late once',
      call(settled(DUE), news('broken'), news('kept')),
      { late: 1 },
    ],
    ['due', call({ status: { is: 'due' } }), { open: 1 }],
    ['scheduled', call({ status: { is: 'scheduled' } }), { open: 1 }],
    ['being attempted', call({ status: { is: 'attempting', call: 'c' } }), { open: 1 }],
    [
      'open past its deadline',
      call({ status: { is: 'due' }, deadlineAt: NOON + 1000 }),
      { open: 1, overdue: 1 },
    ],
    ['never reached', call({ status: { is: 'failed', at: DUE, why: 'notReached' } }), { failed: 1 }],
  ])('%s', (_, record, expected) => {
    expect(reportOf([record], { asOf: DUE }).total.promises).toEqual({ ...NONE, made: 1, ...expected });
  });
});

describe('promises', () => {
  it('of one call may be several', () => {
    const record = aRecord([...pickedUp(3), promised('one'), promised('two'), news('broken', 'two')], {}, [
      { id: 'one', deadlineAt: DUE, ...settled(NOON) },
      { id: 'two', deadlineAt: DUE, ...settled(NOON) },
    ]);
    expect(reportOf([record]).total.promises).toEqual({ ...NONE, made: 2, kept: 1, late: 1 });
  });

  it('a wish that joined an open one is no promise more', () => {
    const record = call({ status: { is: 'due' } }, promised('cb', { joined: true }));
    expect(reportOf([record], { asOf: DUE }).total.promises.made).toBe(1);
  });

  it('are the agent’s in whose part of the call they were made', () => {
    const { groups } = reportOf(
      [
        aRecord([...pickedUp(3), promised()], {}, [{ id: 'cb', ...settled(NOON) }]),
        call(settled(NOON)),
        aRecord(
          [
            ...pickedUp(3),
            promised(),
            happened(90, 'agentAnswered', { agent: '8002' }),
            promised('cb', { joined: true }),
          ],
          {},
          [{ id: 'cb', ...settled(NOON) }],
        ),
      ],
      { by: 'agent' },
    );
    expect(groups.map(({ key, figures }) => [key, figures.promises.made])).toEqual([
      ['8001', 2],
      ['8002', 0],
      [null, 1],
    ]);
  });
});
