import type { AgentPerson, CallerPerson } from './people.ts';
import { promptsMs } from './prompts.ts';
import type { Scenario } from './scenario.ts';
import { LINE } from './site.ts';
import { seconds } from './standard.ts';

/** A caller's number that may be called back, as the network sends it and as it is dialled. */
export const MOBILE = '13800138000';

/** Seconds after which the engine answers under the strict standard: before the third ring would begin. */
export const ENGINE_ANSWERS = 9.3;

/** How long these prompts take, in seconds. */
export function spoken(...prompts: string[]): number {
  return promptsMs(prompts, 'zh') / 1000;
}

/** What a caller hears of an agent with the number 8001 on a working Monday morning, and what of the engine. */
export const GREETING_8001 = [
  'salute.morning',
  'company',
  'greeting.agent',
  'digit.8',
  'digit.0',
  'digit.0',
  'digit.1',
  'greeting.help',
];
export const ENGINE_GREETING = ['salute.morning', 'company', 'queue.announce'];

/** A caller in the queue: nobody has answered but the engine. The wait began `ENGINE_ANSWERS` after the call. */
export async function aCallerWaits(s: Scenario, number = MOBILE): Promise<CallerPerson> {
  const caller = await s.caller(number).dials(LINE);
  await s.until(() => caller.inCall, seconds(60));
  return caller;
}

export interface Talk {
  readonly agent: AgentPerson;
  readonly caller: CallerPerson;
}

/** Agent 8001 has picked up after a second, the greeting is over, and both have talked for five seconds. */
export async function aTalk(s: Scenario, number = MOBILE): Promise<Talk> {
  const agent = s.agent('8001').registered().answersAfter(seconds(1));
  const caller = await s.caller(number).dials(LINE);
  await s.until(() => caller.inCall, seconds(10));
  await s.after(spoken(...GREETING_8001) * 1000 + seconds(5));
  s.expect(caller).hears('<8001>');
  s.expect(agent).hears(`<${number}>`);
  return { agent, caller };
}

/** The same, and then the agent has pressed hold: `zero` of the caller and the agent is that moment. */
export async function aHold(s: Scenario, number = MOBILE): Promise<Talk> {
  const talk = await aTalk(s, number);
  talk.agent.holds();
  talk.caller.zero = s.sim.clock.now().mono;
  talk.agent.zero = talk.caller.zero;
  return talk;
}

/** Gaps between each of these times and the one before, the first since `since`; seconds. */
export function gaps(times: readonly number[], since: number): number[] {
  return times.map((time, index) => time - (times[index - 1] ?? since));
}
