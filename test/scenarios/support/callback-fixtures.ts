import { aCallerWaits } from './call-fixtures.ts';
import type { AgentPerson, CallerPerson } from './people.ts';
import type { Scenario, ScenarioOptions } from './scenario.ts';
import { seconds } from './standard.ts';

export const callbackOptions = (callbacks: { customerFirst?: true; press1?: true }): ScenarioOptions => ({
  line: { callbacks: { customerFirst: false, press1: false, ...callbacks } },
});

export const ENGINE_OPENING = ['callback.opening.hello', 'company', 'callback.calling'];

export const AGENT_OPENING = ['callback.opening.hello', 'company', 'callback.opening.center'];

/** A caller has given up in the queue, and an agent has come; the customer is dialled next, or the agent's phone rings. */
export async function aDueCallback(s: Scenario): Promise<{ customer: CallerPerson; agent: AgentPerson }> {
  const customer = await aCallerWaits(s);
  await s.after(seconds(20));
  customer.hangsUp();
  await s.after(seconds(1));
  customer.doesNotAnswer();
  const agent = s.agent('8001').registered().doesNotAnswer();
  await s.until(() => agent.rings || customer.rings, seconds(5));
  customer.zero = s.sim.clock.now().mono;
  agent.zero = customer.zero;
  return { customer, agent };
}

export const attemptOutcomes = (s: Scenario) =>
  s.records.callbacks[0]?.attempts.map(({ outcome }) => outcome);
