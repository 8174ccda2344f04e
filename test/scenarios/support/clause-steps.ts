import type { Standard } from '../../../src/core/standard/standard.ts';
import type { CallerPerson } from './people.ts';
import type { Scenario } from './scenario.ts';
import { LINE } from './site.ts';
import { minutes, seconds } from './standard.ts';

/** Plays a call in which the clause is kept, under any standard that has it. */
export type ClauseScenario = (s: Scenario, standard: Standard) => Promise<void>;

/** Long enough for what is said at a beginning or an end, in any of the standards. */
export const SAID = seconds(25);

export const MOBILE = '13800138000';

/** The caller has said hello, so that nobody takes the call for a silent one. */
export async function talk(s: Scenario) {
  const both = await connected(s);
  both.caller.startsTalking();
  await s.after(seconds(1));
  both.caller.stopsTalking();
  await s.after(seconds(1));
  return both;
}

export async function connected(s: Scenario) {
  const agent = s.agent('8001').registered().answersAfter(seconds(1));
  const caller = await s.caller(MOBILE).dials(LINE);
  await s.until(() => s.records.happened('connected').length > 0, minutes(1));
  return { agent, caller };
}

export async function hold(s: Scenario, ms: number) {
  const both = await talk(s);
  both.agent.holds();
  await s.after(ms);
  return both;
}

export async function queue(s: Scenario, ms: number): Promise<CallerPerson> {
  const caller = await s.caller(MOBILE).dials(LINE);
  await s.until(() => caller.inCall, minutes(1));
  await s.after(ms);
  return caller;
}

/** The caller has given up in the queue, or taken the offer, or been promised a call by the agent: whatever the standard has. */
export async function calledBack(s: Scenario, { clauses }: Standard): Promise<CallerPerson> {
  if (clauses['callback.unanswered']) {
    const caller = await queue(s, seconds(20));
    caller.hangsUp();
    return back(s, caller);
  }
  const { agent, caller } = await talk(s);
  agent.presses('*32');
  await s.after(seconds(2));
  caller.hangsUp();
  await s.after(minutes(24));
  return back(s, caller);
}

async function back(s: Scenario, caller: CallerPerson): Promise<CallerPerson> {
  await s.after(seconds(1));
  caller.answersAfter(seconds(1));
  s.agent('8001').registered().answersAfter(seconds(1));
  await s.until(() => caller.inCall, minutes(6));
  caller.startsTalking();
  await s.after(seconds(1));
  caller.stopsTalking();
  await s.after(SAID);
  return caller;
}

/** The agent presses a key in a talk, and what it plays is heard. */
export const key =
  (keys: string): ClauseScenario =>
  async (s) => {
    const { agent } = await talk(s);
    agent.presses(keys);
    await s.after(SAID);
  };

/** The agent presses a key in a talk, and somebody else picks up. */
export const to =
  (id: string, keys: string) =>
  async (s: Scenario): Promise<void> => {
    const { agent } = await talk(s);
    s.agent(id).registered().answersAfter(seconds(1));
    await s.after(seconds(1));
    agent.presses(keys);
    await s.after(SAID + SAID);
  };

export const greeted: ClauseScenario = async (s) => void (await talk(s));

export const resumed: ClauseScenario = async (s) => {
  const { agent } = await hold(s, seconds(12));
  agent.resumes();
  await s.after(SAID);
};

export const settled: ClauseScenario = async (s, standard) => {
  const caller = await calledBack(s, standard);
  s.agent('8001').presses('*31');
  await s.after(seconds(1));
  caller.hangsUp();
  await s.after(seconds(1));
};

export const offered: ClauseScenario = async (s, { clauses }) => {
  if (!clauses['hold.limit']) return nobodySpeaks(s);
  const caller = await queue(s, (clauses['hold.limit']?.afterMs ?? 0) + seconds(8));
  caller.presses('1');
  await s.after(SAID);
};

/** A caller who withholds the number wants a colleague of whom none is there: the number is taken down, and a call promised. */
async function nobodySpeaks(s: Scenario): Promise<void> {
  const agent = s.agent('8001').registered().answersAfter(seconds(1));
  const caller = await s.caller('anonymous').dials(LINE);
  await s.until(() => s.records.happened('connected').length > 0, minutes(1));
  await s.after(seconds(2));
  agent.presses('*62');
  await s.after(seconds(6));
  caller.presses('13912345678#');
  await s.after(seconds(6));
  caller.presses('1');
  await s.after(SAID);
}
