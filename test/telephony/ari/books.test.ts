import { describe, expect, test } from 'vitest';
import { phoneNumber } from '../../../src/config/numbers.ts';
import { EVENT_TYPES, readAriEvent } from '../../../src/telephony/ari/events.ts';
import { Legs } from '../../../src/telephony/ari/legs.ts';
import { Playbacks } from '../../../src/telephony/ari/playbacks.ts';

/** An event as Asterisk writes it, with more in it than is read. */
function event(type: string, more: object = {}) {
  const channel = { id: 'leg', name: 'PJSIP/x-1', state: 'Up', caller: { name: '', number: '138' } };
  const text = JSON.stringify({ type, timestamp: 'x', application: 'sansheng', channel, ...more });
  const read = readAriEvent(text);
  if (read === undefined) throw new Error(`${type} was not understood`);
  return read;
}
const dial = (dialstatus: string) =>
  event('Dial', { peer: { id: 'leg', caller: { number: '' } }, dialstatus });
const playback = (type: string, state: string) => event(type, { playback: { id: 'play', state } });
const destroyed = event('ChannelDestroyed', { cause: 16 });

describe('events', () => {
  test('what is not known, or not whole, is passed over', () => {
    for (const text of ['', '{', '[]', 'null', '{"type":"SomethingNew"}', '{"type":"StasisEnd"}']) {
      expect(readAriEvent(text)).toBeUndefined();
    }
  });

  test('about ten kinds are asked for', () => {
    expect(EVENT_TYPES).toHaveLength(16);
  });
});

describe('legs', () => {
  test('what commands a terminal stands in no caller id, and makes no number of it', () => {
    const from = (number: string) => {
      const channel = { id: 'leg', state: 'Ring', caller: { name: '', number } };
      const [arrived] = new Legs().take(event('StasisStart', { args: ['in', '400'], channel }));
      return arrived?.type === 'callArrived' ? arrived.from : null;
    };
    expect(from('138\u001bc00138000')).toBe('138\ufffdc00138000');
    expect(from('1380013\u202e8000\r\n')).toBe('1380013\ufffd8000\ufffd\ufffd');
    expect(phoneNumber(from('1380\u200f0138000') ?? '')).toBeNull();
    expect(from('1'.repeat(5000))).toHaveLength(64);
    expect(from('+8613800138000')).toBe('+8613800138000');
  });

  test('a caller arrives, and ends once, however often it is told', () => {
    const legs = new Legs();
    expect(legs.take(event('StasisStart', { args: ['in', '400'] }))).toEqual([
      { type: 'callArrived', leg: 'leg', line: '400', from: '138' },
    ]);
    expect(legs.take(event('ChannelHangupRequest', { cause: 16 }))).toEqual([]);
    expect(legs.take(event('StasisEnd'))).toEqual([
      { type: 'legEnded', leg: 'leg', how: 'hungUp', cause: 16 },
    ]);
    expect(legs.take(destroyed)).toEqual([]);
    expect(legs.take(event('ChannelHold'))).toEqual([]);
  });

  test('a dialled leg rings once and answers once', () => {
    const legs = new Legs();
    legs.expect('leg', true);
    const told = ['', 'PROGRESS', 'RINGING', 'ANSWER'].flatMap((status) => legs.take(dial(status)));
    const entered = event('StasisStart', { args: ['dialled'] });
    told.push(...legs.take(entered), ...legs.take(entered));
    expect(told.map(({ type }) => type)).toEqual(['legRinging', 'legAnswered']);
  });

  test('a transfer key names where to; a transfer to a second call, nobody', () => {
    const legs = new Legs();
    legs.expect('leg', false);
    const asked = (requested_destination: object, leg = 'leg') => {
      const source_channel = { id: leg, caller: { number: '' } };
      return legs.take(
        event('ChannelTransfer', { refer_to: { requested_destination }, referred_by: { source_channel } }),
      );
    };
    const told = (target: string | null) => [{ type: 'transferAsked', leg: 'leg', target }];
    expect(asked({ destination: '8002' })).toEqual(told('8002'));
    expect(asked({ protocol_id: 'a@b' })).toEqual(told(null));
    expect(asked({ destination: '8002', protocol_id: 'a@b' })).toEqual(told(null));
    expect(asked({})).toEqual(told(null));
    expect(asked({ destination: '8002' }, 'another')).toEqual([]);
  });

  test('a feature code names the agent, with or without the technology', () => {
    for (const agent of ['8001', 'PJSIP/8001']) {
      expect(new Legs().take(event('StasisStart', { args: ['code', '*31', agent] }))).toEqual([
        { type: 'codeDialled', leg: 'leg', agent: '8001', code: '*31' },
      ]);
    }
  });

  test('legs of nobody are not spoken of', () => {
    const legs = new Legs();
    const others = [dial('RINGING'), destroyed, event('StasisStart', { args: ['other'] })];
    expect(others.flatMap((one) => legs.take(one))).toEqual([]);
  });

  test('a new link forgets what is gone, and goes on with what is there', () => {
    const legs = new Legs();
    legs.expect('leg', true);
    legs.expect('gone', true);
    legs.markEnding('leg');
    legs.adopt([{ leg: 'leg', dialled: true, toCustomer: true, rang: true, answered: true }]);
    expect(legs.has('gone')).toBe(false);
    expect(legs.take(destroyed)).toMatchObject([{ type: 'legEnded', how: 'ended' }]);
  });
});

describe('playbacks', () => {
  const on = { leg: 'leg' };

  test.each([
    ['done', false, false, 'done'],
    ['failed', false, false, 'failed'],
    ['failed', false, true, 'stopped'],
    ['done', true, false, 'stopped'],
    ['failed', true, false, 'stopped'],
  ] as const)('%s (stopped: %s, hung up: %s) is %s', (state, stopped, leaving, outcome) => {
    const playbacks = new Playbacks(() => leaving);
    playbacks.expect('play', on);
    playbacks.take(playback('PlaybackStarted', 'playing'));
    if (stopped) playbacks.markStopping('play');
    const ended = playback('PlaybackFinished', state);
    expect(playbacks.take(ended)).toEqual([{ type: 'playEnded', playback: 'play', outcome }]);
    expect(playbacks.take(ended)).toEqual([]);
  });

  test('a list is told to start once', () => {
    const playbacks = new Playbacks(() => false);
    playbacks.expect('play', on);
    const started = playback('PlaybackStarted', 'playing');
    expect([...playbacks.take(started), ...playbacks.take(started)]).toHaveLength(1);
  });

  test('what ends with its leg, or its bridge, is told then and not again', () => {
    const playbacks = new Playbacks(() => true);
    playbacks.expect('play', on);
    playbacks.expect('other', { bridge: 'leg' });
    expect(playbacks.endOfLeg('leg')).toEqual([{ type: 'playEnded', playback: 'play', outcome: 'stopped' }]);
    expect(playbacks.take(playback('PlaybackFinished', 'failed'))).toEqual([]);
    expect(playbacks.endOfBridge('leg')).toHaveLength(1);
  });
});
