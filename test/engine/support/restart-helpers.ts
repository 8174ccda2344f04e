import { expect } from 'vitest';
import { soundsOf } from '../../scenarios/support/hearing.ts';
import type { AgentPerson, CallerPerson } from '../../scenarios/support/people.ts';
import { LINE } from '../../scenarios/support/site.ts';
import type { EngineFixture } from './engine-fixture.ts';

/** An engine that is restarted while a caller and an agent are in a call. */
export interface RestartCase {
  readonly fixture: EngineFixture;
  readonly caller: CallerPerson;
  readonly agent: AgentPerson;
}

export const afterSeconds = ({ fixture }: RestartCase, seconds: number) =>
  fixture.sim.advance(seconds * 1000);
export const phase = async ({ fixture }: RestartCase) =>
  (await fixture.store.calls({ limit: 1 }))[0]?.phase.is;
export const sounds = ({ fixture, caller }: RestartCase) => {
  const { station } = caller;
  return soundsOf(station, caller.zero).filter(({ to }) => to * 1000 <= fixture.sim.clock.now().mono);
};

export async function expectHearing(test: RestartCase, what: string): Promise<void> {
  const now = (test.fixture.sim.clock.now().mono - test.caller.zero) / 1000;
  expect(
    sounds(test)
      .filter(({ to }) => to >= now - 0.01)
      .map((sound) => sound.what),
  ).toContain(what);
}

/** Fails if the caller went 15 s without a reassurance since the wait began. */
export function expectReassurances(test: RestartCase, since: number): void {
  const times = sounds(test).flatMap(({ what, from }) =>
    /^(hold.reminder|queue.announce|hold.announce)/.test(what) && from >= since ? [from] : [],
  );
  const now = (test.fixture.sim.clock.now().mono - test.caller.zero) / 1000;
  expect(times.length).toBeGreaterThan(0);
  for (const [i, time] of [...times, now].entries())
    expect(time - (times[i - 1] ?? since)).toBeLessThanOrEqual(15);
}

export const dials = async (test: RestartCase) => {
  await test.caller.dials(LINE);
};
export const waitInQueue = async (test: RestartCase) => {
  await dials(test);
  await afterSeconds(test, 14);
};
export const talkToAgent = async (test: RestartCase) => {
  test.agent.registered().answersAfter(1000);
  await dials(test);
  await afterSeconds(test, 15);
};
export const putOnHold = async (test: RestartCase) => {
  await talkToAgent(test);
  test.agent.holds();
  await afterSeconds(test, 10);
};
/** The caller gives up in the queue and is called back. */
export const calledBack = async (test: RestartCase, seconds: number) => {
  await waitInQueue(test);
  test.caller.hangsUp();
  test.agent.registered().answersAfter(1000);
  await afterSeconds(test, seconds);
};
export const expectOneDialToCustomer = ({ fixture }: RestartCase) => {
  const legs = fixture.commandsOf('dial').map(({ leg }) => leg);
  expect(new Set(legs).size).toBe(legs.length);
  expect(fixture.commandsOf('dial').filter(({ to }) => 'customer' in to)).toHaveLength(1);
};
