import { describe, expect, it } from 'vitest';
import { PLAY_GRACE_MS } from '../../../src/core/call/step-draft.ts';
import type { HangupCause } from '../../../src/core/legs.ts';
import type { AttemptOutcome } from '../../../src/core/model/callback.ts';
import { CallDrive } from '../support/call-drive.ts';
import { WAYS } from '../support/call-states.ts';
import { CUSTOMER, LINE, rulesOf } from '../support/rules.ts';

const way = (name: string, rules = rulesOf()) => WAYS[name]?.(rules) ?? expect.fail(name);
const outcomes = (c: CallDrive) =>
  c.tells.flatMap((t) => (t.to === 'callback' && t.event.type === 'attemptEnded' ? [t.event.outcome] : []));
const agentHears = (c: CallDrive) =>
  c.tells.flatMap((tell) => (tell.to === 'agent' ? [tell.event.type] : []));

describe('a callback is carried out', () => {
  it('the agent’s phone first, then who and how often, then the customer’s', () => {
    const c = CallDrive.out();
    expect(c.did('dial')).toMatchObject([{ to: { agent: '8001' }, callerId: { number: CUSTOMER } }]);
    c.give({ type: 'legAnswered', leg: c.agent });
    const number = [...CUSTOMER].map((digit) => `digit.${digit}`);
    expect(c.did('play')).toMatchObject([
      {
        prompts: [
          ...['tone.connect', 'whisper.kind.queue', ...number, 'whisper.since.5m'],
          ...['whisper.attempt', 'digit.1'],
        ],
      },
    ]);
    expect(c.did('dial')).toEqual([]);
    c.heard();
    expect(c.did('dial')).toMatchObject([{ to: { customer: CUSTOMER }, callerId: { number: LINE } }]);
    expect(c.did('play')).toMatchObject([{ on: { leg: c.agent } }]);
  });

  it('callback.opening: as the customer answers; then they talk', () => {
    const c = way('dialling');
    const [ringback] = c.playing;
    c.give({ type: 'legAnswered', leg: c.customer });
    expect(c.did('stopPlay')).toEqual([{ do: 'stopPlay', playback: ringback }]);
    expect(c.did('play')[0]?.prompts[0]).toBe('callback.opening.hello');
    c.heard();
    expect(c.judged('callback.opening')).toMatchObject([{ verdict: 'kept' }]);
    expect(c.judged('answer.greeting')).toEqual([]);
    c.phase('talking');
  });

  it.each(['dialling', 'pressOne: with the agent'])(
    'the ringing that the agent hears goes on, but is not begun on and on where it has no sound: %s',
    (name) => {
      const end = (c: CallDrive, ms: number) => {
        const { phase } = c.state;
        const ringback = 'ringback' in phase ? phase.ringback : null;
        if (!ringback) return expect.fail('no ringing');
        const inTime = ringback.byMono - PLAY_GRACE_MS - c.at.mono;
        return c.wait(ms || inTime).give({ type: 'playEnded', playback: ringback.id, outcome: 'done' });
      };
      expect(end(way(name), 5).did('play')).toEqual([]);
      const again = end(way(name), 0);
      const [ringing] = again.did('play');
      expect(ringing).toMatchObject({ on: { leg: again.agent } });
      expect(ringing?.prompts[0]).toBe('tone.ringback');
    },
  );

  it('callback.opening: broken where it cannot be played', () => {
    const c = way('greeting: the opening').heard('failed');
    expect(c.judged('callback.opening')).toMatchObject([{ verdict: 'broken' }]);
  });

  it('a whisper whose end is never told keeps nobody waiting', () => {
    way('whispering').due().phase('dialling');
  });
});

function toOffered(c: CallDrive): CallDrive {
  while (!('wait' in c.state.phase && (c.state.phase.wait?.offers ?? 0) > 0)) {
    if (c.playing.length > 0) c.heard();
    else c.due();
  }
  return c.heard();
}

describe('how an attempt ends', () => {
  const agentFails: readonly HangupCause[] = ['busy', 'refused', 'noAnswer', 'unreachable', 'lost', 'hungUp'];

  it.each(agentFails)('the agent’s phone: %s: the customer is not dialled, the agent passed over', (how) => {
    const c = CallDrive.out();
    c.ends(c.agent, how);
    expect(outcomes(c)).toEqual(['agentFailed']);
    expect(agentHears(c)).toEqual(['notPickedUp']);
  });

  it('the agent does not pick up', () => {
    const c = CallDrive.out().after(15_000);
    expect(outcomes(c)).toEqual(['agentFailed']);
    expect(agentHears(c)).toEqual(['notPickedUp']);
  });

  it.each([
    ['whispering', 'agentFailed'],
    // the customer's phone has rung: that counts, and is not done again at once
    ['dialling', 'lost'],
  ])('the agent goes away: %s', (name, outcome) => {
    const c = way(name);
    c.ends(c.agent);
    expect(outcomes(c)).toEqual([outcome]);
    expect(agentHears(c)).toEqual(['pickedUp', 'callEnded']);
    c.playOut();
  });

  const customerEnds: readonly [HangupCause, AttemptOutcome][] = [
    ['busy', 'busy'],
    ['refused', 'refused'],
    ['noAnswer', 'noAnswer'],
    ['invalidNumber', 'invalidNumber'],
    ['congested', 'congested'],
    ['unreachable', 'unreachable'],
    ['trunkRefused', 'trunkRefused'],
    ['lost', 'lost'],
    ['hungUp', 'lost'],
  ];
  it.each(customerEnds)('callback.unanswered: the customer’s phone: %s', (how, outcome) => {
    const c = way('dialling');
    c.ends(c.customer, how);
    expect(outcomes(c)).toEqual([outcome]);
    expect(c.tells).toContainEqual(
      expect.objectContaining({ event: { type: 'callEnded', call: 'b1.1', wrapUpMs: 0 } }),
    );
  });

  it('callback.unanswered: the customer does not answer for 30 s', () => {
    const c = way('dialling');
    c.after(28_999).phase('dialling');
    c.after(1);
    expect(outcomes(c)).toEqual(['noAnswer']);
    expect(c.did('hangUp')).toHaveLength(2);
  });

  it('close.record: talked: known when it is written down', () => {
    const c = way('over: called back, to be written down');
    expect(outcomes(c)).toEqual([]);
    expect(
      outcomes(c.give({ type: 'agentOrder', agent: '8001', order: { do: 'disposition', key: '1' } })),
    ).toEqual(['resolved']);
  });

  it('close.record: talked, and nothing written down in time', () => {
    expect(outcomes(way('over: called back, to be written down').after(20_000))).toEqual(['reached']);
  });

  it('callback.interim: talked, and no result yet', () => {
    const c = way('talking: called back').give({
      type: 'agentOrder',
      agent: '8001',
      order: { do: 'disposition', key: '2' },
    });
    expect(c.tells.some((tell) => tell.to === 'newCallback')).toBe(false);
    c.ends(c.customer);
    expect(outcomes(c)).toEqual(['open']);
  });

  it.each([
    ['hangs up', 'hungUp', 'refused'],
    ['breaks off', 'lost', 'lost'],
  ] as const)('the customer %s during the opening: not reached, and tried again', (_, how, outcome) => {
    const c = way('greeting: the opening');
    c.ends(c.customer, how).playOut();
    expect(outcomes(c)).toEqual([outcome]);
  });

  it('callback.number: the customer, on hold, takes the offer: told before the attempt is', () => {
    const c = toOffered(way('held: called back'));
    c.presses(c.customer, '1').playOut();
    expect(c.tells.flatMap((tell) => (tell.to === 'agent' ? [] : [tell.to]))).toEqual([
      'newCallback',
      'callback',
    ]);
  });

  it('callback.unanswered: the agent hung up on a hold, and the customer gave up in the queue: the same', () => {
    const c = toOffered(way('held: called back'));
    // the time-out is said once, and then the entry has failed
    c.presses(c.customer, '2').ends(c.agent).due().due().phase('waiting');
    c.ends(c.customer).playOut();
    expect(c.tells.flatMap((tell) => (tell.to === 'agent' ? [] : [tell.to]))).toEqual([
      'newCallback',
      'callback',
    ]);
  });

  it.each([
    ['hungUp', 'reached'],
    // the promise is not kept by a talk that broke off
    ['lost', 'lost'],
  ] as const)(
    'close.goodbye: the agent’s end of the talk: %s: the customer hears the goodbye',
    (how, outcome) => {
      const c = way('talking: called back');
      c.ends(c.agent, how).phase('closing');
      expect(outcomes(c.playOut())).toEqual([outcome]);
    },
  );
});
