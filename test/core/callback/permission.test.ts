import { describe, expect, it } from 'vitest';
import { isOpen } from '../../../src/core/callback/state.ts';
import type { CallbackKind } from '../../../src/core/model/callback.ts';

import { aStandard } from '../../scenarios/support/standard.ts';
import { aPromise, CallbackDrive, PROMISED_AT } from '../support/callback-drive.ts';
import { NOBODY, rulesOf } from '../support/rules.ts';

const RULES = rulesOf(aStandard({ 'callback.done': {}, 'callback.purpose': {} }));
const HOUR = 3_600_000;
const FOREIGN = { number: '+12125551212', dialled: '0012125551212' };

describe('callback.purpose: a wish for a number that may not be called', () => {
  it.each<CallbackKind>(['abandoned', 'dropped', 'afterHours', 'away', 'promised', 'requested'])(
    '%s: is over at once, with the rule, and promises nothing',
    (kind) => {
      const b = new CallbackDrive(kind, RULES, FOREIGN);
      expect(b.state.status).toEqual({ is: 'failed', at: PROMISED_AT, why: 'notAllowed', rule: 'country' });
      expect(isOpen(b.state)).toBe(false);
      expect(b.events('callbackRefused')).toMatchObject([
        { callback: 'b1', call: 'c1', detail: { kind, rule: 'country' } },
      ]);
      expect(b.events('callbackPromised')).toEqual([]);
      expect(b.facts.filter((f) => f.kind === 'clause')).toMatchObject([
        { clause: 'callback.purpose', verdict: 'kept', note: 'refused: country' },
      ]);
    },
  );

  it('and one for hours at which the line never calls', () => {
    const b = new CallbackDrive('requested', RULES, { hours: { from: 60, to: 120 } });
    expect(b.state.status).toMatchObject({ is: 'failed', why: 'notAllowed', rule: 'hours' });
  });
});

describe('callback.purpose: asked again at every dial', () => {
  it('a number that has since been forbidden is not dialled', () => {
    const b = new CallbackDrive('queue', RULES).under(NOBODY).offered();
    expect(b.placed).toBeUndefined();
    expect(b.state.status).toMatchObject({ is: 'failed', why: 'notAllowed', rule: 'country' });
  });

  it('a cap puts it off until the cap allows, and says why', () => {
    const until = PROMISED_AT + 20 * 60_000;
    const reached = { perNumberPerHour: until - HOUR };
    const b = new CallbackDrive('queue', RULES).offered('8001', { reached });
    expect(b.placed).toBeUndefined();
    expect(b.state).toMatchObject({ status: { is: 'scheduled' }, dueAt: until, attempts: [] });
    expect(b.events('callbackPostponed')).toMatchObject([{ detail: { rule: 'cap', seconds: 1200 } }]);
    expect(b.due().offered().placed).toBeDefined();
  });

  it('a cap that lasts until the evening puts it off until the morning', () => {
    const reached = { perNumberPerDay: PROMISED_AT - 11 * HOUR };
    const b = new CallbackDrive('queue', RULES).offered('8001', { reached });
    expect(b.state.dueAt).toBe(PROMISED_AT + 22 * HOUR);
  });
});

describe('callback.purpose: the do-not-call list', () => {
  it('a wish for a number that is on it promises nothing', () => {
    const b = new CallbackDrive('abandoned', RULES, {}, { doNotCall: true });
    expect(b.state.status).toMatchObject({ is: 'failed', rule: 'doNotCall' });
  });

  it('a number that has come on it since the promise is not dialled', () => {
    const b = new CallbackDrive('queue', RULES).offered('8001', { doNotCall: true });
    expect(b.placed).toBeUndefined();
    expect(b.state.status).toMatchObject({ is: 'failed', rule: 'doNotCall' });
  });
});

describe('callback.purpose: calling hours', () => {
  it('who waits for an agent until the evening is called in the morning', () => {
    const b = new CallbackDrive('queue', RULES);
    b.wall += 11 * HOUR;
    b.offered();
    expect(b.placed).toBeUndefined();
    expect(b.state).toMatchObject({ status: { is: 'scheduled' }, dueAt: PROMISED_AT + 22 * HOUR });
    expect(b.events('callbackPostponed')).toMatchObject([{ detail: { rule: 'hours' } }]);
  });

  it('a time of the customer’s own is waited for', () => {
    const b = new CallbackDrive('requested', RULES, { hours: { from: 14 * 60, to: 15 * 60 } });
    expect(b.state).toMatchObject({ status: { is: 'scheduled' }, dueAt: PROMISED_AT + 4 * HOUR });
    expect(b.state.deadlineAt - b.state.dueAt).toBe(
      new CallbackDrive('queue', RULES).state.deadlineAt - PROMISED_AT,
    );
  });
});

describe('callback.purpose: many wishes of one number', () => {
  const rules = { ...RULES, dialLimits: () => ({ holdBackAfter: 3 }) };
  const many = (kind: CallbackKind, requests = 3) => new CallbackDrive(kind, rules, {}, { requests });

  it('are held back, on record, and nobody is dialled', () => {
    const b = many('abandoned');
    expect(b.state.status).toEqual({ is: 'blocked', why: 'manyWishes' });
    expect(b.events('callbackBlocked')).toMatchObject([{ callback: 'b1', detail: { why: 'manyWishes' } }]);
    expect(isOpen(b.state)).toBe(true);
    expect(b.offered().last.unexpected).toBe(true);
    expect(b.after(2 * HOUR).state.status.is).toBe('blocked');
  });

  it('fewer than that are not, nor are any where the line has no limit', () => {
    expect(many('abandoned', 2).state.status.is).toBe('due');
    const unlimited = new CallbackDrive('abandoned', RULES, {}, { requests: 100 });
    expect(unlimited.state.status.is).toBe('due');
  });

  it('stay held back when the caller asks again', () => {
    const b = many('abandoned').give({ type: 'joined', request: aPromise('queue') });
    expect(b.state.status.is).toBe('blocked');
  });

  it('what an agent has promised, or stands in a list, is not held back', () => {
    for (const kind of ['promised', 'appointment', 'followUp', 'programme'] as const) {
      expect(many(kind).state.status.is).not.toBe('blocked');
    }
  });
});
