import { expect, test } from 'vitest';
import { isKeyDoubtful } from '../../../src/core/agents/key-timing.ts';
import type { ConnectedParty, ContractFixture, Conversation } from './contract-fixture.ts';

export function keys(fixture: () => ContractFixture): void {
  const told = ({ leg }: ConnectedParty) =>
    fixture().harness.events.flatMap((event) =>
      event.type === 'digit' && event.leg === leg ? [event.digit] : [],
    );

  /** Both press what a script's code, or a menu, wants. */
  async function press({ caller, agent }: Conversation): Promise<void> {
    await agent.party.press('*43#');
    await fixture().harness.seen('digit', (event) => event.leg === agent.leg && event.digit === '#');
    await caller.party.press('10');
    await fixture().harness.seen('digit', (event) => event.leg === caller.leg && event.digit === '0');
    expect([told(agent).join(''), told(caller).join('')]).toEqual(['*43#', '10']);
  }

  test('are told with their own times: one ends before the next begins', async () => {
    const { agent } = await fixture().talking();
    await agent.party.press('*43#');
    await fixture().harness.seen('digit', (event) => event.digit === '#');
    const timings = fixture().harness.events.flatMap((event) =>
      event.type === 'digit' && event.timing ? [event.timing] : [],
    );
    expect(timings).toHaveLength(4);
    expect(timings.map((key, index) => isKeyDoubtful(timings[index - 1], key))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test('are told while both talk', async () => press(await fixture().talking()));

  test('are told while a caller on hold hears music', async () => press(await fixture().held()));

  test.each(['caller', 'agent', 'bridge'] as const)(
    'are told while a prompt is played to the %s',
    async (whom) => {
      const call = await fixture().talking();
      const on = whom === 'bridge' ? { bridge: call.bridge } : { leg: call[whom].leg };
      const playback = await fixture().play(on, 'first', 'second', 'first');
      await press(call);
      expect(await fixture().outcome(playback)).toBe('done');
    },
  );
}
