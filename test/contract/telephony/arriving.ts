import { expect, test } from 'vitest';
import { CALLER, LINE, type Stage } from './stage.ts';

export function arriving(stage: () => Stage): void {
  test('a caller arrives with the line and the number, unanswered', async () => {
    const { world } = stage();
    const { leg } = await stage().caller();
    expect(world.events).toContainEqual({ type: 'callArrived', leg, line: LINE, from: CALLER });
    const { legs } = await world.telephony.snapshot({ playbacks: [] });
    expect(legs).toEqual([{ leg, answered: false }]);
  });

  test('two callers have a leg each', async () => {
    const one = await stage().caller();
    const two = await stage().caller();
    expect(one.leg).not.toBe(two.leg);
  });

  test('a caller is answered', async () => {
    const { leg } = await stage().answered();
    const { legs } = await stage().world.telephony.snapshot({ playbacks: [] });
    expect(legs).toEqual([{ leg, answered: true }]);
  });

  test('a caller gives up while it rings', async () => {
    const { party, leg } = await stage().caller();
    await party.hangUp();
    expect(await stage().end(leg)).toMatchObject({ how: 'hungUp' });
    expect(stage().story(leg)).toEqual(['callArrived', 'legEnded']);
  });

  test('a caller hangs up after the answer', async () => {
    const { party, leg } = await stage().answered();
    await party.hangUp();
    expect(await stage().end(leg)).toEqual({ how: 'hungUp', cause: 16 });
  });

  test('a caller hangs up while waiting', async () => {
    const { party, leg } = await stage().waiting();
    await party.hangUp();
    expect(await stage().end(leg)).toMatchObject({ how: 'hungUp' });
  });

  test.each(['normal', 'busy', 'unallocated'] as const)(
    'the engine turns a caller away unanswered: %s',
    async (reason) => {
      const { party, leg } = await stage().caller();
      await stage().do({ do: 'hangUp', leg, reason });
      expect(await stage().end(leg)).toMatchObject({ how: 'ended' });
      await party.ended();
    },
  );

  test('the engine hangs up on a caller who waits', async () => {
    const { party, leg } = await stage().waiting();
    await stage().do({ do: 'hangUp', leg, reason: 'normal' });
    expect(await stage().end(leg)).toMatchObject({ how: 'ended' });
    await party.ended();
  });

  test('the keys of a caller who waits are told', async () => {
    const { party, leg } = await stage().waiting();
    await party.press('1#');
    await stage().world.seen('digit', (event) => event.digit === '#');
    const digits = stage().world.events.filter((event) => event.type === 'digit');
    expect(digits).toEqual([
      { type: 'digit', leg, digit: '1' },
      { type: 'digit', leg, digit: '#' },
    ]);
  });

  test('a caller leaves the wait, and leaving once more changes nothing', async () => {
    const { leg } = await stage().waiting();
    await stage().do({ do: 'leave', leg });
    await stage().do({ do: 'leave', leg });
    const { legs } = await stage().world.telephony.snapshot({ playbacks: [] });
    expect(legs).toEqual([{ leg, answered: true }]);
  });
}
