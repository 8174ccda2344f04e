import { describe, expect, it } from 'vitest';
import { aStandard } from '../../../scenarios/support/standard.ts';
import { CallDrive } from '../../support/call-drive.ts';
import { WAYS } from '../../support/call-states.ts';
import { CUSTOMER_E164, rulesOf } from '../../support/rules.ts';

const way = (name: string, rules = rulesOf()) => WAYS[name]?.(rules) ?? expect.fail(name);
const promises = (c: CallDrive) => c.tells.filter((tell) => tell.to === 'newCallback');
const toAgent = (c: CallDrive) =>
  c.tells.flatMap((tell) => (tell.to === 'agent' && tell.id === '8001' ? [tell.event.type] : []));

describe('who hangs up first', () => {
  it.each(['talking', 'talking: the thanks', 'held: music'])(
    'close.caller.first: broken by the agent in %s, and the caller hears the goodbye',
    (name) => {
      const c = way(name);
      c.ends(c.agent);
      expect(c.judged('close.caller.first')).toMatchObject([{ verdict: 'broken', by: { agent: '8001' } }]);
      expect(c.state.hungUpFirst).toBe('agent');
      expect(c.phase('closing').playing).not.toBeNull();
      expect(c.did('hangUp')).toEqual([]);
      // only who waits apart has music to be taken out of
      expect(c.did('leave')).toEqual([]);
    },
  );

  it.each([
    'talking',
    'talking: the thanks',
    'held: a reassurance',
    'enteringNumber: on hold',
    'greeting: heard',
  ])('close.caller.first: kept where the caller is first in %s', (name) => {
    const c = way(name);
    const { agent } = c;
    c.ends(c.customer);
    expect(c.judged('close.caller.first')).toMatchObject([{ verdict: 'kept' }]);
    expect(c.state.hungUpFirst).toBe('caller');
    expect(c.did('hangUp')).toEqual([{ do: 'hangUp', leg: agent, reason: 'normal' }]);
  });

  it('close.caller.first: a caller whose line broke off has not hung up', () => {
    const c = way('talking');
    c.ends(c.customer, 'lost');
    expect(c.state.hungUpFirst).toBe('network');
    expect(c.facts).toContainEqual(expect.objectContaining({ name: 'legLost' }));
  });
});

describe('the goodbye', () => {
  it('close.goodbye: kept as it is heard; then silence for the caller to hang up in; then the engine does', () => {
    const c = way('closing: the goodbye').heard();
    expect(c.judged('close.goodbye')).toMatchObject([{ verdict: 'kept' }]);
    expect((c.deadline ?? 0) - c.at.mono).toBe(8000);
    c.due();
    expect(c.did('hangUp')).toEqual([{ do: 'hangUp', leg: 'in-1', reason: 'normal' }]);
    c.phase('over');
  });

  it('close.goodbye: broken where it cannot be played', () => {
    const c = way('closing: the goodbye').heard('failed');
    expect(c.judged('close.goodbye')).toMatchObject([{ verdict: 'broken' }]);
  });

  it('close.goodbye: an end that is never told keeps nobody on the line', () => {
    const c = way('closing: the goodbye');
    c.give({ type: 'playStarted', playback: c.playing[0] ?? '' })
      .due()
      .phase('over');
  });

  it('a leg that does not end is told again, every five seconds', () => {
    const c = way('over: both told to end');
    const told = () => c.commands.filter((command) => command.do === 'hangUp').length;
    const before = told();
    expect(c.after(15_000) && told() - before).toBe(3);
  });
});

describe('callback.unanswered', () => {
  it.each([
    'ringing: a phone rings',
    'waiting: music',
    'waiting: the offer',
    'enteringNumber: half a number',
  ])('callback.unanswered: a caller who gives up is called back: %s', (name) => {
    const c = way(name).wait(5000);
    c.ends(c.customer);
    expect(promises(c)).toMatchObject([
      { request: { kind: 'abandoned', number: CUSTOMER_E164, from: 'c1', place: c.state.place } },
    ]);
    expect(c.judged('callback.unanswered')).toMatchObject([{ verdict: 'kept' }]);
  });

  it('callback.unanswered: not where the caller had misdialled', () => {
    const c = CallDrive.in().wait(4999).ends('in-1');
    expect(promises(c)).toEqual([]);
    expect(c.judged('callback.unanswered')).toEqual([]);
  });

  it('callback.unanswered: broken where there is no number to call', () => {
    const c = CallDrive.in(rulesOf(), 'anonymous').wait(6000).ends('in-1');
    expect(promises(c)).toEqual([]);
    expect(c.judged('callback.unanswered')).toMatchObject([{ verdict: 'broken' }]);
  });

  it('callback.unanswered: not without the clause', () => {
    const c = way('waiting: music', rulesOf(aStandard({}, { without: ['callback.unanswered'] })));
    expect(promises(c.ends(c.customer))).toEqual([]);
  });

  it('callback.unanswered: not one who was promised a callback, or was served', () => {
    const promised = way('closing: promised on hold, the agent’s leg still there');
    expect(promises(promised.ends(promised.customer))).toHaveLength(1);
    const served = way('talking');
    expect(promises(served.ends(served.customer))).toEqual([]);
  });

  it('the phone that rings for one who gave up shows no missed call', () => {
    const c = way('ringing: a phone rings');
    c.ends(c.customer);
    expect(c.did('hangUp')[0]).toMatchObject({ reason: 'answeredElsewhere' });
    expect(toAgent(c)).toEqual(['released']);
  });
});

describe('writing it down', () => {
  it('close.record: time for it begins as the talk ends, and ends with the key', () => {
    const c = way('over: to be written down');
    expect(toAgent(c)).toEqual(['pickedUp', 'callEnded']);
    c.give({ type: 'agentOrder', agent: '8001', order: { do: 'disposition', key: '1' } });
    expect(c.judged('close.record')).toMatchObject([{ verdict: 'kept', by: { agent: '8001' } }]);
    expect(toAgent(c)).toEqual(['pickedUp', 'callEnded', 'recorded']);
    expect(c.state).toMatchObject({ disposition: 'resolved', wrapUp: null });
  });

  it('close.record: broken when the time is over', () => {
    const c = way('over: to be written down').after(20_000);
    expect(c.judged('close.record')).toMatchObject([{ verdict: 'broken', by: { agent: '8001' } }]);
    expect(
      c.give({ type: 'agentOrder', agent: '8001', order: { do: 'disposition', key: '1' } }).last.unexpected,
    ).toBe(true);
  });

  it('close.record: during the call, by the agent’s keys; the last one counts', () => {
    const c = way('talking');
    c.presses(c.agent, '5*32');
    expect(c.state.disposition).toBe('no result yet');
    c.presses(c.agent, '*31');
    expect(c.state.disposition).toBe('resolved');
    c.ends(c.customer);
    expect(toAgent(c)).toEqual(['pickedUp', 'callEnded', 'recorded']);
    expect(c.state.wrapUp).toBeNull();
    expect(c.judged('close.record')).toHaveLength(1);
  });

  it('close.record: no other agent changes it, and nobody when the time for it is over', () => {
    const c = way('over: to be written down');
    const orders = (agent: string) =>
      c.give({ type: 'agentOrder', agent, order: { do: 'disposition', key: '2' } }).last.unexpected;
    c.give({ type: 'agentOrder', agent: '8001', order: { do: 'disposition', key: '1' } });
    expect(orders('8002')).toBe(true);
    expect(c.deadline).not.toBeNull();
    c.after(20_000);
    expect(c.deadline).toBeNull();
    expect(orders('8001')).toBe(true);
    expect(c.state.disposition).toBe('resolved');
  });

  it.each(['*', '*3', '3*1', '**31', '*331', '*39', '*4'])('close.record: the agent’s keys %s', (keys) => {
    const c = way('talking');
    c.presses(c.agent, keys);
    expect(c.state.disposition).toBe(keys === '**31' ? 'resolved' : null);
  });

  it('close.record: not by another agent, not with a key that means nothing', () => {
    const c = way('over: to be written down');
    expect(
      c.give({ type: 'agentOrder', agent: '8002', order: { do: 'disposition', key: '1' } }).last.unexpected,
    ).toBe(true);
    expect(
      c.give({ type: 'agentOrder', agent: '8001', order: { do: 'disposition', key: '9' } }).last.unexpected,
    ).toBe(true);
  });

  it('callback.interim: no result yet: the customer is promised news', () => {
    const c = way('talking').give({
      type: 'agentOrder',
      agent: '8001',
      order: { do: 'disposition', key: '2' },
    });
    expect(promises(c)).toMatchObject([{ request: { kind: 'promised', number: CUSTOMER_E164 } }]);
  });

  it('without the clause nobody has to, and the agent is free at once', () => {
    const c = way('talking', rulesOf(aStandard({}, { without: ['close.record'] })));
    c.ends(c.customer);
    expect(c.tells.at(-1)).toMatchObject({ event: { type: 'callEnded', wrapUpMs: 0 } });
    expect(c.state.wrapUp).toBeNull();
  });
});
