import type { PromptId } from '../../ids.ts';
import { agentAnswered, ringEndsAt, stopMissedRing } from '../agent-ringing.ts';
import { withRecordingNotice } from '../call-recording.ts';
import type { AgentLeg, Ring, Wait } from '../phase.ts';
import type { AnsweredBy } from '../state.ts';
import {
  goTo,
  type PhaseOf,
  play,
  playInWait,
  promptsOf,
  type StepDraft,
  stopPlaying,
} from '../step-draft.ts';
import { judgeWait, stopWaitPrompt } from '../wait-prompts.ts';
import { openingSteps } from './opening-steps.ts';
import { startTalk } from './talk.ts';
import { transferTaken } from './transfer.ts';
import { passOnWrapUp } from './wrap-up.ts';

/** The agent hears it first, and so knows who is there. */
const CONNECT_TONE: PromptId = 'tone.connect';

/** Orders the answer of the caller's leg. answer.rings: the verdict waits until Asterisk reports the answer. */
export function answerCustomer(d: StepDraft, by: AnsweredBy): void {
  const { customer } = d.call;
  if (!customer.leg || customer.answered) return;
  d.commands.push({ do: 'answer', leg: customer.leg });
  d.call = { ...d.call, customer: { ...customer, answered: true, answering: by } };
}

/** callback.opening: if no agent answers for a customer whom the engine has called, the customer hears once that it takes a
 * moment longer, and waits for another agent in the same place. */
export function apologiseForDelay(d: StepDraft, phase: PhaseOf<'waiting'>): PhaseOf<'waiting'> {
  const { callback, direction, lastAgent, customer } = d.call;
  const { wait } = phase;
  if (!callback || callback.apologised || direction !== 'out' || lastAgent !== null) return phase;
  if (!customer.leg || wait.playing?.what === 'announce') return phase;
  stopPlaying(d, wait.playing);
  d.call = { ...d.call, callback: { ...callback, apologised: true } };
  const playing = playInWait(d, customer.leg, ['callback.no_agent']);
  const reassured = { reassuredBefore: wait.reassuredAt, reassuredAt: d.at.mono };
  return { ...phase, wait: { ...wait, ...reassured, playing: playing && { ...playing, what: 'reminder' } } };
}

/** The rest of the ringing time at the clock input. */
export function ringTimedOut(d: StepDraft, ringing: Ring | null): Ring | null {
  if (!ringing || d.at.mono < ringEndsAt(ringing)) return ringing;
  stopMissedRing(d, ringing);
  return null;
}

/** An agent has answered: the caller hears the greeting, and the agent hears who is there. `opens`: another way to begin, if
 * it returns true. */
export function agentPickedUp(
  d: StepDraft<'greeting' | 'talking'>,
  ringing: Ring,
  wait: Wait | null,
  opens: (agent: AgentLeg) => boolean = () => false,
): void {
  const agent: AgentLeg = { agent: ringing.agent, leg: ringing.leg };
  agentAnswered(d, agent);
  passOnWrapUp(d, agent.agent);
  transferTaken(d, ringing);
  if (wait) stopWaitPrompt(d, wait);
  judgeWait(d, wait);
  answerCustomer(d, { agent: agent.agent });
  if (!opens(agent) && !playGreeting(d, agent, wait !== null)) startTalk(d, agent);
}

/** answer.greeting: plays to the caller, with the agent's number in it. The agent hears it too, after a short tone, and so
 * knows when to speak. answer.late.apology: replaces it after a wait. answer.greeting.transferred: replaces it after a
 * transfer. Returns false where there is nothing to say. */
export function playGreeting(
  d: StepDraft<'greeting'>,
  agent: AgentLeg,
  late: boolean,
  held = false,
): boolean {
  const leg = d.call.customer.leg;
  const prompts = greetingPrompts(d, late);
  const playing = leg ? play(d, { leg }, prompts) : null;
  const whisper = play(d, { leg: agent.leg }, [CONNECT_TONE, ...prompts]);
  if (!playing || !whisper) return false;
  goTo(d, { is: 'greeting', agent, playing, agentPlayback: whisper.id, held, late });
  return true;
}

function greetingPrompts(d: StepDraft, late: boolean): readonly PromptId[] {
  const clause = greetingClause(d, late);
  const phrase =
    clause === 'callback.opening' ? openingSteps(d).flat() : d.rules.standard.clauses[clause]?.say;
  return withRecordingNotice(d, promptsOf(d, phrase), clause === 'callback.opening');
}

/** The greeting once more, for the agent alone: the caller has heard a notice already, or hears it now. */
export function greetingForAgent(d: StepDraft, late: boolean): PromptId[] {
  return [CONNECT_TONE, ...greetingPrompts(d, late)];
}

export function greetingClause(d: StepDraft, late: boolean) {
  const { clauses } = d.rules.standard;
  // also a caller who went to the complaints agents by key: they are not the first that the caller hears of the company
  if (d.call.transfer)
    return clauses['answer.greeting.transferred'] ? 'answer.greeting.transferred' : 'answer.greeting';
  if (d.call.direction === 'out') return 'callback.opening';
  if (late && clauses['answer.late.apology']) return 'answer.late.apology';
  // the caller has heard the beginning of the first greeting: an agent did not stay for the rest
  const again = d.call.greetingsLeft !== undefined && clauses['answer.greeting.transferred'];
  return again ? 'answer.greeting.transferred' : 'answer.greeting';
}
