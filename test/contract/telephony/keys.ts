import { expect, test } from 'vitest';
import type { Conversation, Person, Stage } from './stage.ts';

export function keys(stage: () => Stage): void {
  const told = ({ leg }: Person) =>
    stage().world.events.flatMap((event) =>
      event.type === 'digit' && event.leg === leg ? [event.digit] : [],
    );

  /** Both press what a script's code, or a menu, wants. */
  async function press({ caller, agent }: Conversation): Promise<void> {
    await agent.party.press('*43#');
    await stage().world.seen('digit', (event) => event.leg === agent.leg && event.digit === '#');
    await caller.party.press('10');
    await stage().world.seen('digit', (event) => event.leg === caller.leg && event.digit === '0');
    expect([told(agent).join(''), told(caller).join('')]).toEqual(['*43#', '10']);
  }

  test('are told while both talk', async () => press(await stage().talking()));

  test('are told while a caller on hold hears music', async () => press(await stage().held()));

  test.each(['caller', 'agent', 'bridge'] as const)(
    'are told while a prompt is played to the %s',
    async (whom) => {
      const call = await stage().talking();
      const on = whom === 'bridge' ? { bridge: call.bridge } : { leg: call[whom].leg };
      const playback = await stage().play(on, 'first', 'second', 'first');
      await press(call);
      expect(await stage().outcome(playback)).toBe('done');
    },
  );
}
