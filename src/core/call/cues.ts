import { type Draft, event, judge, play, UNHEARD } from './draft.ts';
import { earsOf, setEars, setTalk } from './ears.ts';
import type { Cue } from './ears-state.ts';
import type { CallInput, Of } from './input.ts';

/** The agent hears the tone within this of the moment at which it is due. */
const TOLD_WITHIN_MS = 1000;

/** A tone to the agent alone: of a customer's silence, or of a weak line. Its being heard is judged when it is. */
function cue(d: Draft, clause: Cue['clause'], since: number): void {
  const { phase } = d.call;
  const playing = phase.is === 'talking' ? play(d, { leg: phase.agent.leg }, ['tone.cue']) : null;
  if (playing) setTalk(d, { cue: { id: playing.id, clause, since, whole: playing.whole } });
}

/** hear.noresponse: the customer has not said a word for too long; told once in each silence. */
export function cueSilence(d: Draft): void {
  const { talk } = earsOf(d.call);
  if (!talk) return;
  setTalk(d, { told: true });
  cue(d, 'hear.noresponse', talk.quietSince);
}

/** hear.signal: the customer's line has become weak, or good again. */
export function lineChanged(d: Draft, input: Extract<CallInput, { type: 'lineWeak' | 'lineGood' }>): boolean {
  const { type, leg, lossPercent, jitterMs } = input;
  if (leg !== d.call.customer.leg) return false;
  const { weakSince } = earsOf(d.call);
  if (type === 'lineGood') setEars(d, { weakSince: null, weakTold: false });
  else if (weakSince === null) {
    setEars(d, { weakSince: d.at.mono, weakTold: false });
    event(d, 'lineWeak', 'network', { lossPercent, jitterMs });
    cueWeakness(d);
  }
  return true;
}

/** hear.signal: the agent is told of a weak line, once in each spell, and as soon as the talk begins or goes on. */
export function cueWeakness(d: Draft): void {
  const { weakSince, weakTold, talk } = earsOf(d.call);
  if (weakSince === null || weakTold || !talk || d.call.phase.is !== 'talking') return;
  if (!d.rules.standard.clauses['hear.signal']) return;
  setEars(d, { weakTold: true });
  cue(d, 'hear.signal', d.at.mono);
}

/** The agent hears the tone, or cannot. False if it is no tone of this talk's. */
export function cued(d: Draft, input: Of<'playStarted'> | Of<'playEnded'>): boolean {
  const told = earsOf(d.call).talk?.cue;
  if (!told || input.playback !== told.id) return false;
  setTalk(d, { cue: null });
  if (input.type === 'playStarted' && told.whole) judgeCue(d, told);
  else if (input.type === 'playStarted' || input.outcome === 'failed') {
    judge(d, told.clause, false, 'engine', UNHEARD);
    event(d, 'promptFailed', 'engine', { what: 'tone.cue' });
  }
  return true;
}

/** By the length of the silence at which the agent was told of it. */
function judgeCue(d: Draft, { clause, since }: Cue): void {
  const afterMs = clause === 'hear.noresponse' ? (d.rules.standard.clauses[clause]?.afterMs ?? 0) : 0;
  const ms = d.at.mono - since;
  const measured = { value: ms / 1000, limit: (afterMs + TOLD_WITHIN_MS) / 1000, unit: 's' } as const;
  judge(d, clause, ms <= afterMs + TOLD_WITHIN_MS, 'engine', { measured });
}
