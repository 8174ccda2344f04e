import { expect, test } from 'vitest';
import type { ContractFixture } from './contract-fixture.ts';

export function recording(fixture: () => ContractFixture): void {
  const record = (leg: string, name: string) => fixture().do({ do: 'record', leg, name });
  const legs = async () => (await fixture().harness.telephony.snapshot({ playbacks: [] })).legs;

  test('a conversation is recorded until the leg ends, and nobody is disturbed', async () => {
    const { caller, agent, bridge } = await fixture().talking();
    const name = `contract/${fixture().id('recording')}`;
    await record(agent.leg, name);
    expect((await legs()).length).toBe(2);
    await agent.party.hold();
    await fixture().harness.seen('legHeld');
    await agent.party.resume();
    await fixture().harness.seen('legResumed');
    await agent.party.press('4');
    expect(await fixture().harness.seen('digit')).toMatchObject({ leg: agent.leg, digit: '4' });
    expect(await fixture().outcome(await fixture().play({ bridge }, 'first'))).toBe('done');
    await agent.party.hangUp();
    await fixture().end(agent.leg);
    expect(await legs()).toMatchObject([{ leg: caller.leg, answered: true }]);
    expect(await fixture().harness.recordedMs(name)).toBeGreaterThan(1000);
  });

  test('a leg that is recorded is ended by the engine, and hears what it is played', async () => {
    const { leg } = await fixture().waiting();
    await record(leg, fixture().id('recording'));
    expect(await fixture().outcome(await fixture().play({ leg }, 'first'))).toBe('done');
    await fixture().do({ do: 'hangUp', leg, reason: 'normal' });
    expect(await fixture().end(leg)).toMatchObject({ how: 'ended' });
  });

  test('a recording that cannot be made is refused, and the leg lives on', async () => {
    const { leg } = await fixture().waiting();
    const other = await fixture().agent();
    const name = fixture().id('recording');
    await record(leg, name);
    for (const [again, what] of [
      [other.leg, name],
      [leg, `${name}-2`],
      [other.leg, '../outside'],
    ] as const) {
      await expect(record(again, what)).rejects.toMatchObject({ code: 'REFUSED' });
    }
    expect((await legs()).length).toBe(2);
    await expect(record('contract-nobody', `${name}-3`)).rejects.toMatchObject({ code: 'LEG_GONE' });
    await record(other.leg, `${name}-4`);
  });
}
