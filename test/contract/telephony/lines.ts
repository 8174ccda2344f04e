import { expect, test } from 'vitest';
import type { ContractFixture } from './contract-fixture.ts';

export function lines(fixture: () => ContractFixture): void {
  const about = (leg: string) =>
    fixture()
      .eventTypes(leg)
      .filter((type) => type.startsWith('line'));

  test('a line that loses packets is told, once, and only that of the two; so is its recovery', async () => {
    const { caller, agent } = await fixture().talking();
    await caller.party.weaken();
    const weak = await fixture().harness.seen('lineWeak');
    expect(weak).toMatchObject({ leg: caller.leg });
    expect(weak.lossPercent).toBeGreaterThan(5);
    expect(weak.lossPercent).toBeLessThan(15);
    expect(weak.jitterMs).toBeLessThan(30);
    await caller.party.strengthen();
    expect(await fixture().harness.seen('lineGood')).toMatchObject({ leg: caller.leg });
    expect([about(caller.leg), about(agent.leg)]).toEqual([['lineWeak', 'lineGood'], []]);
  });
}
