import { expect, test } from 'vitest';
import type { ContractFixture } from './contract-fixture.ts';

export function talking(fixture: () => ContractFixture): void {
  test('a caller who waits and an agent are connected', async () => {
    const { caller, agent, bridge } = await fixture().talking();
    const { legs, bridges } = await fixture().harness.telephony.snapshot({ playbacks: [] });
    expect(new Set(legs.map(({ leg }) => leg))).toEqual(new Set([caller.leg, agent.leg]));
    expect(bridges).toEqual([bridge]);
  });

  test('a caller who did not wait and an agent are connected', async () => {
    const caller = await fixture().answered();
    const agent = await fixture().agent();
    const bridge = fixture().id('bridge');
    await fixture().do({ do: 'connect', bridge, caller: caller.leg, agent: agent.leg });
    expect((await fixture().harness.telephony.snapshot({ playbacks: [] })).bridges).toEqual([bridge]);
  });

  test('the keys of both are told, each as its own', async () => {
    const { caller, agent } = await fixture().talking();
    await agent.party.press('5');
    await fixture().harness.seen('digit', ({ leg }) => leg === agent.leg);
    await caller.party.press('*');
    await fixture().harness.seen('digit', ({ leg }) => leg === caller.leg);
    const digits = fixture().harness.events.filter((event) => event.type === 'digit');
    expect(digits).toMatchObject([
      { type: 'digit', leg: agent.leg, digit: '5' },
      { type: 'digit', leg: caller.leg, digit: '*' },
    ]);
  });

  test.each(['caller', 'agent'] as const)('the %s hangs up, the other one lives on', async (who) => {
    const call = await fixture().talking();
    const other = who === 'caller' ? call.agent : call.caller;
    await call[who].party.hangUp();
    expect(await fixture().end(call[who].leg)).toMatchObject({ how: 'hungUp' });
    expect(await fixture().outcome(await fixture().play({ leg: other.leg }, 'first'))).toBe('done');
    const { legs } = await fixture().harness.telephony.snapshot({ playbacks: [] });
    expect(legs).toMatchObject([{ leg: other.leg, answered: true }]);
    await other.party.hangUp();
    expect(await fixture().end(other.leg)).toMatchObject({ how: 'hungUp' });
  });

  test('both hear a prompt that is played to the bridge', async () => {
    const { bridge } = await fixture().talking();
    expect(await fixture().outcome(await fixture().play({ bridge }, 'first', 'second'))).toBe('done');
  });

  test('a prompt to the bridge is stopped', async () => {
    const { bridge } = await fixture().talking();
    const playback = await fixture().playing({ bridge }, 'first');
    await fixture().do({ do: 'stopPlay', playback });
    expect(await fixture().outcome(playback)).toBe('stopped');
  });

  test('a prompt that is missing fails in a bridge, too', async () => {
    const { bridge } = await fixture().talking();
    expect(await fixture().outcome(await fixture().play({ bridge }, 'missing'))).toBe('failed');
  });

  test('the bridge ends, and what is played to it; both legs live on; ending it again is no error', async () => {
    const { caller, agent, bridge } = await fixture().talking();
    const playback = await fixture().playing({ bridge }, 'first');
    await fixture().do({ do: 'endBridge', bridge });
    expect(await fixture().outcome(playback)).toBe('stopped');
    await fixture().do({ do: 'endBridge', bridge });
    const snapshot = () => fixture().harness.telephony.snapshot({ playbacks: [] });
    expect(new Set((await snapshot()).legs.map(({ leg }) => leg))).toEqual(new Set([caller.leg, agent.leg]));
    // Asterisk takes it apart by and by
    await expect.poll(async () => (await snapshot()).bridges, { interval: 20 }).toEqual([]);
    await fixture().do({ do: 'wait', leg: caller.leg });
    expect(await fixture().outcome(await fixture().play({ leg: caller.leg }, 'first'))).toBe('done');
  });

  test('an agent hears a whisper, then is connected with a customer', async () => {
    const agent = await fixture().agent();
    expect(await fixture().outcome(await fixture().play({ leg: agent.leg }, 'first'))).toBe('done');
    await fixture().harness.customer('answer');
    const customer = await fixture().dial({ customer: '13912345678' });
    await fixture().harness.seen('legAnswered', ({ leg }) => leg === customer);
    const bridge = fixture().id('bridge');
    await fixture().do({ do: 'connect', bridge, caller: customer, agent: agent.leg });
    await agent.party.press('3');
    expect(await fixture().harness.seen('digit')).toMatchObject({ leg: agent.leg, digit: '3' });
  });
}
