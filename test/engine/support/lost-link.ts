import { expect } from 'vitest';
import { LINE } from '../../scenarios/support/site.ts';
import type { EngineFixture } from './engine-fixture.ts';

/** The caller of these tests. */
export const MOBILE = '13800138000';

/** The link breaks; meanwhile something happens; it is there again. */
export async function away(fixture: EngineFixture, meanwhile: () => void, ms = 3000): Promise<void> {
  fixture.sim.controls.loseLink('pulled out');
  await fixture.sim.advance(10);
  meanwhile();
  await fixture.sim.advance(ms);
  fixture.sim.controls.mendLink();
  await fixture.sim.advance(100);
}

export async function aTalk(fixture: EngineFixture) {
  const agent = fixture.agent('8001').registered().answersAfter(1000);
  const caller = await fixture.caller(MOBILE).dials(LINE);
  await fixture.sim.advance(20_000);
  expect(caller.inCall && agent.inCall).toBe(true);
  return { agent, caller };
}

export async function theCall(fixture: EngineFixture) {
  const [call] = await fixture.store.calls({ limit: 1 });
  return call ?? expect.fail('no call');
}
