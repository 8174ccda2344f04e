import { expect, test } from 'vitest';
import type { Command } from '../../../src/core/commands.ts';
import type { Stage } from './stage.ts';

export function gone(stage: () => Stage): void {
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
    await expect(stage().world.telephony.perform(command)).rejects.toMatchObject({
      name: 'TelephonyError',
      code: 'LEG_GONE',
    });
    expect((await stage().world.telephony.snapshot({ playbacks: [] })).bridges).toEqual([]);
  });

  const needless: Command[] = [
    { do: 'hangUp', leg: nobody, reason: 'normal' },
    { do: 'stopPlay', playback: 'contract-nothing' },
    { do: 'endBridge', bridge: 'contract-nowhere' },
  ];
  test.each(needless)('$do of what is not there is no error', async (command) => {
    await expect(stage().world.telephony.perform(command)).resolves.toBeUndefined();
  });

  test('a prompt to a bridge that is not there is refused as NOT_FOUND', async () => {
    const playing = stage().play({ bridge: 'contract-nowhere' }, 'first');
    await expect(playing).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a leg that has ended is not there', async () => {
    const { party, leg } = await stage().waiting();
    await party.hangUp();
    await stage().end(leg);
    await expect(stage().do({ do: 'wait', leg })).rejects.toMatchObject({ code: 'LEG_GONE' });
    await stage().do({ do: 'hangUp', leg, reason: 'normal' });
  });

  test.each(['caller', 'agent'] as const)(
    'where the %s has gone nothing is connected, and the other one stays where it was',
    async (who) => {
      const caller = await stage().waiting();
      const agent = await stage().agent();
      const [left, stays] = who === 'caller' ? [caller, agent] : [agent, caller];
      await left.party.hangUp();
      await stage().end(left.leg);
      const bridge = stage().id('bridge');
      const connecting = stage().do({ do: 'connect', bridge, caller: caller.leg, agent: agent.leg });
      await expect(connecting).rejects.toMatchObject({ code: 'LEG_GONE' });
      const { legs, bridges } = await stage().world.telephony.snapshot({ playbacks: [] });
      expect(legs).toEqual([{ leg: stays.leg, answered: true }]);
      expect(bridges).toEqual([]);
      expect(await stage().outcome(await stage().play({ leg: stays.leg }, 'first'))).toBe('done');
    },
  );

  test('a playback that has ended is stopped without an error', async () => {
    const { leg } = await stage().answered();
    const playback = await stage().play({ leg }, 'first');
    expect(await stage().outcome(playback)).toBe('done');
    await stage().do({ do: 'stopPlay', playback });
    expect((await stage().world.telephony.snapshot({ playbacks: [playback] })).playbacks).toEqual([]);
  });

  test('nothing is told after the stop', async () => {
    await stage().stop();
    const told = stage().world.events.length;
    await stage().world.phone('8001', 'ring');
    await stage().world.settle();
    expect(stage().world.events.length).toBe(told);
  });
}
