import type { AgentId } from '../../ids.ts';
import {
  addEvent,
  addVerdict,
  goTo,
  type PhaseOf,
  PROMPT_NOT_HEARD,
  play,
  promptsOf,
  type StepDraft,
} from '../step-draft.ts';
import { stopWaitPrompt } from '../wait-prompts.ts';
import { playGoodbye, releaseAgents } from './ending.ts';
import { stopScript } from './scripts.ts';
import { startWrapUp } from './wrap-up.ts';

type ReleaseClause = PhaseOf<'releasing'>['clause'];

/** people.nuisance: the engine releases the agent at once, plays the phrase the given number of times, then ends the call:
 * in silence, and never in the middle of a phrase. people.misdial: plays the phrase once, then the goodbye. Returns false
 * where the key means nothing now. */
export function autoRelease(
  d: StepDraft<'releasing' | 'closing' | 'over'>,
  agent: AgentId,
  clause: ReleaseClause,
): boolean {
  const { phase, bridge, customer } = d.call;
  if ((phase.is !== 'talking' && phase.is !== 'held') || phase.agent.agent !== agent) return false;
  const times = clause === 'people.nuisance' ? d.rules.standard.clauses[clause]?.times : 1;
  if (!d.rules.standard.clauses[clause] || times === undefined || !customer.leg) return false;
  if (phase.is === 'held') stopWaitPrompt(d, phase.wait);
  else stopScript(d, phase, { agent });
  const by = { agent };
  if (clause === 'people.nuisance') addEvent(d, 'record', by, { type: 'nuisance' });
  // close.caller.first: the engine releases the agent
  addVerdict(d, 'close.caller.first', true, by, { note: 'the engine let the agent go' });
  startWrapUp(d, phase.agent);
  releaseAgents(d, bridge === null);
  playRelease(d, clause, times, true);
  return true;
}

/** Plays the phrase `times` times from now on. */
export function playRelease(
  d: StepDraft<'releasing' | 'closing' | 'over'>,
  clause: ReleaseClause,
  times: number,
  heard: boolean,
): void {
  const { leg } = d.call.customer;
  const prompts = promptsOf(d, d.rules.standard.clauses[clause]?.say);
  const playing = leg && times > 0 ? play(d, { leg }, prompts) : null;
  if (playing) goTo(d, { is: 'releasing', clause, playing, heard: heard && playing.whole, left: times - 1 });
  else releasePlayed(d, clause, heard);
}

/** Every phrase has played: the caller may hang up, and the engine hangs up after a decent silence. */
function releasePlayed(d: StepDraft<'closing' | 'over'>, clause: ReleaseClause, heard: boolean): void {
  addVerdict(d, clause, heard, 'engine', heard ? {} : PROMPT_NOT_HEARD);
  if (clause === 'people.misdial') {
    playGoodbye(d, [], false);
    return;
  }
  const hangUpAtMono = d.at.mono + d.rules.standard.handling.goodbyeSilenceMs;
  goTo(d, { is: 'closing', playing: null, promise: false, hangUpAtMono });
}
