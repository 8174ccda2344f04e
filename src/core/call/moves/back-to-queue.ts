import type { PromptId } from '../../ids.ts';
import type { HangupCause } from '../../legs.ts';
import type { AgentLeg, Wait } from '../phase.ts';
import { addEvent, addVerdict, promptsOf, type StepDraft } from '../step-draft.ts';
import { beginWait, restartWaitMusic } from '../wait-prompts.ts';
import { newRequests, requestCallback } from './callback-requests.ts';
import { playGoodbye, recordFirstHangup } from './ending.ts';
import { offerToTakeBack } from './number-entry.ts';

/** After so many greetings that an agent did not stay for, the caller is called back: a phone that answers by itself must not keep
 * a caller for ever. */
const MOST_GREETINGS = 3;

/** To who has lost an agent and waits for another. */
export const APOLOGY: PromptId = 'callback.no_agent';

/** The caller waits again, and keeps their place in the queue. hold.announce: the wait began when nobody was heard any more,
 * `silentMs` ago. */
export function returnToQueue(d: StepDraft<'waiting'>, first: readonly PromptId[] = [], silentMs = 0): void {
  restartWaitMusic(d);
  const say = promptsOf(d, d.rules.standard.clauses['hold.announce']?.sayQueue);
  const since = d.at.mono - silentMs;
  const earlier = ({ offerAt, ...wait }: Wait): Wait => ({
    ...wait,
    since,
    offerAt: offerAt === null ? null : offerAt - silentMs,
  });
  beginWait(d, [...first, ...say], (wait) => ({ is: 'waiting', wait: earlier(wait), ring: null }));
}

/** close.caller.first: the agent has left while the caller heard the greeting, and gets no next call for some time. The caller waits for
 * another agent, after an apology. */
export function agentLeftGreeting(
  d: StepDraft<'waiting' | 'closing' | 'over'>,
  agent: AgentLeg,
  how: HangupCause,
): void {
  const { passOverMs } = d.rules.standard.handling;
  const left = { type: 'notPickedUp', call: d.call.id, how, passOverMs } as const;
  d.tells.push({ to: 'agent', id: agent.agent, event: left });
  if (how === 'hungUp') {
    const note = 'the agent hung up during the greeting';
    addVerdict(d, 'close.caller.first', false, { agent: agent.agent }, { note });
  } else addEvent(d, 'legLost', 'network', { who: agent.agent });
  const greetingsLeft = (d.call.greetingsLeft ?? 0) + 1;
  d.call = { ...d.call, greetingsLeft };
  if (greetingsLeft < MOST_GREETINGS) returnToQueue(d, [APOLOGY]);
  else callBackInstead(d, agent, how);
}

/** hold.promise: no agent stays, so the caller is called back. */
function callBackInstead(d: StepDraft<'closing' | 'over'>, agent: AgentLeg, how: HangupCause): void {
  if (how === 'hungUp') recordFirstHangup(d, 'agent', agent);
  const promised = requestCallback(d, 'queue', d.call.customer);
  const say = promised ? promptsOf(d, d.rules.standard.clauses['hold.promise']?.say) : [];
  const request = newRequests(d).at(-1);
  playGoodbye(d, say, true);
  if (promised) offerToTakeBack(d, request);
}
