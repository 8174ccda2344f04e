import { describe, expect, it } from 'vitest';
import { aStandard } from '../../../scenarios/support/standard.ts';
import { CallDrive } from '../../support/call-drive.ts';
import { WAYS } from '../../support/call-states.ts';
import { CUSTOMER, CUSTOMER_E164, OTHER, rulesOf } from '../../support/rules.ts';

const way = (name: string, rules = rulesOf()) => WAYS[name]?.(rules) ?? expect.fail(name);
const promises = (c: CallDrive) => c.tells.filter((tell) => tell.to === 'newCallback');

describe('the offer is taken', () => {
  it('hold.promise: key 1: promised, then told, then the goodbye', () => {
    const c = way('waiting: the offer');
    const [offer] = c.playing;
    c.presses(c.customer, '1');
    expect(promises(c)).toMatchObject([
      { request: { kind: 'queue', number: CUSTOMER_E164, dialled: CUSTOMER, place: c.state.place } },
    ]);
    expect(c.last.commands).toMatchObject([
      { do: 'stopPlay', playback: offer },
      { do: 'leave', leg: 'in-1' },
      { do: 'play', prompts: ['callback.number_is', ...digits(CUSTOMER), 'hold.promise', 'close.goodbye'] },
    ]);
    expect(c.judged('callback.number')).toEqual([]);
    expect(c.judged('hold.promise')).toEqual([]);
    c.phase('closing');
    c.give({ type: 'playStarted', playback: c.playing[0] ?? '' });
    expect(c.judged('callback.number')).toMatchObject([{ verdict: 'kept' }]);
    expect(c.judged('hold.promise')).toMatchObject([{ verdict: 'kept' }]);
  });

  it('callback.number: key 1 on hold: the agent may write it down, and the phone is free', () => {
    const c = way('held: after the offer');
    const { agent } = c;
    c.presses(c.customer, '1');
    expect(c.last.tells).toContainEqual({
      to: 'agent',
      id: '8001',
      event: { type: 'callEnded', call: 'c1', wrapUpMs: 20_000 },
    });
    expect(c.did('hangUp')).toEqual([{ do: 'hangUp', leg: agent, reason: 'normal' }]);
    expect(c.did('endBridge')).toHaveLength(1);
    expect(c.state.wrapUp).toMatchObject({ agent: '8001' });
  });

  it('callback.number: an agent’s phone that rings stops ringing', () => {
    const c = way('waiting: after the offer, a phone rings');
    c.presses(c.customer, '1');
    expect(c.did('hangUp')[0]).toMatchObject({ reason: 'answeredElsewhere' });
    expect(c.last.tells).toContainEqual({ to: 'agent', id: '8001', event: { type: 'released', call: 'c1' } });
  });

  it('callback.number: a withheld number is asked for at key 1', () => {
    const withheld = toOffered(CallDrive.in(rulesOf(), 'anonymous'));
    withheld.presses(withheld.customer, '1');
    expect(withheld.phase('enteringNumber').entry.stage).toBe('number');
    expect(promises(withheld)).toEqual([]);
  });

  it('other keys: the caller keeps waiting', () => {
    const c = way('waiting: after the offer');
    const { phase } = c.state;
    c.presses(c.customer, '0345*#');
    expect(c.state.phase).toBe(phase);
  });
});

describe('callback.number: another number', () => {
  it('callback.number: keyed in, read back, confirmed', () => {
    const c = way('enteringNumber: asked for the number');
    expect(c.commands.at(-1)).toMatchObject({ do: 'play', prompts: ['callback.key_in'] });
    c.presses(c.customer, `${OTHER}#`);
    expect(c.did('play')[0]?.prompts).toEqual(['callback.read_back', ...digits(OTHER), 'callback.confirm']);
    expect(c.phase('enteringNumber').entry.stage).toBe('confirm');
    c.presses(c.customer, '1');
    expect(promises(c)).toMatchObject([{ request: { number: `+86${OTHER}`, dialled: OTHER } }]);
    c.phase('closing');
  });

  it('callback.number: the first key cuts the prompt', () => {
    const c = way('enteringNumber: asked for the number');
    const [prompt] = c.playing;
    c.presses(c.customer, '1');
    expect(c.last.commands).toEqual([{ do: 'stopPlay', playback: prompt }]);
  });

  it('callback.number: * begins anew; a pause after enough digits ends the number', () => {
    const c = way('enteringNumber: asked for the number');
    c.presses(c.customer, `555*${OTHER}`).after(7999);
    expect(c.phase('enteringNumber').entry).toMatchObject({ stage: 'number', digits: OTHER });
    expect(c.after(1).phase('enteringNumber').entry.stage).toBe('confirm');
  });

  it('callback.number: said no, it is asked for again, three times in all', () => {
    const c = way('enteringNumber: read back');
    c.presses(c.customer, '2');
    expect(c.phase('enteringNumber').entry).toMatchObject({ stage: 'number', digits: '', triesLeft: 2 });
    c.presses(c.customer, `${OTHER}#2${OTHER}#2`);
    c.phase('waiting');
  });

  it('callback.number: a number that cannot be called is refused, three times in all', () => {
    const c = way('enteringNumber: wrong, asked again');
    expect(c.commands.at(-1)).toMatchObject({ prompts: ['callback.invalid'] });
    c.presses(c.customer, '123#');
    expect(c.phase('enteringNumber').entry.triesLeft).toBe(1);
    c.presses(c.customer, '#');
    c.phase('waiting');
    expect(promises(c)).toEqual([]);
  });

  it('callback.number: what is said to the read-back by no key is no answer', () => {
    const c = way('enteringNumber: read back');
    c.presses(c.customer, '579#*').phase('enteringNumber');
    // read back once more, and then the entry has failed
    expect(c.due().phase('enteringNumber').entry).toMatchObject({ stage: 'confirm', triesLeft: 1 });
    c.due().phase('waiting');
    expect(promises(c)).toEqual([]);
  });

  it('hold.limit: a caller who keys nothing is told so, waits on in the same place, and hears at once what can be chosen', () => {
    const c = way('enteringNumber: asked for the number').due();
    expect(c.phase('enteringNumber').entry).toMatchObject({ stage: 'number', triesLeft: 1 });
    expect(c.commands.at(-1)).toMatchObject({ do: 'play', prompts: ['callback.timeout'] });
    c.due();
    const { wait } = c.phase('waiting');
    expect(wait).toMatchObject({ offerAt: c.at.mono + 60_000, guarded: true });
    expect(c.commands.at(-1)).toMatchObject({ do: 'play', prompts: ['callback.offer'] });
    expect(c.did('wait')).toEqual([]);
  });
});

describe('callback.number: on an agent’s hold', () => {
  it('hold.return: the agent takes the call back in the middle of it', () => {
    const c = way('enteringNumber: on hold');
    const [prompt] = c.playing;
    c.give({ type: 'legResumed', leg: c.agent });
    expect(c.did('stopPlay')).toEqual([{ do: 'stopPlay', playback: prompt }]);
    c.phase('talking');
  });

  it('callback.number: the agent hangs up, and the caller goes on keying', () => {
    const c = way('enteringNumber: on hold, the agent has gone');
    expect(c.judged('close.caller.first')).toMatchObject([{ verdict: 'broken' }]);
    c.presses(c.customer, `${OTHER}#1`);
    expect(promises(c)).toHaveLength(1);
    c.phase('closing');
  });

  it('hold.reminder: the agent hung up, and nothing was keyed: the caller hears music again', () => {
    const c = way('enteringNumber: on hold, the agent has gone');
    expect(c.did('wait')).toEqual([{ do: 'wait', leg: 'in-1' }]);
    c.due().due().phase('waiting');
  });

  it('nothing was keyed: still on hold', () => {
    way('enteringNumber: on hold').due().due().phase('held');
  });
});

function digits(number: string): string[] {
  return [...number].map((digit) => `digit.${digit}`);
}

function toOffered(c: CallDrive): CallDrive {
  c.due();
  while (!('wait' in c.state.phase && (c.state.phase.wait?.offers ?? 0) > 0)) {
    if (c.playing.length > 0) c.heard();
    else c.due();
  }
  return c.heard();
}

it('hold.limit: without the clause keys do not take an offer', () => {
  const c = way('waiting: music', rulesOf(aStandard({}, { without: ['hold.limit'] }))).wait(200_000);
  c.presses(c.customer, '1').phase('waiting');
});
