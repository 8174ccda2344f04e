import { describe, expect, it } from 'vitest';
import { callbackDeadline } from '../../../src/core/callback/on-deadline.ts';
import type { CallbackStatus } from '../../../src/core/callback/state.ts';
import { isOpen } from '../../../src/core/callback/state.ts';
import type { AttemptOutcome, CallbackKind } from '../../../src/core/model/callback.ts';
import { aStandard, minutes } from '../../scenarios/support/standard.ts';
import { CallbackDrive, PROMISED_AT } from '../support/callback-drive.ts';
import { CUSTOMER, CUSTOMER_E164, NOBODY, rulesOf } from '../support/rules.ts';

const KINDS: readonly CallbackKind[] = ['queue', 'abandoned', 'dropped', 'promised'];

describe('a promise', () => {
  it.each([
    ['queue', 'due', 0],
    ['abandoned', 'due', 0],
    ['promised', 'scheduled', minutes(25)],
  ] as const)('callback.interim: %s is %s, and news is due within half an hour', (kind, is, inMs) => {
    const { state, facts } = new CallbackDrive(kind);
    expect(state.status).toEqual({ is });
    expect(state.dueAt).toBe(PROMISED_AT + inMs);
    expect(state.deadlineAt).toBe(PROMISED_AT + minutes(30));
    expect(facts).toMatchObject([{ name: 'callbackPromised', detail: { kind } }]);
  });

  it('a promise is due when its time has come, not a moment earlier, whatever time it was asked', () => {
    const b = new CallbackDrive('promised');
    expect(callbackDeadline(b.state, b.rules)).toBe(PROMISED_AT + minutes(25));
    const { state } = b;
    b.after(minutes(25) - 1);
    expect(b.state).toBe(state);
    expect(b.last).toMatchObject({ facts: [], tells: [], unexpected: false });
    b.after(-minutes(120));
    expect(b.state).toBe(state);
    b.due();
    expect(b.state.status).toEqual({ is: 'due' });
    expect(b.events('callbackDue')).toHaveLength(1);
    // the next thing to look at is whether there has been news in time
    b.after(minutes(2));
    expect(callbackDeadline(b.state, b.rules)).toBe(PROMISED_AT + minutes(30) + 1);
  });

  const interim = (b: CallbackDrive) =>
    b.facts.filter((fact) => fact.kind === 'clause' && fact.clause === 'callback.interim');

  it('callback.interim: no news in time is on record when the time has passed, once', () => {
    const b = new CallbackDrive('queue');
    b.after(minutes(30) + 1);
    expect(interim(b)).toMatchObject([{ verdict: 'broken' }]);
    expect(b.state).toMatchObject({ late: true, status: { is: 'due' } });
    expect(callbackDeadline(b.state, b.rules)).toBeNull();
    b.offered().ended('resolved');
    expect(b.state.status.is).toBe('settled');
    expect(interim(b)).toHaveLength(1);
  });
});

describe('an attempt', () => {
  it('callback.number: to the number that was promised, in the place that was kept', () => {
    const b = new CallbackDrive('queue').offered();
    expect(b.state.status).toEqual({ is: 'attempting', call: 'b1.1' });
    expect(b.placed).toMatchObject({
      id: 'b1.1',
      callback: 'b1',
      attempt: 1,
      agent: '8001',
      number: CUSTOMER_E164,
      dialled: CUSTOMER,
    });
  });

  it('a number that may be called no more is not dialled', () => {
    const b = new CallbackDrive('queue').under(NOBODY).offered();
    expect(b.state.status).toMatchObject({ is: 'failed', why: 'notAllowed', rule: 'country' });
    expect(b.placed).toBeUndefined();
    expect(b.events('callbackFailed')).toMatchObject([{ detail: { why: 'notAllowed', rule: 'country' } }]);
    expect(isOpen(b.state)).toBe(false);
  });
});

/** What becomes of a callback, by its kind and by how the attempt went. */
const OUTCOMES: Readonly<Record<AttemptOutcome, readonly [CallbackStatus['is'], CallbackStatus['is']]>> = {
  resolved: ['settled', 'settled'],
  reached: ['settled', 'scheduled'],
  open: ['scheduled', 'scheduled'],
  rescheduled: ['scheduled', 'scheduled'],
  agentFailed: ['due', 'due'],
  notDialled: ['scheduled', 'scheduled'],
  trunkRefused: ['scheduled', 'scheduled'],
  abandoned: ['due', 'due'],
  superseded: ['due', 'due'],
  busy: ['scheduled', 'scheduled'],
  refused: ['scheduled', 'scheduled'],
  noAnswer: ['scheduled', 'scheduled'],
  unreachable: ['scheduled', 'scheduled'],
  invalidNumber: ['scheduled', 'scheduled'],
  congested: ['scheduled', 'scheduled'],
  machine: ['scheduled', 'scheduled'],
  lost: ['scheduled', 'scheduled'],
};

describe.each(KINDS)('of the kind %s', (kind) => {
  it.each(Object.entries(OUTCOMES))('%s', (name, [wish, promise]) => {
    const outcome = name as AttemptOutcome;
    const b = new CallbackDrive(kind).attempt(outcome);
    expect(b.state.status.is).toBe(kind === 'promised' ? promise : wish);
    expect(b.state.attempts).toMatchObject([{ call: 'b1.1', agent: '8001', outcome }]);
    const news = ['resolved', 'reached', 'open', 'rescheduled'].includes(outcome);
    const facts = b.facts.filter((fact) => fact.kind === 'clause' && fact.clause === 'callback.interim');
    expect(facts).toHaveLength(news ? 1 : 0);
  });
});

describe('how it ended, and whom it named', () => {
  const rules = rulesOf(
    aStandard({ 'callback.done': {}, 'callback.purpose': {} }, { without: ['callback.interim'] }),
  );
  const judged = (b: CallbackDrive) =>
    b.facts.flatMap((f) => (f.kind === 'clause' ? [[f.clause, f.verdict, f.measured?.value]] : []));

  it('callback.purpose, callback.done: dialled because it names them; settled in time', () => {
    const b = new CallbackDrive('abandoned', rules).after(minutes(2)).attempt('reached');
    expect(judged(b)).toEqual([
      ['callback.purpose', 'kept', undefined],
      ['callback.done', 'kept', 120],
    ]);
  });

  it('callback.done: broken once, at the end, where that comes late', () => {
    const b = new CallbackDrive('abandoned', rules).after(minutes(31)).attempt('reached');
    expect(judged(b)).toEqual([
      ['callback.purpose', 'kept', undefined],
      ['callback.done', 'broken', 31 * 60],
    ]);
  });

  it('callback.done: a promise that stays open has no end yet, and then a new deadline', () => {
    const b = new CallbackDrive('promised', rules).attempt('open');
    expect(judged(b).map(([clause]) => clause)).toEqual(['callback.purpose']);
    b.attempt('resolved');
    expect(b.facts.at(-2)).toMatchObject({ clause: 'callback.done', verdict: 'kept' });
  });

  it('callback.purpose: a number that may not be called is not dialled; callback.done is broken by that', () => {
    const b = new CallbackDrive('abandoned', rules).under(NOBODY).offered();
    expect(b.placed).toBeUndefined();
    expect(judged(b).map(([clause, verdict]) => [clause, verdict])).toEqual([
      ['callback.purpose', 'kept'],
      ['callback.done', 'broken'],
    ]);
  });

  it('neither is judged where the standard has it not', () => {
    expect(judged(new CallbackDrive('abandoned').attempt('reached')).map(([clause]) => clause)).toEqual([
      'callback.interim',
    ]);
  });
});

describe('what means nothing', () => {
  const states: Readonly<Record<string, () => CallbackDrive>> = {
    scheduled: () => new CallbackDrive('promised'),
    due: () => new CallbackDrive('queue'),
    attempting: () => new CallbackDrive('queue').offered(),
    settled: () => new CallbackDrive('queue').attempt('resolved'),
    failed: () => new CallbackDrive('queue').under(NOBODY).offered(),
  };

  it.each(Object.entries(states))('%s: changes nothing', (is, state) => {
    const b = state();
    expect(b.state.status.is).toBe(is);
    const before = b.state;
    if (is !== 'due') expect(b.offered().last.unexpected).toBe(true);
    const stale = { type: 'attemptEnded', call: 'b1.99', outcome: 'busy' } as const;
    expect(b.give(stale).last.unexpected).toBe(true);
    b.give({ type: 'deadline' });
    expect(b.state).toBe(before);
  });

  it('an attempt ends once', () => {
    const b = new CallbackDrive('queue').attempt('busy');
    expect(b.ended('busy').last.unexpected).toBe(true);
    expect(b.state.attempts).toHaveLength(1);
  });
});
