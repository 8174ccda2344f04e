import { expect, test } from 'vitest';
import type { Stage } from './stage.ts';

export function lines(stage: () => Stage): void {
  const about = (leg: string) =>
    stage()
      .story(leg)
      .filter((type) => type.startsWith('line'));

  test('a line that loses packets is told, once, and only that of the two; so is its recovery', async () => {
    const { caller, agent } = await stage().talking();
    await caller.party.weaken();
    const weak = await stage().world.seen('lineWeak');
    expect(weak).toMatchObject({ leg: caller.leg });
    expect(weak.lossPercent).toBeGreaterThan(5);
    expect(weak.lossPercent).toBeLessThan(15);
    expect(weak.jitterMs).toBeLessThan(30);
    await caller.party.strengthen();
    expect(await stage().world.seen('lineGood')).toMatchObject({ leg: caller.leg });
    expect([about(caller.leg), about(agent.leg)]).toEqual([['lineWeak', 'lineGood'], []]);
  });
}
