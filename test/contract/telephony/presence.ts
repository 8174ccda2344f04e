import { expect, test } from 'vitest';
import type { Stage } from './stage.ts';

export function presence(stage: () => Stage): void {
  /** Without `ringing`: whether a phone that rings counts as busy is Asterisk's configuration. */
  const states = (agent: string) =>
    stage()
      .world.presences.filter((event) => event.agent === agent)
      .map(({ device }) => device)
      .filter((device, at, all) => device !== 'ringing' && device !== all[at - 1]);

  test('every phone is told at the start: none is registered', async () => {
    for (const agent of ['8001', '8002', '8003']) await stage().world.present(agent, 'offline');
  });

  test('a phone registers, rings, is busy, and is free again', async () => {
    for (const agent of ['8001', '8003']) await stage().world.present(agent, 'offline');
    const { party, leg } = await stage().agent();
    await stage().world.present('8001', 'busy');
    await party.hangUp();
    await stage().end(leg);
    await stage().world.present('8001', 'idle');
    expect(states('8001')).toEqual(['offline', 'idle', 'busy', 'idle']);
    expect(states('8003')).toEqual(['offline']);
  });

  test('an agent on hold is busy', async () => {
    await stage().world.present('8001', 'offline');
    const { agent } = await stage().held();
    await stage().world.present('8001', 'busy');
    await agent.party.hangUp();
    await stage().world.present('8001', 'idle');
    expect(states('8001')).toEqual(['offline', 'idle', 'busy', 'idle']);
  });

  test('a phone that declines is free again', async () => {
    const { leg } = await stage().rung('decline');
    await stage().end(leg);
    await stage().world.present('8001', 'idle');
    expect(states('8001').at(-1)).toBe('idle');
  });
}
