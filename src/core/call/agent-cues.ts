import type { CallInput, InputOf } from './input.ts';
import { setSpeech, setTalkActivity, speechOf } from './speech-activity.ts';
import type { Cue } from './speech-state.ts';
import { addEvent, addVerdict, PROMPT_NOT_HEARD, play, type StepDraft } from './step-draft.ts';

/** The agent hears the tone within this of its due time. */
const CUE_WITHIN_MS = 1000;

/** A tone that only the agent hears: it reports a customer's silence, or a weak line. The verdict comes when the tone plays. */
function playCue(d: StepDraft, clause: Cue['clause'], since: number): void {
  const { phase } = d.call;
  const playing = phase.is === 'talking' ? play(d, { leg: phase.agent.leg }, ['tone.cue']) : null;
  if (playing) setTalkActivity(d, { cue: { id: playing.id, clause, since, whole: playing.whole } });
}

/** hear.noresponse: the customer has not said a word for too long; one tone for each silence. */
export function cueSilence(d: StepDraft): void {
  const { talk } = speechOf(d.call);
  if (!talk) return;
  setTalkActivity(d, { told: true });
  playCue(d, 'hear.noresponse', talk.quietSince);
}

/** hear.signal: the customer's line has become weak, or good again. */
export function lineQualityChanged(
  d: StepDraft,
  input: Extract<CallInput, { type: 'lineWeak' | 'lineGood' }>,
): boolean {
  const { type, leg, lossPercent, jitterMs } = input;
  if (leg !== d.call.customer.leg) return false;
  const { weakSince } = speechOf(d.call);
  if (type === 'lineGood') setSpeech(d, { weakSince: null, weakTold: false });
  else if (weakSince === null) {
    setSpeech(d, { weakSince: d.at.mono, weakTold: false });
    addEvent(d, 'lineWeak', 'network', { lossPercent, jitterMs });
    cueWeakLine(d);
  }
  return true;
}

/** hear.signal: a tone reports a weak line to the agent, once in each spell, and as soon as the talk begins or goes on. */
export function cueWeakLine(d: StepDraft): void {
  const { weakSince, weakTold, talk } = speechOf(d.call);
  if (weakSince === null || weakTold || !talk || d.call.phase.is !== 'talking') return;
  if (!d.rules.standard.clauses['hear.signal']) return;
  setSpeech(d, { weakTold: true });
  playCue(d, 'hear.signal', d.at.mono);
}

/** The agent hears the tone, or cannot. False if the tone does not belong to this talk. */
export function cuePlayback(d: StepDraft, input: InputOf<'playStarted'> | InputOf<'playEnded'>): boolean {
  const told = speechOf(d.call).talk?.cue;
  if (!told || input.playback !== told.id) return false;
  setTalkActivity(d, { cue: null });
  if (input.type === 'playStarted' && told.whole) judgeCue(d, told);
  else if (input.type === 'playStarted' || input.outcome === 'failed') {
    addVerdict(d, told.clause, false, 'engine', PROMPT_NOT_HEARD);
    addEvent(d, 'promptFailed', 'engine', { what: 'tone.cue' });
  }
  return true;
}

/** The verdict depends on the length of the silence at the tone. */
function judgeCue(d: StepDraft, { clause, since }: Cue): void {
  const afterMs = clause === 'hear.noresponse' ? (d.rules.standard.clauses[clause]?.afterMs ?? 0) : 0;
  const ms = d.at.mono - since;
  const measured = { value: ms / 1000, limit: (afterMs + CUE_WITHIN_MS) / 1000, unit: 's' } as const;
  addVerdict(d, clause, ms <= afterMs + CUE_WITHIN_MS, 'engine', { measured });
}
