import { describe, expect, it } from 'vitest';
import type { NotReached } from '../../../src/core/callback/retry.ts';
import { RETRY } from '../../../src/core/callback/retry.ts';
import type { Rules } from '../../../src/core/rules.ts';
import type { Handling } from '../../../src/core/standard/standard.ts';
import { aStandard, minutes, retryAfter } from '../../scenarios/support/standard.ts';
import { CallbackDrive, PROMISED_AT } from '../support/callback-drive.ts';
import { rulesOf } from '../support/rules.ts';

const HOUR = minutes(60);
const by = (handling: Partial<Handling>, more: Partial<Rules> = {}) =>
  new CallbackDrive('queue', rulesOf(aStandard({}, { handling }), more));

/** From 9:00 to 21:00 in Shanghai, where it is 10:00 as it is promised. */
const OPEN: Partial<Rules> = {
  nextCallingTime: (_line, wall) => {
    const hour = ((wall / HOUR + 8) % 24) as number;
    if (hour >= 9 && hour < 21) return wall;
    return wall + Math.round(((33 - hour) % 24) * HOUR);
  },
};

describe('tried again, by how it went', () => {
  it.each([
    ['busy', [2, 5, 15, 30]],
    ['noAnswer', [10, 60, 240]],
    ['refused', [20, 240]],
    ['unreachable', [2, 15, 60, 240]],
    ['congested', [1, 2, 5, 15]],
    ['machine', [20, 120]],
    ['lost', [1, 5, 15, 30]],
  ] as const)('callback.unanswered: %s: after %s minutes', (why, waits) => {
    const b = by({});
    for (const wait of waits) {
      b.attempt(why);
      expect(b.state.status.is).toBe('scheduled');
      expect(b.state.dueAt - b.wall).toBe(minutes(wait));
    }
  });

  it.each(Object.keys(RETRY) as NotReached[])('callback.done: %s: given up at the end of its list', (why) => {
    const b = by(retryAfter(minutes(1)));
    b.attempt(why).attempt(why);
    const reason = why === 'invalidNumber' ? 'invalidNumber' : 'notReached';
    expect(b.state.status).toMatchObject({ is: 'failed', why: reason });
    expect(b.events('callbackFailed')).toMatchObject([{ detail: { why: reason, attempts: 2 } }]);
    expect(b.events('customerNotReached')).toMatchObject([
      { detail: { why, attempt: 1 } },
      { detail: { why, attempt: 2 } },
    ]);
  });

  it('each outcome has its own list, and all together end at the number of attempts', () => {
    const b = by({ retryBusyMs: [minutes(1), minutes(2)], retryLostMs: [minutes(7)], maxAttempts: 4 });
    expect(b.attempt('busy').state.dueAt - b.wall).toBe(minutes(1));
    expect(b.attempt('lost').state.dueAt - b.wall).toBe(minutes(7));
    expect(b.attempt('busy').state.dueAt - b.wall).toBe(minutes(2));
    expect(b.attempt('unreachable').state.status).toMatchObject({ is: 'failed', why: 'notReached' });
  });

  it('an empty list: not again', () => {
    expect(by({ retryRefusedMs: [] }).attempt('refused').state.status.is).toBe('failed');
  });

  it('callback.interim: a customer who has had news begins anew', () => {
    const b = by(retryAfter(minutes(1)));
    b.attempt('busy').attempt('open').attempt('busy');
    expect(b.state.status.is).toBe('scheduled');
  });

  it('nobody is called outside calling hours: the wait goes on until they begin', () => {
    const b = by({ retryBusyMs: [12 * HOUR] }, OPEN);
    b.attempt('busy');
    // 22:00, and so 9:00
    expect(b.state.dueAt).toBe(PROMISED_AT + 23 * HOUR);
  });

  it('no calling hours at all any more: an end, with its reason', () => {
    const b = by({}, { nextCallingTime: () => null });
    expect(b.state.status).toMatchObject({ is: 'failed', why: 'notAllowed' });
  });

  it.each(['noAnswer', 'machine'] as const)('%s: on another day at another hour', (why) => {
    const b = by({ ...retryAfter(24 * HOUR, 24 * HOUR, 24 * HOUR), maxAttempts: 9 }, OPEN);
    const hours = [10];
    for (let n = 0; n < 3; n += 1) {
      b.attempt(why);
      hours.push((b.state.dueAt / HOUR + 8) % 24);
    }
    expect(hours).toEqual([10, 11, 12, 13]);
  });

  it('who can be called at one hour only is called then', () => {
    const once = (_: string, wall: number) =>
      PROMISED_AT + Math.ceil((wall - PROMISED_AT) / 24 / HOUR) * 24 * HOUR;
    const b = by(retryAfter(24 * HOUR), { nextCallingTime: once });
    expect(b.attempt('noAnswer').state.dueAt).toBe(PROMISED_AT + 24 * HOUR);
  });
});

describe('agents who do not take it', () => {
  it('callback.unanswered: cost the customer no attempt, and make nobody wait', () => {
    const b = by({});
    for (let n = 1; n <= 7; n += 1) b.offered(`800${n}`).ended('agentFailed');
    expect(b.state.status).toEqual({ is: 'due' });
    b.attempt('busy');
    expect(b.state.dueAt - b.wall).toBe(minutes(2));
    expect(b.due().offered().placed).toMatchObject({ id: 'b1.9', attempt: 2 });
  });

  it('are not rung for it for ever', () => {
    const b = by({ passOverMs: minutes(1) });
    b.attempt('agentFailed').attempt('agentFailed');
    expect(b.state.status.is).toBe('due');
    const waits = [];
    for (let n = 0; n < 6; n += 1) {
      b.attempt('agentFailed');
      waits.push((b.state.dueAt - b.wall) / minutes(1));
    }
    expect(waits).toEqual([2, 4, 8, 15, 15, 15]);
    // the customer was dialled meanwhile
    expect(b.attempt('busy').attempt('agentFailed').state.status.is).toBe('due');
  });

  it('and were named by an operator: then anybody gets it', () => {
    const b = by({}).give({ type: 'ordered', order: { do: 'assign', agent: '8001' }, by: 'li' });
    b.attempt('agentFailed').attempt('agentFailed');
    expect(b.state.assigned).toBe('8001');
    b.attempt('agentFailed');
    expect(b.state).toMatchObject({ status: { is: 'due' } });
    expect(b.state).not.toHaveProperty('assigned');
  });
});
