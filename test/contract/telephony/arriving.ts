import { expect, test } from 'vitest';
import { CALLER, type ContractFixture, LINE } from './contract-fixture.ts';

export function arriving(fixture: () => ContractFixture): void {
  test('a caller arrives with the line and the number, unanswered', async () => {
    const { harness } = fixture();
    const { leg } = await fixture().caller();
    expect(harness.events).toContainEqual({ type: 'callArrived', leg, line: LINE, from: CALLER });
    const { legs } = await harness.telephony.snapshot({ playbacks: [] });
    expect(legs).toMatchObject([{ leg, answered: false }]);
  });

  test('two callers have a leg each', async () => {
    const one = await fixture().caller();
    const two = await fixture().caller();
    expect(one.leg).not.toBe(two.leg);
  });

  test('a caller is answered', async () => {
    const { leg } = await fixture().answered();
    await fixture().harness.seen('legAnswered', (event) => event.leg === leg);
    expect(fixture().eventTypes(leg)).toEqual(['callArrived', 'legAnswered']);
    const { legs } = await fixture().harness.telephony.snapshot({ playbacks: [] });
    expect(legs).toMatchObject([{ leg, answered: true }]);
  });

  test('a caller gives up while it rings', async () => {
    const { party, leg } = await fixture().caller();
    await party.hangUp();
    expect(await fixture().end(leg)).toMatchObject({ how: 'hungUp' });
    expect(fixture().eventTypes(leg)).toEqual(['callArrived', 'legEnded']);
  });

  test('a caller hangs up after the answer', async () => {
    const { party, leg } = await fixture().answered();
    await party.hangUp();
    expect(await fixture().end(leg)).toEqual({ how: 'hungUp', cause: 16 });
  });

  test('a caller hangs up while waiting', async () => {
    const { party, leg } = await fixture().waiting();
    await party.hangUp();
    expect(await fixture().end(leg)).toMatchObject({ how: 'hungUp' });
  });

  test.each(['normal', 'busy', 'unallocated'] as const)(
    'the engine turns a caller away unanswered: %s',
    async (reason) => {
      const { party, leg } = await fixture().caller();
      await fixture().do({ do: 'hangUp', leg, reason });
      expect(await fixture().end(leg)).toMatchObject({ how: 'ended' });
      await party.ended();
    },
  );

  test('the engine hangs up on a caller who waits', async () => {
    const { party, leg } = await fixture().waiting();
    await fixture().do({ do: 'hangUp', leg, reason: 'normal' });
    expect(await fixture().end(leg)).toMatchObject({ how: 'ended' });
    await party.ended();
  });

  test('the keys of a caller who waits are told', async () => {
    const { party, leg } = await fixture().waiting();
    await party.press('1#');
    await fixture().harness.seen('digit', (event) => event.digit === '#');
    const digits = fixture().harness.events.filter((event) => event.type === 'digit');
    expect(digits).toMatchObject([
      { type: 'digit', leg, digit: '1' },
      { type: 'digit', leg, digit: '#' },
    ]);
  });

  test('a caller leaves the wait, and leaving once more changes nothing', async () => {
    const { leg } = await fixture().waiting();
    await fixture().do({ do: 'leave', leg });
    await fixture().do({ do: 'leave', leg });
    const { legs } = await fixture().harness.telephony.snapshot({ playbacks: [] });
    expect(legs).toMatchObject([{ leg, answered: true }]);
  });
}
