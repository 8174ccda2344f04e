import { expect, test } from 'vitest';
import type { LegId } from '../../../src/core/ids.ts';
import type { ContractFixture } from './contract-fixture.ts';

export function snapshot(fixture: () => ContractFixture): void {
  const leg = async (id: LegId) => {
    const { legs } = await fixture().harness.telephony.snapshot({ playbacks: [] });
    return legs.find((one) => one.leg === id);
  };

  test('says where a leg is: nowhere, in the music, in a bridge, and nowhere again', async () => {
    const caller = await fixture().answered();
    expect(await leg(caller.leg)).toMatchObject({ place: null });
    await fixture().do({ do: 'wait', leg: caller.leg });
    expect(await leg(caller.leg)).toMatchObject({ place: 'music' });
    const agent = await fixture().agent();
    expect(await leg(agent.leg)).toMatchObject({ place: null });
    const bridge = fixture().id('bridge');
    await fixture().do({ do: 'connect', bridge, caller: caller.leg, agent: agent.leg });
    for (const one of [caller, agent]) expect(await leg(one.leg)).toMatchObject({ place: bridge });
    await fixture().do({ do: 'endBridge', bridge });
    for (const one of [caller, agent]) expect(await leg(one.leg)).toMatchObject({ place: null });
    await fixture().do({ do: 'wait', leg: caller.leg });
    await fixture().do({ do: 'leave', leg: caller.leg });
    expect(await leg(caller.leg)).toMatchObject({ place: null });
  });

  test('says who holds, also while a prompt plays to the other', async () => {
    const { caller, agent } = await fixture().talking();
    expect(await leg(agent.leg)).toMatchObject({ held: false });
    await agent.party.hold();
    await fixture().harness.seen('legHeld');
    await fixture().playing({ leg: caller.leg }, 'first');
    expect(await leg(agent.leg)).toMatchObject({ held: true });
    expect(await leg(caller.leg)).toMatchObject({ held: false });
    await agent.party.resume();
    await fixture().harness.seen('legResumed');
    expect(await leg(agent.leg)).toMatchObject({ held: false });
  });

  test('says that a phone still holds whose bridge has ended, until it takes the call back', async () => {
    const { agent, bridge } = await fixture().held();
    await fixture().do({ do: 'endBridge', bridge });
    expect(await leg(agent.leg)).toMatchObject({ held: true });
    await agent.party.resume();
    await fixture().harness.seen('legResumed');
    expect(await leg(agent.leg)).toMatchObject({ held: false });
  });

  test('says that a phone holds that is in no bridge', async () => {
    const agent = await fixture().agent();
    await agent.party.hold();
    await fixture().harness.seen('legHeld');
    expect(await leg(agent.leg)).toMatchObject({ held: true });
  });

  test('two who are connected already can be connected again', async () => {
    const { caller, agent, bridge } = await fixture().talking();
    await fixture().do({ do: 'connect', bridge, caller: caller.leg, agent: agent.leg });
    for (const one of [caller, agent]) expect(await leg(one.leg)).toMatchObject({ place: bridge });
  });
}
