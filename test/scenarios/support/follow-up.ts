import type { CallbackState } from '../../../src/core/callback/state.ts';
import { aTalk } from './call-fixtures.ts';
import type { AgentPerson, CallerPerson } from './people.ts';
import type { Scenario, ScenarioOptions } from './scenario.ts';
import { minutes, seconds } from './standard.ts';
import { shipped } from './talk-fixtures.ts';

export const DESK400 = shipped('desk400');
export const DAY = minutes(24 * 60);
export const ASKS = 'callback.follow_up.desk400';

export const OPTIONS: ScenarioOptions = {
  staff: ['8001', '8002', { id: '8800', role: 'complaints' }],
};

/** The agent has solved it, and everybody has gone. */
export async function solved(s: Scenario): Promise<{ agent: AgentPerson; caller: CallerPerson }> {
  const { agent, caller } = await aTalk(s);
  agent.presses('*31');
  await s.after(seconds(2));
  caller.hangsUp();
  await s.after(minutes(1));
  return { agent, caller };
}

export const followUps = (s: Scenario): readonly CallbackState[] =>
  s.records.callbacks.filter(({ kind }) => kind === 'satisfaction');

/** Three days later the customer's phone rings, and the question has been asked. */
export async function asked(s: Scenario) {
  const { agent, caller } = await solved(s);
  caller.answersAfter(seconds(2));
  await s.until(() => caller.inCall, 4 * DAY);
  caller.zero = s.sim.clock.now().mono;
  await s.after(seconds(19));
  return { agent, caller };
}
