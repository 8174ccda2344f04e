import { describe, expect, it } from 'vitest';
import type { HangupCause } from '../../../../src/core/legs.ts';
import { aStandard } from '../../../scenarios/support/standard.ts';
import { CallDrive } from '../../support/call-drive.ts';
import { WAYS } from '../../support/call-states.ts';
import { rulesOf } from '../../support/rules.ts';

/** Two rings of 5 s, and the margin before the third. */
const ENGINE_ANSWERS_MS = 9300;
const UNANSWERED: readonly HangupCause[] = ['busy', 'refused', 'noAnswer', 'unreachable', 'lost', 'hungUp'];

const rung = () => CallDrive.in().give({ type: 'agentOffered', agent: '8001' }).wait(1000);
const pickedUp = (c: CallDrive) => c.give({ type: 'legAnswered', leg: c.agent });

describe('answer.rings', () => {
  it('answer.rings: a free agent’s phone is rung, for its share and no longer', () => {
    const c = rung();
    expect(c.did('dial')).toMatchObject([{ to: { agent: '8001' }, callerId: { number: '13800138000' } }]);
    c.give({ type: 'legRinging', leg: c.agent });
    c.after(3999);
    expect(c.phase('ringing').ring).not.toBeNull();
    c.after(1);
    expect(c.phase('ringing').ring).toBeNull();
    expect(c.did('hangUp')).toMatchObject([{ reason: 'normal' }]);
    expect(c.last.tells).toMatchObject([
      { to: 'agent', id: '8001', event: { type: 'notPickedUp', how: 'noAnswer', passOverMs: 30_000 } },
    ]);
  });

  it('answer.rings: a phone that gives no answer at all is passed over after its share, and is not blamed', () => {
    const c = rung();
    c.after(3900);
    expect(c.phase('ringing').ring).not.toBeNull();
    c.after(100);
    expect(c.phase('ringing').ring).toBeNull();
    expect(c.tells.at(-1)).toMatchObject({
      id: '8001',
      event: { type: 'notPickedUp', how: 'unreachable', refusal: 'noReply' },
    });
  });

  it('answer.rings: one phone at a time', () => {
    expect(rung().give({ type: 'agentOffered', agent: '8002' }).last.unexpected).toBe(true);
  });

  it.each(UNANSWERED)('answer.rings: a phone that ends as %s is passed over', (how) => {
    const c = rung();
    c.ends(c.agent, how);
    expect(c.phase('ringing').ring).toBeNull();
    expect(c.last.tells).toMatchObject([{ id: '8001', event: { type: 'notPickedUp', how } }]);
    expect(c.last.commands).toEqual([]);
  });

  it('answer.rings: kept by the agent who picks up in time', () => {
    const c = pickedUp(rung());
    expect(c.did('answer')).toEqual([{ do: 'answer', leg: 'in-1' }]);
    expect(c.judged('answer.rings')).toEqual([]);
    c.give({ type: 'legAnswered', leg: 'in-1' });
    expect(c.judged('answer.rings')).toMatchObject([
      { verdict: 'kept', by: { agent: '8001' }, measured: { value: 0.2, limit: 2, unit: 'rings' } },
    ]);
  });

  it('answer.rings: kept by the engine before the third ring would begin', () => {
    const c = CallDrive.in();
    expect((c.deadline ?? 0) - c.at.mono).toBe(ENGINE_ANSWERS_MS);
    c.due();
    expect(c.last.commands.map((command) => command.do)).toEqual(['answer', 'wait', 'play']);
    c.give({ type: 'legAnswered', leg: 'in-1' });
    expect(c.judged('answer.rings')).toMatchObject([
      { verdict: 'kept', by: 'engine', measured: { value: 1.86 } },
    ]);
    expect(c.phase('waiting').ring).toBeNull();
  });

  it('answer.rings: broken where the clock comes too late, and judged once', () => {
    const c = CallDrive.in().wait(10_100).give({ type: 'deadline' });
    c.give({ type: 'legAnswered', leg: 'in-1' }).give({ type: 'legAnswered', leg: 'in-1' });
    expect(c.judged('answer.rings')).toMatchObject([{ verdict: 'broken', by: 'engine' }]);
    pickedUp(c.give({ type: 'agentOffered', agent: '8001' }));
    expect(c.judged('answer.rings')).toHaveLength(1);
  });

  it('answer.rings: a phone that rings as the engine answers goes on ringing', () => {
    const c = CallDrive.in().wait(9000).give({ type: 'agentOffered', agent: '8001' }).after(300);
    expect(c.phase('waiting').ring).toMatchObject({ agent: '8001' });
    expect(c.did('hangUp')).toEqual([]);
    expect(pickedUp(c).phase('greeting').late).toBe(true);
  });

  it('answer.rings: without the clause the engine answers after the rings that the handling says', () => {
    const c = CallDrive.in(rulesOf(aStandard({}, { without: ['answer.rings'] })));
    expect((c.deadline ?? 0) - c.at.mono).toBe(4 * 5000 - 700);
    expect(c.due().judged('answer.rings')).toEqual([]);
  });
});

describe('answer.greeting', () => {
  const SAID = [
    'salute.morning',
    'company',
    'greeting.agent',
    'digit.8',
    'digit.0',
    'digit.0',
    'digit.1',
    'greeting.help',
  ];

  it('answer.greeting: to the caller with the agent’s number, to the agent after a tone; then they are connected', () => {
    const c = pickedUp(rung());
    expect(c.did('play')).toMatchObject([
      { on: { leg: 'in-1' }, prompts: SAID },
      { on: { leg: c.agent }, prompts: ['tone.connect', ...SAID] },
    ]);
    expect(c.did('connect')).toEqual([]);
    c.heard();
    expect(c.did('connect')).toMatchObject([{ caller: 'in-1', agent: c.agent }]);
    expect(c.did('stopPlay')).toHaveLength(1);
    expect(c.judged('answer.greeting')).toMatchObject([{ verdict: 'kept' }]);
  });

  it('answer.greeting.time: the salutation of the hour, and none without the clause', () => {
    expect(pickedUp(rung()).heard().judged('answer.greeting.time')).toMatchObject([{ verdict: 'kept' }]);
    const c = CallDrive.in(rulesOf(aStandard({}, { without: ['answer.greeting.time'] })));
    pickedUp(c.give({ type: 'agentOffered', agent: '8001' }));
    expect(c.did('play')[0]?.prompts.slice(0, 2)).toEqual(['greeting.hello', 'company']);
    expect(c.heard().judged('answer.greeting.time')).toEqual([]);
  });

  it('answer.greeting: broken where it could not be played, and the talk begins all the same', () => {
    const c = pickedUp(rung()).heard('failed');
    expect(c.judged('answer.greeting')).toMatchObject([{ verdict: 'broken' }]);
    expect(c.judged('answer.greeting.time')).toMatchObject([{ verdict: 'broken' }]);
    c.phase('talking');
  });

  it('answer.greeting: an end that is never told does not keep them apart', () => {
    pickedUp(rung()).due().phase('talking');
  });

  it('answer.greeting: the engine’s own, before the announcement of the queue', () => {
    const c = CallDrive.in().due();
    expect(c.did('play')).toMatchObject([{ prompts: ['salute.morning', 'company', 'queue.announce'] }]);
    c.heard();
    expect(c.judged('answer.greeting')).toMatchObject([{ verdict: 'kept', by: 'engine' }]);
    expect(c.judged('hold.announce')).toMatchObject([{ verdict: 'kept', measured: { value: 0.002 } }]);
  });

  it('answer.late.apology: in place of the greeting after a wait; what plays is cut first', () => {
    const c = WAYS['waiting: a reassurance']?.() ?? expect.fail();
    const reminder = c.playing[0];
    pickedUp(c.give({ type: 'agentOffered', agent: '8001' }));
    expect(c.last.commands[0]).toEqual({ do: 'stopPlay', playback: reminder });
    expect(c.did('play')[0]?.prompts[0]).toBe('answer.late.apology');
    c.heard();
    expect(c.judged('answer.late.apology')).toMatchObject([{ verdict: 'kept' }]);
    expect(c.did('connect')).toHaveLength(1);
  });

  it('answer.greeting: said after a wait where there is no apology', () => {
    const c = CallDrive.in(rulesOf(aStandard({}, { without: ['answer.late.apology'] })))
      .due()
      .heard();
    pickedUp(c.give({ type: 'agentOffered', agent: '8001' }));
    expect(c.did('play')[0]?.prompts).toEqual(SAID);
  });

  it('a standard that says nothing connects at once', () => {
    const without = ['answer.greeting', 'answer.late.apology', 'hold.announce'] as const;
    const c = CallDrive.in(rulesOf(aStandard({}, { without })));
    pickedUp(c.give({ type: 'agentOffered', agent: '8001' })).phase('talking');
  });

  it('hold.announce: an agent who pressed hold during the greeting has the caller on hold after it', () => {
    const c = WAYS['greeting: ordered, the agent pressed hold']?.() ?? expect.fail();
    c.heard();
    expect(c.phase('held').wait.playing?.what).toBe('announce');
    // a hold that began before the bridge has no music in it: the two are joined when the agent resumes
    expect(c.last.commands.map((command) => command.do)).toEqual(['stopPlay', 'leave', 'wait', 'play']);
    c.give({ type: 'legResumed', leg: c.agent });
    expect(c.did('connect')).toHaveLength(1);
    c.phase('talking');
  });
});

describe('callback.unanswered: a caller whom the dialplan has taken, as nobody had answered in time', () => {
  const requests = (c: CallDrive) =>
    c.tells.flatMap((tell) => (tell.to === 'newCallback' ? [tell.request] : []));
  const later = (c: CallDrive) => c.at.wall + 180_000;

  it('is called back once the dialplan is through', () => {
    const c = CallDrive.in().wait(7000);
    c.ends(c.customer, 'lost');
    expect(requests(c)).toMatchObject([{ kind: 'abandoned', dueAt: later(c) }]);
  });

  it('also where the engine has just ordered the answer, which comes too late', () => {
    const c = CallDrive.in().after(ENGINE_ANSWERS_MS);
    expect(c.state.customer.answering).toBe('engine');
    c.ends(c.customer, 'lost');
    expect(requests(c)).toMatchObject([{ kind: 'abandoned', dueAt: later(c) }]);
  });

  it('at once where the answer was heard, and the line broke after it', () => {
    const c = CallDrive.in().after(ENGINE_ANSWERS_MS);
    c.give({ type: 'legAnswered', leg: c.customer }).wait(1000);
    c.ends(c.customer, 'lost');
    expect(requests(c)).toMatchObject([{ kind: 'abandoned' }]);
    expect(requests(c)[0]?.dueAt).toBeUndefined();
  });

  it('the time in which the engine stood still is no waiting: who rang for a moment is not called', () => {
    const c = CallDrive.in().wait(30_000);
    c.give({ type: 'legEnded', leg: c.customer, how: 'hungUp', agoMs: 28_000 });
    expect(requests(c)).toEqual([]);
  });
});
