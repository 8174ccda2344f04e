import type { AgentId } from '../../ids.ts';
import {
  addEvent,
  addVerdict,
  goTo,
  judgeHeard,
  type PhaseOf,
  PROMPT_NOT_HEARD,
  play,
  promptsOf,
  type StepDraft,
} from '../step-draft.ts';
import { endCall, playGoodbye, recordFirstHangup, releaseAgents } from './ending.ts';
import { stopHoldPrompts } from './hold.ts';
import { stopScript } from './scripts.ts';
import { startWrapUp } from './wrap-up.ts';

const RELEASED = { note: 'the engine let the agent go' };

type ReleaseClause = PhaseOf<'releasing'>['clause'];

/** Where the text of a standard is older than these parameters. */
const NUISANCE_AGAIN_MS = 5000;
const NUISANCE_LIMIT_MS = 10 * 60_000;

/** How often the phrase plays before the caller is left to the automatic desk or the goodbye, and the phase that the key ends; null
 * where the key means nothing now. */
export function releaseBy(d: StepDraft, agent: AgentId, clause: ReleaseClause) {
  const { phase, customer } = d.call;
  const words = d.rules.standard.clauses[clause];
  if ((phase.is !== 'talking' && phase.is !== 'held') || phase.agent.agent !== agent) return null;
  return words && customer.leg ? { phase, times: 'times' in words ? words.times : 1 } : null;
}

/** people.nuisance: the engine releases the agent at once and plays the phrase the given number of times; then the caller
 * stays with the automatic desk. people.misdial: plays the phrase once, then the goodbye. Returns false where the key means
 * nothing now. */
export function autoRelease(
  d: StepDraft<'releasing' | 'closing' | 'over'>,
  agent: AgentId,
  clause: ReleaseClause,
): boolean {
  const release = releaseBy(d, agent, clause);
  if (!release) return false;
  const { phase, times } = release;
  const { bridge } = d.call;
  const nuisance = clause === 'people.nuisance' ? d.rules.standard.clauses[clause] : undefined;
  if (phase.is === 'held') stopHoldPrompts(d, phase);
  else stopScript(d, phase, { agent });
  const by = { agent };
  if (nuisance) addEvent(d, 'record', by, { type: 'nuisance' });
  // close.caller.first: the engine releases the agent; whether it cuts a nuisance caller off is known at the end
  else addVerdict(d, 'close.caller.first', true, by, RELEASED);
  startWrapUp(d, phase.agent);
  releaseAgents(d, bridge === null);
  const untilMono = d.at.mono + (nuisance?.deskMs ?? NUISANCE_LIMIT_MS);
  playRelease(d, { clause, heard: true, left: times, ...(nuisance ? { untilMono } : {}) });
  return true;
}

type Release = Pick<PhaseOf<'releasing'>, 'clause' | 'heard' | 'begun' | 'left' | 'untilMono' | 'againMono'>;

/** Plays the phrase `left` times from now on. */
export function playRelease(d: StepDraft<'releasing' | 'closing' | 'over'>, release: Release): void {
  if (release.left > 0 && playPhrase(d, { ...release, left: release.left - 1 })) return;
  releasePlayed(d, release);
}

function playPhrase(d: StepDraft<'releasing'>, release: Release): boolean {
  const { leg } = d.call.customer;
  const words = d.rules.standard.clauses[release.clause];
  const desk = release.againMono !== undefined && words && 'sayDesk' in words ? words.sayDesk : undefined;
  const prompts = promptsOf(d, desk ?? words?.say);
  const playing = leg ? play(d, { leg }, prompts) : null;
  if (!playing) return false;
  goTo(d, { is: 'releasing', ...release, playing, heard: release.heard && playing.whole });
  return true;
}

/** Every phrase has played. After people.misdial the goodbye follows. A nuisance caller stays with the automatic desk, unless
 * the phrase cannot be played there. */
function releasePlayed(d: StepDraft<'releasing' | 'closing' | 'over'>, release: Release): void {
  const { clause, heard, begun } = release;
  if (clause === 'people.misdial') {
    judgeHeard(d, clause, heard && !begun ? null : heard);
    playGoodbye(d, [], false);
  } else if (heard) {
    waitAtDesk(d, release);
  } else {
    addVerdict(d, clause, false, 'engine', PROMPT_NOT_HEARD);
    const hangUpAtMono = d.at.mono + d.rules.standard.handling.goodbyeSilenceMs;
    goTo(d, { is: 'closing', playing: null, promise: false, hangUpAtMono, atDesk: true });
  }
}

/** people.nuisance: the caller may not be cut off. The automatic desk repeats its phrase until the caller hangs up. */
function waitAtDesk(d: StepDraft<'releasing'>, release: Release): void {
  const { againMs = NUISANCE_AGAIN_MS, deskMs = NUISANCE_LIMIT_MS } =
    d.rules.standard.clauses['people.nuisance'] ?? {};
  const { mono } = d.at;
  const untilMono = release.untilMono ?? mono + deskMs;
  goTo(d, { is: 'releasing', ...release, left: 0, playing: null, againMono: mono + againMs, untilMono });
}

/** The silence after a phrase is over: the phrase again, or the end of the time for it. */
export function deskSilenceOver(d: StepDraft<'releasing' | 'closing' | 'over'>, release: Release): void {
  const { untilMono = 0 } = release;
  if (d.at.mono < untilMono) {
    playRelease(d, { ...release, left: 1 });
    return;
  }
  recordFirstHangup(d, 'engine');
  const { deskMs = NUISANCE_LIMIT_MS } = d.rules.standard.clauses['people.nuisance'] ?? {};
  const minutes = Math.round(deskMs / 60_000);
  const note = `the engine hung up after ${minutes} min`;
  addVerdict(d, 'people.nuisance', false, 'engine', { note });
  addVerdict(d, 'close.caller.first', false, 'engine', { note });
  endCall(d);
}

/** The caller has left the automatic desk, and nobody else had hung up. */
export function callerLeftRelease(d: StepDraft, { clause, heard, begun }: Release): void {
  // a caller who leaves before the first phrase has heard none
  if (begun || !heard) judgeHeard(d, clause, heard);
  if (clause === 'people.nuisance') callerLeftDesk(d);
}

/** close.caller.first: the agent had left the end of the call to the caller. */
export function callerLeftDesk(d: StepDraft): void {
  const { lastAgent } = d.call;
  addVerdict(d, 'close.caller.first', true, lastAgent === null ? 'engine' : { agent: lastAgent }, RELEASED);
}

/** Monotonic ms. */
export function releasingDeadline({ playing, againMono = 0 }: PhaseOf<'releasing'>): number {
  return playing ? playing.byMono : againMono;
}
