import { expect, test } from 'vitest';
import type { Command } from '../../../src/core/commands.ts';
import type { ContractFixture } from './contract-fixture.ts';

export function gone(fixture: () => ContractFixture): void {
  const nobody = 'contract-nobody';
  const on = { leg: nobody };
  const impossible: Command[] = [
    { do: 'answer', leg: nobody },
    { do: 'wait', leg: nobody },
    { do: 'leave', leg: nobody },
    { do: 'play', playback: 'contract-nothing', on, prompts: ['first'], language: 'zh' },
    { do: 'connect', bridge: 'contract-nowhere', caller: nobody, agent: nobody },
  ];
  test.each(impossible)('$do on a leg that is not there is refused as LEG_GONE', async (command) => {
    await expect(fixture().harness.telephony.perform(command)).rejects.toMatchObject({
      name: 'TelephonyError',
      code: 'LEG_GONE',
    });
    expect((await fixture().harness.telephony.snapshot({ playbacks: [] })).bridges).toEqual([]);
  });

  const needless: Command[] = [
    { do: 'hangUp', leg: nobody, reason: 'normal' },
    { do: 'stopPlay', playback: 'contract-nothing' },
    { do: 'endBridge', bridge: 'contract-nowhere' },
    { do: 'listen', leg: nobody, on: true },
    { do: 'listen', leg: nobody, on: false },
  ];
  test.each(needless)('$do of what is not there is no error', async (command) => {
    await expect(fixture().harness.telephony.perform(command)).resolves.toBeUndefined();
  });

  test('a prompt to a bridge that is not there is refused as NOT_FOUND', async () => {
    const playing = fixture().play({ bridge: 'contract-nowhere' }, 'first');
    await expect(playing).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a leg that has ended is not there', async () => {
    const { party, leg } = await fixture().waiting();
    await party.hangUp();
    await fixture().end(leg);
    await expect(fixture().do({ do: 'wait', leg })).rejects.toMatchObject({ code: 'LEG_GONE' });
    await expect(fixture().play({ leg }, 'first')).rejects.toMatchObject({ code: 'LEG_GONE' });
    await fixture().do({ do: 'hangUp', leg, reason: 'normal' });
  });

  test.each(['caller', 'agent'] as const)(
    'where the %s has gone nothing is connected, and the other one stays where it was',
    async (who) => {
      const caller = await fixture().waiting();
      const agent = await fixture().agent();
      const [left, stays] = who === 'caller' ? [caller, agent] : [agent, caller];
      await left.party.hangUp();
      await fixture().end(left.leg);
      const bridge = fixture().id('bridge');
      const connecting = fixture().do({ do: 'connect', bridge, caller: caller.leg, agent: agent.leg });
      await expect(connecting).rejects.toMatchObject({ code: 'LEG_GONE' });
      const { legs, bridges } = await fixture().harness.telephony.snapshot({ playbacks: [] });
      expect(legs).toMatchObject([{ leg: stays.leg, answered: true }]);
      expect(bridges).toEqual([]);
      expect(await fixture().outcome(await fixture().play({ leg: stays.leg }, 'first'))).toBe('done');
    },
  );

  test('a playback that has ended is stopped without an error', async () => {
    const { leg } = await fixture().answered();
    const playback = await fixture().play({ leg }, 'first');
    expect(await fixture().outcome(playback)).toBe('done');
    await fixture().do({ do: 'stopPlay', playback });
    expect((await fixture().harness.telephony.snapshot({ playbacks: [playback] })).playbacks).toEqual([]);
  });

  test('nothing is told after the stop', async () => {
    await fixture().stop();
    const told = fixture().harness.events.length;
    await fixture().harness.phone('8001', 'ring');
    await fixture().harness.settle();
    expect(fixture().harness.events.length).toBe(told);
  });
}
