import { expect, test } from 'vitest';
import type { Stage } from './stage.ts';

export function holding(stage: () => Stage): void {
  test('the agent holds and takes the call back, twice', async () => {
    const { agent } = await stage().held();
    await agent.party.resume();
    await stage().world.seen('legResumed');
    await agent.party.hold();
    await stage().world.seen('legHeld', () => stage().story(agent.leg).at(-1) === 'legHeld');
    await agent.party.resume();
    await stage().world.seen('legResumed', () => stage().story(agent.leg).at(-1) === 'legResumed');
    expect(stage().story(agent.leg).slice(2)).toEqual(['legHeld', 'legResumed', 'legHeld', 'legResumed']);
  });

  test('holding twice in a row is told once', async () => {
    const { agent } = await stage().held();
    await agent.party.hold();
    await agent.party.resume();
    await stage().world.seen('legResumed');
    expect(stage().story(agent.leg).slice(2)).toEqual(['legHeld', 'legResumed']);
  });

  test('the caller holds', async () => {
    const { caller } = await stage().talking();
    await caller.party.hold();
    expect(await stage().world.seen('legHeld')).toMatchObject({ leg: caller.leg });
    await caller.party.resume();
    expect(await stage().world.seen('legResumed')).toMatchObject({ leg: caller.leg });
  });

  test('a caller on hold hears prompts, and their keys are told', async () => {
    const { caller } = await stage().held();
    const playback = await stage().playing({ leg: caller.leg }, 'first', 'second');
    await caller.party.press('1');
    expect(await stage().world.seen('digit')).toMatchObject({ leg: caller.leg, digit: '1' });
    expect(await stage().outcome(playback)).toBe('done');
  });

  test('the agent takes the call back in the middle of a prompt, which is cut', async () => {
    const { caller, agent, bridge } = await stage().held();
    const playback = await stage().playing({ leg: caller.leg }, 'first', 'second');
    await agent.party.resume();
    await stage().world.seen('legResumed');
    await stage().do({ do: 'stopPlay', playback });
    expect(await stage().outcome(playback)).toBe('stopped');
    expect(await stage().outcome(await stage().play({ bridge }, 'first'))).toBe('done');
  });

  test.each(['caller', 'agent'] as const)('the %s hangs up during the hold', async (who) => {
    const call = await stage().held();
    await call[who].party.hangUp();
    expect(await stage().end(call[who].leg)).toMatchObject({ how: 'hungUp' });
    const other = who === 'caller' ? call.agent : call.caller;
    const { legs } = await stage().world.telephony.snapshot({ playbacks: [] });
    expect(legs).toEqual([{ leg: other.leg, answered: true }]);
  });

  test('the caller hangs up during a prompt of the hold', async () => {
    const { caller } = await stage().held();
    const playback = await stage().playing({ leg: caller.leg }, 'first', 'second');
    await caller.party.hangUp();
    expect(await stage().end(caller.leg)).toMatchObject({ how: 'hungUp' });
    expect(await stage().outcome(playback)).toBe('stopped');
  });

  test('the engine ends both during the hold', async () => {
    const { caller, agent } = await stage().held();
    for (const { leg } of [caller, agent]) await stage().do({ do: 'hangUp', leg, reason: 'normal' });
    for (const { leg, party } of [caller, agent]) {
      expect(await stage().end(leg)).toMatchObject({ how: 'ended' });
      await party.ended();
    }
  });
}
