import { describe, expect, test } from 'vitest';
import { hangupOf, type LegHistory } from '../../../src/telephony/ari/hangup-causes.ts';

const inbound: LegHistory = {
  ...{ dialled: false, toCustomer: false, rang: false, answered: true, ending: false, forwarded: false },
  hangUp: undefined,
};
const dialled: LegHistory = { ...inbound, dialled: true, answered: false };
const by = (cause?: number, soft = false, sipStatus?: number) => ({ cause, soft, sipStatus });

describe('a leg that talked, or called', () => {
  test.each([
    ['BYE', by(16), undefined, 'hungUp', 16],
    ['BYE without a cause', by(), 0, 'hungUp', 16],
    ['BYE with a cause of its own', by(31), 31, 'hungUp', 31],
    ['its RTP stopped', by(1, true), undefined, 'lost', 44],
    ['its RTP stopped, told by the channel', by(1, true), 44, 'lost', 44],
    ['somebody at the console', by(32, true), 16, 'lost', 16],
    ['a request within the call failed', by(18, false, 408), 18, 'lost', 18],
    ['it was just gone', undefined, 16, 'lost', 16],
  ] as const)('%s', (_, hangUp, destroyed, how, cause) => {
    expect(hangupOf({ ...inbound, hangUp }, destroyed)).toEqual({ how, cause });
  });

  test('CANCEL: it gave up while it rang', () => {
    const hangUp = by(127, false, 487);
    expect(hangupOf({ ...inbound, answered: false, hangUp }, undefined)).toEqual({
      how: 'hungUp',
      cause: 127,
    });
  });

  test('the engine ended it, whether or not Asterisk says so', () => {
    expect(hangupOf({ ...inbound, ending: true }, undefined).how).toBe('ended');
    expect(hangupOf({ ...inbound, ending: true, hangUp: by(32, true) }, 16).how).toBe('ended');
  });

  test('the party was first, though the engine ended it, too', () => {
    expect(hangupOf({ ...inbound, ending: true, hangUp: by(16) }, undefined).how).toBe('hungUp');
  });
});

describe('a leg that was dialled and never answered', () => {
  test.each([
    [17, 'busy', 'busy'],
    [21, 'refused', 'refused'],
    [19, 'unreachable', 'noAnswer'],
    [18, 'unreachable', 'noAnswer'],
    [16, 'unreachable', 'noAnswer'],
    [1, 'invalidNumber', 'invalidNumber'],
    [22, 'invalidNumber', 'invalidNumber'],
    [28, 'invalidNumber', 'invalidNumber'],
    [3, 'unreachable', 'unreachable'],
    [20, 'unreachable', 'unreachable'],
    [27, 'unreachable', 'unreachable'],
    [34, 'congested', 'congested'],
    [42, 'congested', 'congested'],
    [38, 'unreachable', 'unreachable'],
    [44, 'lost', 'lost'],
  ] as const)('cause %i: %s; after ringing: %s', (cause, silent, rung) => {
    expect(hangupOf({ ...dialled, hangUp: by(cause, false, 480) }, cause)).toMatchObject({
      how: silent,
      cause,
    });
    expect(hangupOf({ ...dialled, rang: true }, cause)).toEqual({ how: rung, cause });
  });

  test.each([
    ['do not disturb', 19, 480, 'doNotDisturb'],
    ['do not disturb', 17, 486, 'doNotDisturb'],
    ['do not disturb', 21, 603, 'doNotDisturb'],
    ['sends its calls on', 0, 302, 'forwards'],
    ['speaks in cipher only', 58, 488, 'noSound'],
    ['no answer at all', 19, undefined, 'noReply'],
    ['not found', 1, 404, undefined],
  ] as const)('its phone did not even ring: %s (cause %i, SIP %s)', (_, cause, sip, refusal) => {
    const hangUp = by(cause, false, sip);
    expect(hangupOf({ ...dialled, hangUp }, cause).refusal).toBe(refusal);
    expect(hangupOf({ ...dialled, rang: true, hangUp }, cause)).not.toHaveProperty('refusal');
    expect(hangupOf({ ...inbound, hangUp }, cause)).not.toHaveProperty('refusal');
  });

  test('the engine took it back', () => {
    expect(hangupOf({ ...dialled, rang: true, ending: true, hangUp: by(32, true) }, 26).how).toBe('ended');
  });

  test('it was busy, though the engine took it back at that very moment', () => {
    expect(hangupOf({ ...dialled, ending: true, hangUp: by(17, false, 486) }, 17).how).toBe('busy');
  });

  test.each([400, 401, 402, 403, 407, 488, 500, 503, 504, 606])(
    'the carrier answers %i at once: it did not take the call, whoever is called',
    (sipStatus) => {
      const toCustomer = { ...dialled, toCustomer: true, hangUp: by(21, false, sipStatus) };
      expect(hangupOf(toCustomer, 21)).toEqual({ how: 'trunkRefused', cause: 21, sipStatus });
      // the customer's phone, or an announcement, was reached: it says something of the customer
      expect(hangupOf({ ...toCustomer, rang: true }, 21)).toEqual({ how: 'refused', cause: 21 });
      // an agent's phone is no carrier
      expect(hangupOf({ ...toCustomer, toCustomer: false }, 21)).toMatchObject({ how: 'refused', cause: 21 });
    },
  );

  test.each([
    [603, 21, 'refused'],
    [486, 17, 'busy'],
    [404, 1, 'invalidNumber'],
    [480, 19, 'unreachable'],
    [408, 18, 'unreachable'],
    [487, 127, 'unreachable'],
  ] as const)('the network answers %i: that is about the customer', (sipStatus, cause, how) => {
    const leg = { ...dialled, toCustomer: true, hangUp: by(cause, false, sipStatus) };
    expect(hangupOf(leg, cause)).toEqual({ how, cause });
  });
});
