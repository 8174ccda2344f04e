import { expect } from 'vitest';
import { soundsOf } from '../../scenarios/support/hearing.ts';
import type { AgentPerson, CallerPerson } from '../../scenarios/support/people.ts';
import { LINE } from '../../scenarios/support/site.ts';
import type { House } from './house.ts';

/** Those whom a story of a restart is about. */
export interface Cast {
  readonly house: House;
  readonly caller: CallerPerson;
  readonly agent: AgentPerson;
}

export const go = ({ house }: Cast, seconds: number) => house.sim.advance(seconds * 1000);
export const phase = async ({ house }: Cast) => (await house.store.calls({ limit: 1 }))[0]?.phase.is;
export const sounds = ({ house, caller }: Cast) => {
  const { station } = caller;
  return soundsOf(station, caller.zero).filter(({ to }) => to * 1000 <= house.sim.clock.now().mono);
};

export async function hears(cast: Cast, what: string): Promise<void> {
  const now = (cast.house.sim.clock.now().mono - cast.caller.zero) / 1000;
  expect(
    sounds(cast)
      .filter(({ to }) => to >= now - 0.01)
      .map((sound) => sound.what),
  ).toContain(what);
}

/** No 15 s without a reassurance since the wait began. */
export function reassured(cast: Cast, since: number): void {
  const times = sounds(cast).flatMap(({ what, from }) =>
    /^(hold.reminder|queue.announce|hold.announce)/.test(what) && from >= since ? [from] : [],
  );
  const now = (cast.house.sim.clock.now().mono - cast.caller.zero) / 1000;
  expect(times.length).toBeGreaterThan(0);
  for (const [i, time] of [...times, now].entries())
    expect(time - (times[i - 1] ?? since)).toBeLessThanOrEqual(15);
}

export const dials = async (cast: Cast) => {
  await cast.caller.dials(LINE);
};
export const queue = async (cast: Cast) => {
  await dials(cast);
  await go(cast, 14);
};
export const talk = async (cast: Cast) => {
  cast.agent.registered().answersAfter(1000);
  await dials(cast);
  await go(cast, 15);
};
export const hold = async (cast: Cast) => {
  await talk(cast);
  cast.agent.holds();
  await go(cast, 10);
};
/** The caller gave up and is called back; the customer's phone does as it was told. */
export const calledBack = async (cast: Cast, seconds: number) => {
  await queue(cast);
  cast.caller.hangsUp();
  cast.agent.registered().answersAfter(1000);
  await go(cast, seconds);
};
export const dialledOnce = ({ house }: Cast) => {
  const legs = house.did('dial').map(({ leg }) => leg);
  expect(new Set(legs).size).toBe(legs.length);
  expect(house.did('dial').filter(({ to }) => 'customer' in to)).toHaveLength(1);
};
