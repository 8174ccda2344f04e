import { expect, test } from 'vitest';
import type { ContractFixture } from './contract-fixture.ts';

export function presence(fixture: () => ContractFixture): void {
  /** Without `ringing`: whether a phone that rings counts as busy is Asterisk's configuration. */
  const states = (agent: string) =>
    fixture()
      .harness.presences.filter((event) => event.agent === agent)
      .map(({ device }) => device)
      .filter((device, at, all) => device !== 'ringing' && device !== all[at - 1]);

  test('every phone is told at the start: none is registered', async () => {
    for (const agent of ['8001', '8002', '8003']) await fixture().harness.present(agent, 'offline');
  });

  test('a phone registers, rings, is busy, and is free again', async () => {
    for (const agent of ['8001', '8003']) await fixture().harness.present(agent, 'offline');
    const { party, leg } = await fixture().agent();
    await fixture().harness.present('8001', 'busy');
    await party.hangUp();
    await fixture().end(leg);
    await fixture().harness.present('8001', 'idle');
    expect(states('8001')).toEqual(['offline', 'idle', 'busy', 'idle']);
    expect(states('8003')).toEqual(['offline']);
  });

  test('an agent on hold is busy', async () => {
    await fixture().harness.present('8001', 'offline');
    const { agent } = await fixture().held();
    await fixture().harness.present('8001', 'busy');
    await agent.party.hangUp();
    await fixture().harness.present('8001', 'idle');
    expect(states('8001')).toEqual(['offline', 'idle', 'busy', 'idle']);
  });

  test('a phone that declines is free again', async () => {
    const { leg } = await fixture().rung('decline');
    await fixture().end(leg);
    await fixture().harness.present('8001', 'idle');
    expect(states('8001').at(-1)).toBe('idle');
  });
}
