import { expect, test } from 'vitest';
import type { Stage } from './stage.ts';

export function talking(stage: () => Stage): void {
  test('a caller who waits and an agent are connected', async () => {
    const { caller, agent, bridge } = await stage().talking();
    const { legs, bridges } = await stage().world.telephony.snapshot({ playbacks: [] });
    expect(new Set(legs.map(({ leg }) => leg))).toEqual(new Set([caller.leg, agent.leg]));
    expect(bridges).toEqual([bridge]);
  });

  test('a caller who did not wait and an agent are connected', async () => {
    const caller = await stage().answered();
    const agent = await stage().agent();
    const bridge = stage().id('bridge');
    await stage().do({ do: 'connect', bridge, caller: caller.leg, agent: agent.leg });
    expect((await stage().world.telephony.snapshot({ playbacks: [] })).bridges).toEqual([bridge]);
  });

  test('the keys of both are told, each as its own', async () => {
    const { caller, agent } = await stage().talking();
    await agent.party.press('5');
    await stage().world.seen('digit', ({ leg }) => leg === agent.leg);
    await caller.party.press('*');
    await stage().world.seen('digit', ({ leg }) => leg === caller.leg);
    const digits = stage().world.events.filter((event) => event.type === 'digit');
    expect(digits).toEqual([
      { type: 'digit', leg: agent.leg, digit: '5' },
      { type: 'digit', leg: caller.leg, digit: '*' },
    ]);
  });

  test.each(['caller', 'agent'] as const)('the %s hangs up, the other one lives on', async (who) => {
    const call = await stage().talking();
    const other = who === 'caller' ? call.agent : call.caller;
    await call[who].party.hangUp();
    expect(await stage().end(call[who].leg)).toMatchObject({ how: 'hungUp' });
    expect(await stage().outcome(await stage().play({ leg: other.leg }, 'first'))).toBe('done');
    const { legs } = await stage().world.telephony.snapshot({ playbacks: [] });
    expect(legs).toEqual([{ leg: other.leg, answered: true }]);
    await other.party.hangUp();
    expect(await stage().end(other.leg)).toMatchObject({ how: 'hungUp' });
  });

  test('both hear a prompt that is played to the bridge', async () => {
    const { bridge } = await stage().talking();
    expect(await stage().outcome(await stage().play({ bridge }, 'first', 'second'))).toBe('done');
  });

  test('a prompt to the bridge is stopped', async () => {
    const { bridge } = await stage().talking();
    const playback = await stage().playing({ bridge }, 'first');
    await stage().do({ do: 'stopPlay', playback });
    expect(await stage().outcome(playback)).toBe('stopped');
  });

  test('a prompt that is missing fails in a bridge, too', async () => {
    const { bridge } = await stage().talking();
    expect(await stage().outcome(await stage().play({ bridge }, 'missing'))).toBe('failed');
  });

  test('the bridge ends, and what is played to it; both legs live on; ending it again is no error', async () => {
    const { caller, agent, bridge } = await stage().talking();
    const playback = await stage().playing({ bridge }, 'first');
    await stage().do({ do: 'endBridge', bridge });
    expect(await stage().outcome(playback)).toBe('stopped');
    await stage().do({ do: 'endBridge', bridge });
    const { legs, bridges } = await stage().world.telephony.snapshot({ playbacks: [] });
    expect(new Set(legs.map(({ leg }) => leg))).toEqual(new Set([caller.leg, agent.leg]));
    expect(bridges).toEqual([]);
    await stage().do({ do: 'wait', leg: caller.leg });
    expect(await stage().outcome(await stage().play({ leg: caller.leg }, 'first'))).toBe('done');
  });

  test('an agent hears a whisper, then is connected with a customer', async () => {
    const agent = await stage().agent();
    expect(await stage().outcome(await stage().play({ leg: agent.leg }, 'first'))).toBe('done');
    await stage().world.customer('answer');
    const customer = await stage().dial({ customer: '13912345678' });
    await stage().world.seen('legAnswered', ({ leg }) => leg === customer);
    const bridge = stage().id('bridge');
    await stage().do({ do: 'connect', bridge, caller: customer, agent: agent.leg });
    await agent.party.press('3');
    expect(await stage().world.seen('digit')).toMatchObject({ leg: agent.leg, digit: '3' });
  });
}
