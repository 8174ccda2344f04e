import { expect, test } from 'vitest';
import { CALLER, CUSTOMER, type Stage } from './stage.ts';

export function dialling(stage: () => Stage): void {
  test('a phone rings, and is answered', async () => {
    const { leg } = await stage().agent();
    expect(stage().story(leg)).toEqual(['legRinging', 'legAnswered']);
    const { legs } = await stage().world.telephony.snapshot({ playbacks: [] });
    expect(legs).toEqual([{ leg, answered: true }]);
  });

  test('a phone that rings is there, unanswered', async () => {
    const { leg } = await stage().rung('ring');
    await stage().world.seen('legRinging');
    const { legs } = await stage().world.telephony.snapshot({ playbacks: [] });
    expect(legs).toEqual([{ leg, answered: false }]);
  });

  test('a phone is busy', async () => {
    const { leg } = await stage().rung('busy');
    expect(await stage().end(leg)).toEqual({ how: 'busy', cause: 17 });
    expect(stage().story(leg)).toEqual(['legEnded']);
  });

  test('a phone declines', async () => {
    const { leg } = await stage().rung('decline');
    expect(await stage().end(leg)).toEqual({ how: 'refused', cause: 21 });
  });

  test('a phone that nobody picks up is given up', async () => {
    const { party } = { party: await stage().world.phone('8001', 'ring') };
    const leg = await stage().dial({ agent: '8001' }, 1000);
    expect(await stage().end(leg)).toMatchObject({ how: 'noAnswer' });
    expect(stage().story(leg)).toEqual(['legRinging', 'legEnded']);
    await party.ended();
  });

  test('a phone that does not reply is unreachable', async () => {
    await stage().world.phone('8001', 'vanish');
    const leg = await stage().dial({ agent: '8001' }, 1000);
    expect(await stage().end(leg)).toMatchObject({ how: 'unreachable' });
    expect(stage().story(leg)).toEqual(['legEnded']);
  });

  test('a phone that is not registered is unreachable: no error, an event', async () => {
    const leg = await stage().dial({ agent: '8003' });
    expect(await stage().end(leg)).toMatchObject({ how: 'unreachable' });
  });

  test.each(['normal', 'answeredElsewhere'] as const)('ringing is taken back: %s', async (reason) => {
    const { party, leg } = await stage().rung('ring');
    await stage().world.seen('legRinging');
    await stage().do({ do: 'hangUp', leg, reason });
    expect(await stage().end(leg)).toMatchObject({ how: 'ended' });
    await party.ended();
  });

  test('a leg is ended before its phone has replied', async () => {
    const { leg } = await stage().rung('vanish');
    await stage().do({ do: 'hangUp', leg, reason: 'normal' });
    expect(await stage().end(leg)).toMatchObject({ how: 'ended' });
  });

  test('an agent who has answered hangs up', async () => {
    const { party, leg } = await stage().agent();
    await party.hangUp();
    expect(await stage().end(leg)).toEqual({ how: 'hungUp', cause: 16 });
  });

  test('the engine hangs up on an agent', async () => {
    const { party, leg } = await stage().agent();
    await stage().do({ do: 'hangUp', leg, reason: 'normal' });
    expect(await stage().end(leg)).toEqual({ how: 'ended', cause: 16 });
    await party.ended();
  });

  test('a customer is called, and answers', async () => {
    const party = await stage().world.customer('answer');
    const leg = await stage().dial({ customer: CUSTOMER });
    await stage().world.seen('legAnswered');
    expect(stage().story(leg)).toEqual(['legRinging', 'legAnswered']);
    await party.hangUp();
    expect(await stage().end(leg)).toMatchObject({ how: 'hungUp' });
  });

  test('a customer is called, and is busy', async () => {
    await stage().world.customer('busy');
    const leg = await stage().dial({ customer: CUSTOMER });
    expect(await stage().end(leg)).toMatchObject({ how: 'busy' });
  });

  test.each([
    ['unallocated', 'invalidNumber'],
    ['incomplete', 'invalidNumber'],
    ['congested', 'congested'],
  ] as const)('a customer is called, and the network says: %s', async (pickup, how) => {
    await stage().world.customer(pickup);
    const leg = await stage().dial({ customer: CUSTOMER });
    expect(await stage().end(leg)).toMatchObject({ how });
    expect(stage().story(leg)).toEqual(['legEnded']);
  });

  test('an announcement of the network’s is no answer', async () => {
    await stage().world.customer('announcement');
    const leg = await stage().dial({ customer: CUSTOMER });
    expect(await stage().end(leg)).toMatchObject({ how: 'invalidNumber' });
    expect(stage().story(leg)).toEqual(['legRinging', 'legEnded']);
  });

  test('an id that is in use is refused, and what has it lives on', async () => {
    const { leg } = await stage().agent();
    const again = stage().world.telephony.perform({
      do: 'dial',
      leg,
      to: { agent: '8001' },
      callerId: { number: CALLER },
      giveUpMs: 5000,
    });
    await expect(again).rejects.toMatchObject({ code: 'REFUSED' });
    const { legs } = await stage().world.telephony.snapshot({ playbacks: [] });
    expect(legs).toEqual([{ leg, answered: true }]);
  });
}
