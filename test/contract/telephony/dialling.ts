import { expect, test } from 'vitest';
import { CALLER, type ContractFixture, CUSTOMER } from './contract-fixture.ts';

export function dialling(fixture: () => ContractFixture): void {
  test('a phone rings, and is answered', async () => {
    const { leg } = await fixture().agent();
    expect(fixture().eventTypes(leg)).toEqual(['legRinging', 'legAnswered']);
    const { legs } = await fixture().harness.telephony.snapshot({ playbacks: [] });
    expect(legs).toMatchObject([{ leg, answered: true }]);
  });

  test('a phone that rings is there, unanswered', async () => {
    const { leg } = await fixture().rung('ring');
    await fixture().harness.seen('legRinging');
    const { legs } = await fixture().harness.telephony.snapshot({ playbacks: [] });
    expect(legs).toMatchObject([{ leg, answered: false }]);
  });

  test('a phone is busy, and has not rung', async () => {
    const { leg } = await fixture().rung('busy');
    expect(await fixture().end(leg)).toEqual({ how: 'busy', cause: 17 });
    expect(await fixture().refusal(leg)).toBe('doNotDisturb');
    expect(fixture().eventTypes(leg)).toEqual(['legEnded']);
  });

  test('a phone declines', async () => {
    const { leg } = await fixture().rung('decline');
    expect(await fixture().end(leg)).toEqual({ how: 'refused', cause: 21 });
    expect(await fixture().refusal(leg)).toBeUndefined();
  });

  test('a phone that nobody picks up is given up', async () => {
    const { party } = { party: await fixture().harness.phone('8001', 'ring') };
    const leg = await fixture().dial({ agent: '8001' }, 1000);
    expect(await fixture().end(leg)).toMatchObject({ how: 'noAnswer' });
    expect(fixture().eventTypes(leg)).toEqual(['legRinging', 'legEnded']);
    await party.ended();
  });

  test('a phone that does not reply is unreachable', async () => {
    await fixture().harness.phone('8001', 'vanish');
    const leg = await fixture().dial({ agent: '8001' }, 1000);
    expect(await fixture().end(leg)).toMatchObject({ how: 'unreachable' });
    expect(await fixture().refusal(leg)).toBe('noReply');
    expect(fixture().eventTypes(leg)).toEqual(['legEnded']);
  });

  test('a phone that is not registered is unreachable: no error, an event', async () => {
    const leg = await fixture().dial({ agent: '8003' });
    expect(await fixture().end(leg)).toMatchObject({ how: 'unreachable' });
  });

  test.each(['normal', 'answeredElsewhere'] as const)('ringing is taken back: %s', async (reason) => {
    const { party, leg } = await fixture().rung('ring');
    await fixture().harness.seen('legRinging');
    await fixture().do({ do: 'hangUp', leg, reason });
    expect(await fixture().end(leg)).toMatchObject({ how: 'ended' });
    await party.ended();
  });

  test('a leg is ended before its phone has replied', async () => {
    const { leg } = await fixture().rung('vanish');
    await fixture().do({ do: 'hangUp', leg, reason: 'normal' });
    expect(await fixture().end(leg)).toMatchObject({ how: 'ended' });
  });

  test('an agent who has answered hangs up', async () => {
    const { party, leg } = await fixture().agent();
    await party.hangUp();
    expect(await fixture().end(leg)).toEqual({ how: 'hungUp', cause: 16 });
  });

  test('the engine hangs up on an agent', async () => {
    const { party, leg } = await fixture().agent();
    await fixture().do({ do: 'hangUp', leg, reason: 'normal' });
    expect(await fixture().end(leg)).toEqual({ how: 'ended', cause: 16 });
    await party.ended();
  });

  test('a customer is called, and answers', async () => {
    const party = await fixture().harness.customer('answer');
    const leg = await fixture().dial({ customer: CUSTOMER });
    await fixture().harness.seen('legAnswered');
    expect(fixture().eventTypes(leg)).toEqual(['legRinging', 'legAnswered']);
    await party.hangUp();
    expect(await fixture().end(leg)).toMatchObject({ how: 'hungUp' });
  });

  test('who has rung in is told, until that call is over; nobody who was called', async () => {
    const { telephony } = fixture().harness;
    const { party, leg } = await fixture().answered();
    await fixture().harness.customer('ring');
    const called = await fixture().dial({ customer: CUSTOMER });
    await fixture().harness.seen('legRinging');
    expect(await telephony.callers()).toEqual([CALLER]);
    await party.hangUp();
    await fixture().end(leg);
    expect(await telephony.callers()).toEqual([]);
    await fixture().do({ do: 'hangUp', leg: called, reason: 'normal' });
    await fixture().end(called);
  });

  test('a customer is called, and is busy', async () => {
    await fixture().harness.customer('busy');
    const leg = await fixture().dial({ customer: CUSTOMER });
    expect(await fixture().end(leg)).toMatchObject({ how: 'busy' });
  });

  test.each([
    ['unallocated', 'invalidNumber'],
    ['incomplete', 'invalidNumber'],
    ['trunkRefused', 'trunkRefused'],
  ] as const)('a customer is called, and the network says: %s', async (pickup, how) => {
    await fixture().harness.customer(pickup);
    const leg = await fixture().dial({ customer: CUSTOMER });
    expect(await fixture().end(leg)).toMatchObject({ how });
    expect(fixture().eventTypes(leg)).toEqual(['legEnded']);
  });

  test('an announcement of the network’s is no answer', async () => {
    await fixture().harness.customer('announcement');
    const leg = await fixture().dial({ customer: CUSTOMER });
    expect(await fixture().end(leg)).toMatchObject({ how: 'invalidNumber' });
    expect(fixture().eventTypes(leg)).toEqual(['legRinging', 'legEnded']);
  });

  test('an id that is in use is refused, and what has it lives on', async () => {
    const { leg } = await fixture().agent();
    const again = fixture().harness.telephony.perform({
      do: 'dial',
      leg,
      to: { agent: '8001' },
      callerId: { number: CALLER },
      giveUpMs: 5000,
    });
    await expect(again).rejects.toMatchObject({ code: 'REFUSED' });
    const { legs } = await fixture().harness.telephony.snapshot({ playbacks: [] });
    expect(legs).toMatchObject([{ leg, answered: true }]);
  });
}
