import { describe, expect, it } from 'vitest';
import { callbackDeadline } from '../../../src/core/callback/on-deadline.ts';
import type { Rules } from '../../../src/core/rules.ts';
import { aStandard, minutes } from '../../scenarios/support/standard.ts';
import { aPromise, CallbackDrive, PROMISED_AT } from '../support/callback-drive.ts';
import { CUSTOMER_E164, rulesOf } from '../support/rules.ts';

const RULES = rulesOf(aStandard({ 'callback.done': {} }));
const HOUR = minutes(60);
const drive = (kind: 'queue' | 'promised' | 'complaint', more = {}, rules: Rules = RULES) =>
  new CallbackDrive(kind, rules, more);

/** When it was said, in minutes from the promise, and why. */
const said = (b: CallbackDrive) =>
  b.facts.flatMap((fact) =>
    fact.kind === 'event' && fact.name === 'callbackAtRisk'
      ? [[(fact.at.wall - PROMISED_AT) / minutes(1), fact.detail?.why]]
      : [],
  );
/** Nothing is looked at but when the callback wants it. */
const until = (b: CallbackDrive, wall: number) => {
  for (let due = callbackDeadline(b.state, b.rules); due !== null && due <= wall; ) {
    b.after(Math.max(due - b.wall, 0));
    due = callbackDeadline(b.state, b.rules);
  }
  return b.after(wall - b.wall);
};

describe('callback.done: said before a deadline is missed', () => {
  it('a sixth of the promised time before it, once, and overdue afterwards, and still due', () => {
    const b = until(drive('queue'), PROMISED_AT + HOUR);
    expect(said(b)).toEqual([[25, 'noAgent']]);
    expect(b.events('callbackOverdue')).toMatchObject([
      { detail: { deadlineAt: PROMISED_AT + minutes(30) } },
    ]);
    expect(b.state.status).toEqual({ is: 'due' });
    expect(b.attempt('resolved').state.status.is).toBe('settled');
  });

  it('rings a supervisor, where the standard has callback.done', () => {
    const b = drive('queue').after(minutes(25));
    expect(b.last.tells).toMatchObject([
      { to: 'newAlert', alert: { of: { atRisk: 'b1' }, number: CUSTOMER_E164 } },
    ]);
    expect(drive('queue', {}, rulesOf()).after(minutes(25)).last.tells).toEqual([]);
  });

  it('two minutes before it at least, and not at the promise, however short the time', () => {
    const within = (ms: number) => said(until(drive('complaint', { withinMs: ms }), PROMISED_AT + HOUR));
    expect(within(minutes(6))).toEqual([[4, 'noAgent']]);
    expect(within(minutes(2))).toEqual([[1, 'noAgent']]);
  });

  it('what becomes due with little time left is given some of it to find an agent', () => {
    const b = until(drive('promised'), PROMISED_AT + HOUR);
    expect(said(b)).toEqual([[25 + 5 / 3, 'noAgent']]);
  });

  it('at once where the next try is behind it', () => {
    const b = until(drive('queue'), PROMISED_AT + minutes(20)).attempt('refused');
    expect(b.state.dueAt).toBe(PROMISED_AT + minutes(40));
    expect(said(b)).toEqual([[20, 'nextTry']]);
  });

  it('at once where the calling hours make it impossible; nobody is forgotten to whom no time was promised', () => {
    const night: Partial<Rules> = { nextCallingTime: (_, wall) => Math.max(wall, PROMISED_AT + 10 * HOUR) };
    const rules = { ...RULES, ...night };
    expect(said(drive('complaint', { withinMs: minutes(30) }, rules))).toEqual([[0, 'nextTry']]);
    const b = drive('queue', {}, rules);
    expect(b.state).toMatchObject({
      status: { is: 'scheduled' },
      dueAt: PROMISED_AT + 10 * HOUR,
      deadlineAt: PROMISED_AT + 10 * HOUR + minutes(30),
    });
    expect(said(until(b, PROMISED_AT + 9 * HOUR))).toEqual([]);
  });

  it('not while it is being tried; then at once, if that did not help', () => {
    const b = drive('queue').after(minutes(20)).offered().after(minutes(6));
    expect(said(b)).toEqual([]);
    expect(said(b.ended('busy'))).toEqual([[26, 'noAgent']]);
    expect(said(until(b, b.wall + HOUR))).toHaveLength(1);
  });

  it('once for each deadline', () => {
    const b = until(drive('queue'), PROMISED_AT + minutes(26)).attempt('open');
    until(b, b.wall + HOUR);
    expect(said(b)).toHaveLength(2);
  });

  it('a clock that is set back does not say it twice', () => {
    const b = until(drive('queue'), PROMISED_AT + minutes(26));
    until(b.after(-minutes(20)), PROMISED_AT + minutes(29));
    expect(said(b)).toHaveLength(1);
  });

  it('whom an operator has named is waited for until then, and anybody gets it afterwards', () => {
    const b = drive('queue').give({ type: 'ordered', order: { do: 'assign', agent: '8002' }, by: 'li' });
    expect(until(b, PROMISED_AT + minutes(24)).state.assigned).toBe('8002');
    expect(until(b, PROMISED_AT + minutes(25)).state).not.toHaveProperty('assigned');
    expect(b.events('callbackAtRisk')).toMatchObject([{ detail: { assigned: '8002' } }]);
    // who is named now is named by somebody who knows
    b.give({ type: 'ordered', order: { do: 'assign', agent: '8002' }, by: 'li' });
    expect(until(b, PROMISED_AT + HOUR).state.assigned).toBe('8002');
  });

  it('whom an operator has named for a try behind the deadline gets it first, and is not waited for for ever', () => {
    const b = until(drive('queue'), PROMISED_AT + minutes(20)).attempt('refused');
    b.give({ type: 'ordered', order: { do: 'assign', agent: '8002' }, by: 'li' });
    expect(b.state.dueAt).toBeGreaterThan(b.state.deadlineAt);
    expect(until(b, b.state.dueAt).state).toMatchObject({
      status: { is: 'due' },
      agent: '8002',
      reserved: true,
    });
    expect(b.state).not.toHaveProperty('assigned');
    expect(until(b, b.wall + minutes(1)).state.reserved).toBe(false);
  });
});

describe('callback.number: ten wishes are one callback', () => {
  it('and are counted; who the customer is, and all that was asked, is known', () => {
    const b = drive('queue', { about: 'the bill', name: 'Wang' });
    for (let n = 2; n <= 10; n += 1) {
      b.give({
        type: 'joined',
        request: aPromise('abandoned', {
          from: `c${n}`,
          language: 'yue',
          ...(n === 5 ? { name: 'Wang Wei', about: 'a new meter', hours: { from: 540, to: 720 } } : {}),
          ...(n === 6 ? { about: 'the bill' } : {}),
        }),
      });
    }
    expect(b.state).toMatchObject({
      wishes: 10,
      name: 'Wang Wei',
      about: 'the bill; a new meter',
      hours: { from: 540, to: 720 },
      language: 'yue',
    });
    expect(b.events('callbackPromised').at(-1)).toMatchObject({ detail: { joined: true, wishes: 10 } });
  });
});
