import { describe, expect, it } from 'vitest';
import { callbackDeadline } from '../../../src/core/callback/on-deadline.ts';
import type { CallbackRequest } from '../../../src/core/model/callback.ts';
import { aStandard, minutes } from '../../scenarios/support/standard.ts';
import { aPromise, CallbackDrive, PROMISED_AT } from '../support/callback-drive.ts';
import { NOBODY, rulesOf } from '../support/rules.ts';

const RULES = rulesOf(aStandard({ 'callback.appointment': {} }));
const AT_FOUR = PROMISED_AT + minutes(360);

const agreed = (more: Partial<CallbackRequest> = {}) =>
  new CallbackDrive('appointment', RULES, { dueAt: AT_FOUR, agent: '8001', ...more });
const judged = (b: CallbackDrive) =>
  b.facts.flatMap((f) => (f.kind === 'clause' ? [`${f.clause} ${f.verdict}`] : []));
const joins = (b: CallbackDrive, kind: CallbackRequest['kind'], more: Partial<CallbackRequest> = {}) =>
  b.give({ type: 'joined', request: aPromise(kind, { from: 'c2', ...more }) });

describe('callback.appointment: a time agreed upon', () => {
  it('is when it is due; the customer expects no news before, and half an hour after it', () => {
    const { state } = agreed();
    expect(state).toMatchObject({
      dueAt: AT_FOUR,
      agreedAt: AT_FOUR,
      status: { is: 'scheduled' },
      reserved: true,
    });
    expect(state.deadlineAt).toBe(AT_FOUR + minutes(30));
    expect(callbackDeadline(state, RULES)).toBe(AT_FOUR);
  });

  it('kept by a call within five minutes, once, when it is known that the customer was dialled', () => {
    const b = agreed().due().after(minutes(4)).offered();
    expect(judged(b)).toEqual([]);
    b.after(minutes(9)).ended('busy').attempt('resolved');
    expect(judged(b)).toEqual(['callback.appointment kept', 'callback.interim kept']);
  });

  it('an agent who fails costs no verdict; the time passes, and it is broken, once', () => {
    const b = agreed().due().offered().ended('agentFailed');
    expect(judged(b)).toEqual([]);
    b.after(minutes(5));
    expect(judged(b)).toEqual([]);
    b.after(1);
    expect(judged(b)).toEqual(['callback.appointment broken']);
    b.attempt('resolved');
    expect(judged(b)).toEqual(['callback.appointment broken', 'callback.interim kept']);
  });

  it('is kept for its agent for a minute, then for anybody', () => {
    const b = agreed().due();
    expect(callbackDeadline(b.state, b.rules)).toBe(AT_FOUR + minutes(1));
    expect(b.after(minutes(1) - 1).state.reserved).toBe(true);
    expect(b.after(1).state.reserved).toBe(false);
    expect(b.state.status.is).toBe('due');
  });

  it('a call before it does not take its place: not reached, or without a result, the customer is called then', () => {
    for (const outcome of ['busy', 'reached', 'open', 'lost'] as const) {
      const b = joins(agreed(), 'abandoned');
      expect(b.state).toMatchObject({ status: { is: 'due' }, dueAt: b.wall, agreedAt: AT_FOUR });
      b.attempt(outcome);
      expect(b.state, outcome).toMatchObject({ status: { is: 'scheduled' }, dueAt: AT_FOUR });
      expect(judged(b).filter((fact) => fact.startsWith('callback.appointment'))).toEqual([]);
    }
  });

  it('in a callback: the callback moves, whatever is written down of that call', () => {
    for (const outcome of ['reached', 'resolved', 'open'] as const) {
      const b = agreed().due().offered();
      joins(b, 'appointment', { dueAt: AT_FOUR + minutes(90), agent: '8002' }).ended(outcome);
      expect(b.state).toMatchObject({
        status: { is: 'scheduled' },
        dueAt: AT_FOUR + minutes(90),
        agent: '8002',
        attempts: [{ outcome: 'rescheduled' }],
      });
      expect(judged(b)).toEqual(['callback.interim kept', 'callback.appointment kept']);
    }
  });

  it('in another call of the same customer: the time moves, the wish is one, and the customer has had news', () => {
    const b = joins(new CallbackDrive('promised', RULES), 'appointment', { dueAt: AT_FOUR });
    expect(b.state).toMatchObject({ kind: 'appointment', dueAt: AT_FOUR, deadlineAt: AT_FOUR + minutes(30) });
    expect(judged(b)).toEqual(['callback.interim kept']);
  });

  it('later news that is promised leaves it where it is', () => {
    const b = joins(agreed(), 'promised');
    expect(b.state).toMatchObject({ kind: 'appointment', dueAt: AT_FOUR });
  });

  it('a standard without the clause keeps it all the same, and does not judge', () => {
    const b = new CallbackDrive('appointment', rulesOf(), { dueAt: AT_FOUR }).due();
    b.after(minutes(10)).attempt('resolved');
    expect(judged(b)).toEqual(['callback.interim kept']);
  });

  it('a number that may be called no more: broken, and said why', () => {
    const b = new CallbackDrive('appointment', RULES, { dueAt: AT_FOUR });
    b.due().under(NOBODY).offered();
    const fact = b.facts.find((f) => f.kind === 'clause' && f.clause === 'callback.appointment');
    expect(fact).toMatchObject({ verdict: 'broken', note: 'the number may not be called' });
  });
});

describe('other wishes', () => {
  it('as soon as may be is no time of day, and is not judged as one', () => {
    const b = new CallbackDrive('promised', RULES, { dueAt: PROMISED_AT, agent: '8001' });
    expect(b.state).toMatchObject({ status: { is: 'due' }, agreedAt: null, reserved: true });
  });

  it('people.complaint: its own time, in which it is not news that is owed', () => {
    const b = new CallbackDrive('complaint', RULES, { withinMs: minutes(120) });
    expect(b.state).toMatchObject({ status: { is: 'due' }, deadlineAt: PROMISED_AT + minutes(120) });
    b.after(minutes(121));
    expect(b.state.late).toBe(true);
    expect(judged(b)).toEqual(['people.complaint broken']);
    // a complaint needs a result
    expect(b.attempt('reached').state.status.is).toBe('scheduled');
    expect(b.state.kind).toBe('complaint');
  });

  it('the weightier of two wishes gives the kind, the earlier one the time, and a priority caller stays one', () => {
    const b = joins(new CallbackDrive('abandoned', RULES), 'complaint', {
      withinMs: minutes(10),
      priority: true,
    });
    expect(b.state).toMatchObject({
      kind: 'complaint',
      deadlineAt: PROMISED_AT + minutes(10),
      priority: true,
    });
    expect(joins(b, 'abandoned').state.kind).toBe('complaint');
  });

  it('a line that is closed: due as it opens; nothing that is due already waits for that', () => {
    const opens = PROMISED_AT + minutes(600);
    const later = new CallbackDrive('afterHours', RULES, { dueAt: opens });
    expect(later.state).toMatchObject({ status: { is: 'scheduled' }, dueAt: opens, agreedAt: null });
    const due = joins(new CallbackDrive('abandoned', RULES), 'afterHours', { dueAt: opens });
    expect(due.state.status.is).toBe('due');
    expect(joins(agreed(), 'afterHours', { dueAt: opens }).state.dueAt).toBe(AT_FOUR);
  });

  it('callback.purpose: an agent calls again: now, that agent first, and what was promised stays so', () => {
    const b = joins(agreed(), 'followUp', { dueAt: PROMISED_AT, agent: '8003' });
    expect(b.state).toMatchObject({
      kind: 'appointment',
      agent: '8003',
      reserved: true,
      status: { is: 'due' },
    });
    expect(b.state.agreedAt).toBe(AT_FOUR);
    expect(judged(b)).toEqual([]);
  });
});
