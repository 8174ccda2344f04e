import type { Standard } from '../../../src/core/standard/standard.ts';
import { loadShipped } from '../../support/shipped-standards.ts';
import { MOBILE, type Talk } from './call-fixtures.ts';
import type { Person } from './people.ts';
import type { Scenario } from './scenario.ts';
import { LINE } from './site.ts';
import { seconds } from './standard.ts';

const { standards } = loadShipped();

/** A standard as it is shipped. */
export function shipped(name: string): Standard {
  const standard = standards.get(name);
  if (!standard) throw new Error(`no standard ${name} is shipped`);
  return standard;
}

/** Agent 8001 and the caller have been connected at this moment, which is `zero` of both; nobody has said a word. */
export async function aSilentTalk(s: Scenario, number = MOBILE): Promise<Talk> {
  const connected = () => s.records.happened('connected').length;
  const before = connected();
  const agent = s.agent('8001').registered().answersAfter(seconds(1));
  const caller = await s.caller(number).dials(LINE);
  await s.until(() => connected() > before, seconds(30));
  caller.zero = s.sim.clock.now().mono;
  agent.zero = caller.zero;
  return { agent, caller };
}

/** The same, and the caller has then said something for two seconds, and has been silent for one. */
export async function aHeardTalk(s: Scenario, number = MOBILE): Promise<Talk> {
  const talk = await aSilentTalk(s, number);
  await says(s, talk.caller, 2);
  await s.after(seconds(1));
  return talk;
}

/** Somebody talks for so long, s. */
export async function says(s: Scenario, person: Person, length: number): Promise<void> {
  person.startsTalking();
  await s.after(seconds(length));
  person.stopsTalking();
}
