import { expect, test } from 'vitest';
import type { Stage } from './stage.ts';

export function recording(stage: () => Stage): void {
  const record = (leg: string, name: string) => stage().do({ do: 'record', leg, name });
  const legs = async () => (await stage().world.telephony.snapshot({ playbacks: [] })).legs;

  test('a conversation is recorded until the leg ends, and nobody is disturbed', async () => {
    const { caller, agent, bridge } = await stage().talking();
    const name = `contract/${stage().id('recording')}`;
    await record(agent.leg, name);
    expect((await legs()).length).toBe(2);
    await agent.party.hold();
    await stage().world.seen('legHeld');
    await agent.party.resume();
    await stage().world.seen('legResumed');
    await agent.party.press('4');
    expect(await stage().world.seen('digit')).toMatchObject({ leg: agent.leg, digit: '4' });
    expect(await stage().outcome(await stage().play({ bridge }, 'first'))).toBe('done');
    await agent.party.hangUp();
    await stage().end(agent.leg);
    expect(await legs()).toEqual([{ leg: caller.leg, answered: true }]);
    expect(await stage().world.recordedMs(name)).toBeGreaterThan(1000);
  });

  test('a leg that is recorded is ended by the engine, and hears what it is played', async () => {
    const { leg } = await stage().waiting();
    await record(leg, stage().id('recording'));
    expect(await stage().outcome(await stage().play({ leg }, 'first'))).toBe('done');
    await stage().do({ do: 'hangUp', leg, reason: 'normal' });
    expect(await stage().end(leg)).toMatchObject({ how: 'ended' });
  });

  test('a recording that cannot be made is refused, and the leg lives on', async () => {
    const { leg } = await stage().waiting();
    const other = await stage().agent();
    const name = stage().id('recording');
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
