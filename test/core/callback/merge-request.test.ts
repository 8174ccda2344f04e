import { describe, expect, it } from 'vitest';
import { OUTCOME_RULES } from '../../../src/core/callback/outcome-rules.ts';
import type { AttemptOutcome } from '../../../src/core/model/callback.ts';
import { minutes } from '../../scenarios/support/standard.ts';
import { aPromise, CallbackDrive, PROMISED_AT } from '../support/callback-drive.ts';

describe('the same number asks again', () => {
  it('callback.number: one callback serves both, in the better place', () => {
    const b = new CallbackDrive('queue');
    b.give({ type: 'joined', request: aPromise('abandoned', { place: PROMISED_AT - 90_000 }) });
    expect(b.state.place).toBe(PROMISED_AT - 90_000);
    b.give({ type: 'joined', request: aPromise('queue', { place: PROMISED_AT }) });
    expect(b.state.place).toBe(PROMISED_AT - 90_000);
    expect(b.events('callbackPromised')).toHaveLength(3);
  });

  it('callback.number: one that was to be tried later is due at once, unless it is news that is promised', () => {
    const retry = () => new CallbackDrive('queue').attempt('busy');
    const b = retry().give({ type: 'joined', request: aPromise('queue') });
    expect(b.state).toMatchObject({ status: { is: 'due' }, dueAt: b.wall });
    const news = retry().give({ type: 'joined', request: aPromise('promised') });
    expect(news.state).toEqual({ ...retry().state, wishes: 2 });
  });

  it('callback.unanswered: a number that was left before the last attempt brings no attempt forward', () => {
    const b = new CallbackDrive('queue').after(minutes(10)).attempt('noAnswer');
    const { dueAt } = b.state;
    b.give({ type: 'joined', request: aPromise('away', { place: PROMISED_AT + minutes(1) }) });
    expect(b.state).toMatchObject({ status: { is: 'scheduled' }, dueAt });
    b.give({ type: 'joined', request: aPromise('away', { place: b.wall }) });
    expect(b.state.status.is).toBe('due');
  });

  it.each(Object.keys(OUTCOME_RULES) as AttemptOutcome[])(
    'callback.number: during an attempt: due again, whatever comes of that: %s',
    (outcome) => {
      const b = new CallbackDrive('promised').due().offered();
      b.give({ type: 'joined', request: aPromise('queue') })
        .after(minutes(2))
        .ended(outcome);
      expect(b.state).toMatchObject({ status: { is: 'due' }, dueAt: b.wall });
      expect(b.offered().ended('resolved').state.status.is).toBe('settled');
    },
  );

  it('callback.interim: news that is promised during an attempt is not given by the talk; a result does', () => {
    const during = () =>
      new CallbackDrive('queue').offered().give({ type: 'joined', request: aPromise('promised') });
    const b = during().ended('reached');
    expect(b.state).toMatchObject({
      kind: 'promised',
      status: { is: 'scheduled' },
      dueAt: b.wall + minutes(25),
    });
    expect(during().ended('resolved').state.status.is).toBe('settled');
  });

  it('callback.number: not into one that is over', () => {
    const b = new CallbackDrive('queue').attempt('resolved');
    const { state } = b;
    expect(b.give({ type: 'joined', request: aPromise('queue') }).last.unexpected).toBe(true);
    expect(b.state).toBe(state);
  });
});
