import { agentGone, customerGone } from './closing.ts';
import { type Draft, event, goTo, type In, promptsOf } from './draft.ts';
import type { CallInput } from './input.ts';
import { choose } from './keying.ts';
import { beginWait, interrupt, waitOn, waitPlayEnded, waitPlayStarted } from './patience.ts';
import type { AgentLeg, Wait } from './phase.ts';
import { join, resume } from './talking.ts';

/** The agent has pressed hold: the caller, alone, hears the announcement, then music. hold.announce */
export function enterHold(d: Draft, agent: AgentLeg): void {
  event(d, 'held', { agent: agent.agent });
  const say = promptsOf(d, d.rules.standard.clauses['hold.announce']?.say);
  beginWait(d, say, (wait) => ({ is: 'held', agent, wait }));
}

/** The agent takes the call back, perhaps in the middle of a prompt: that is cut first, for until it is neither hears
 * the other. */
export function leaveHold(d: Draft, agent: AgentLeg, wait: Wait): void {
  interrupt(d, wait);
  event(d, 'resumed', { agent: agent.agent }, { after: (d.at.mono - wait.since) / 1000 });
  if (!d.call.bridge) join(d, agent);
  resume(d, agent);
}

/** On an agent's hold: the same promises as in the queue. */
export function held(d: Draft, phase: In<'held'>, input: CallInput): boolean {
  switch (input.type) {
    case 'legResumed':
      if (input.leg !== phase.agent.leg) return input.leg === d.call.customer.leg;
      leaveHold(d, phase.agent, phase.wait);
      return true;
    case 'legHeld':
      return true; // a second press changes nothing
    case 'digit':
      return choose(d, phase.wait, phase.agent, null, input);
    case 'deadline':
      goTo(d, { ...phase, wait: waitOn(d, phase.wait) });
      return true;
    case 'playStarted':
      return put(d, phase, waitPlayStarted(d, phase.wait, input));
    case 'playEnded':
      return put(d, phase, waitPlayEnded(d, phase.wait, input));
    case 'legEnded':
      interrupt(d, phase.wait);
      if (input.leg === phase.agent.leg) agentGone(d, phase.agent, input.how);
      else customerGone(d, phase.agent, input.how);
      return true;
    default:
      return false;
  }
}

function put(d: Draft, phase: In<'held'>, wait: Wait | null): boolean {
  if (wait) goTo(d, { ...phase, wait });
  return wait !== null;
}
