import { expect, test } from 'vitest';
import type { ContractFixture } from './contract-fixture.ts';

export function holding(fixture: () => ContractFixture): void {
  test('the agent holds and takes the call back, twice', async () => {
    const { agent } = await fixture().held();
    await agent.party.resume();
    await fixture().harness.seen('legResumed');
    await agent.party.hold();
    await fixture().harness.seen('legHeld', () => fixture().eventTypes(agent.leg).at(-1) === 'legHeld');
    await agent.party.resume();
    await fixture().harness.seen('legResumed', () => fixture().eventTypes(agent.leg).at(-1) === 'legResumed');
    expect(fixture().eventTypes(agent.leg).slice(2)).toEqual([
      'legHeld',
      'legResumed',
      'legHeld',
      'legResumed',
    ]);
  });

  test('holding twice in a row is told once', async () => {
    const { agent } = await fixture().held();
    await agent.party.hold();
    await agent.party.resume();
    await fixture().harness.seen('legResumed');
    expect(fixture().eventTypes(agent.leg).slice(2)).toEqual(['legHeld', 'legResumed']);
  });

  test('the caller holds', async () => {
    const { caller } = await fixture().talking();
    await caller.party.hold();
    expect(await fixture().harness.seen('legHeld')).toMatchObject({ leg: caller.leg });
    await caller.party.resume();
    expect(await fixture().harness.seen('legResumed')).toMatchObject({ leg: caller.leg });
  });

  test('a caller on hold hears prompts, and their keys are told', async () => {
    const { caller } = await fixture().held();
    const playback = await fixture().playing({ leg: caller.leg }, 'first', 'second');
    await caller.party.press('1');
    expect(await fixture().harness.seen('digit')).toMatchObject({ leg: caller.leg, digit: '1' });
    expect(await fixture().outcome(playback)).toBe('done');
  });

  test('the agent takes the call back in the middle of a prompt, which is cut', async () => {
    const { caller, agent, bridge } = await fixture().held();
    const playback = await fixture().playing({ leg: caller.leg }, 'first', 'second');
    await agent.party.resume();
    await fixture().harness.seen('legResumed');
    await fixture().do({ do: 'stopPlay', playback });
    expect(await fixture().outcome(playback)).toBe('stopped');
    expect(await fixture().outcome(await fixture().play({ bridge }, 'first'))).toBe('done');
  });

  test.each(['caller', 'agent'] as const)('the %s hangs up during the hold', async (who) => {
    const call = await fixture().held();
    await call[who].party.hangUp();
    expect(await fixture().end(call[who].leg)).toMatchObject({ how: 'hungUp' });
    const other = who === 'caller' ? call.agent : call.caller;
    const { legs } = await fixture().harness.telephony.snapshot({ playbacks: [] });
    expect(legs).toMatchObject([{ leg: other.leg, answered: true }]);
  });

  test('the caller hangs up during a prompt of the hold', async () => {
    const { caller } = await fixture().held();
    const playback = await fixture().playing({ leg: caller.leg }, 'first', 'second');
    await caller.party.hangUp();
    expect(await fixture().end(caller.leg)).toMatchObject({ how: 'hungUp' });
    expect(await fixture().outcome(playback)).toBe('stopped');
  });

  test('the engine ends both during the hold', async () => {
    const { caller, agent } = await fixture().held();
    for (const { leg } of [caller, agent]) await fixture().do({ do: 'hangUp', leg, reason: 'normal' });
    for (const { leg, party } of [caller, agent]) {
      expect(await fixture().end(leg)).toMatchObject({ how: 'ended' });
      await party.ended();
    }
  });
}
