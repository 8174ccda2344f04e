import type { KeyedClause } from '../../agents/keys.ts';
import type { AgentId, PromptId } from '../../ids.ts';
import type { Phrase } from '../../standard/standard.ts';
import type { InputOf } from '../input.ts';
import type { Saying } from '../phase.ts';
import { restartSilence, setTalkActivity, speechOf } from '../speech-activity.ts';
import type { PendingHangup, SilentScript } from '../speech-state.ts';
import {
  addEvent,
  addVerdict,
  goTo,
  type PhaseOf,
  PROMPT_NOT_HEARD,
  play,
  promptsOf,
  type StepDraft,
  stopPlaying,
} from '../step-draft.ts';
import { endTalkByEngine } from './ending.ts';
import { dropQuestion } from './question.ts';

/** hear.silent: on the way to the caller, a pause between two steps may differ this much from the standard's. */
const PAUSE_TOLERANCE_MS = 300;

/** hear.silent: the customer has not said a word, or the agent has pressed the key. Both hear one step after another. False
 * where the standard has no such script. */
export function startSilentScript(d: StepDraft<'talking'>, by: Saying['by']): boolean {
  const { phase } = d.call;
  const script = d.rules.standard.clauses['hear.silent'];
  if (phase.is !== 'talking' || !script) return false;
  const after = (d.at.mono - (speechOf(d.call).talk?.quietSince ?? phase.since)) / 1000;
  addEvent(d, 'silent', by === 'engine' ? 'caller' : by, { number: d.call.customer.dialled, after });
  setTalkActivity(d, { asked: true });
  playStep(d, stopScript(d, phase, by), { by, step: 0, saidMono: null, pauseMs: null, spoilt: false });
  return true;
}

function playStep(d: StepDraft<'talking'>, phase: PhaseOf<'talking'>, run: SilentScript): void {
  const steps = d.rules.standard.clauses['hear.silent']?.steps ?? [];
  const last = run.step === steps.length - 1;
  const saying = playToBoth(d, promptsOf(d, steps[run.step]), { clause: 'hear.silent', by: run.by, last });
  const silent = { ...run, step: run.step + 1 };
  goTo(d, { ...phase, saying, silent: saying && silent });
  if (!saying) judgeSilentScript(d, { ...silent, spoilt: true });
}

/** Monotonic ms at which the next step is due, or null while a step is playing. */
export function nextStepDue(d: Pick<StepDraft, 'rules'>, { saidMono }: SilentScript): number | null {
  return saidMono === null ? null : saidMono + (d.rules.standard.clauses['hear.silent']?.pauseMs ?? 0);
}

/** A step has begun to play: the pause before it is known now. */
function stepStarted(d: StepDraft<'talking'>, phase: PhaseOf<'talking'>): void {
  const { silent, saying } = phase;
  const clause = d.rules.standard.clauses['hear.silent'];
  if (!silent || !saying || !clause) return;
  const spoilt = silent.spoilt || !saying.whole;
  const pause = silent.saidMono === null ? null : d.at.mono - silent.saidMono;
  const farther = (ms: number | null) => (ms === null ? -1 : Math.abs(ms - clause.pauseMs));
  const pauseMs = farther(pause) > farther(silent.pauseMs) ? pause : silent.pauseMs;
  goTo(d, { ...phase, silent: { ...silent, spoilt, pauseMs, saidMono: null } });
}

/** The next step is due. */
export function playNextStep(d: StepDraft<'talking'>, phase: PhaseOf<'talking'>): void {
  if (phase.silent) playStep(d, phase, phase.silent);
}

/** A phrase of a script has ended. After the last step the call goes on, or the engine ends it a little later. */
function scriptPhraseEnded(d: StepDraft<'talking'>, { clause, last, whole }: Saying, failed: boolean): void {
  const { phase } = d.call;
  if (phase.is !== 'talking' || clause === 'hold.return') return;
  const heard = whole && !failed;
  const { silent } = phase;
  if (clause === 'hear.silent' && silent) {
    const run = { ...silent, saidMono: d.at.mono, spoilt: silent.spoilt || !heard };
    goTo(d, { ...phase, silent: last ? null : run });
    if (last) judgeSilentScript(d, run);
  }
  if (clause === 'hold.announce' && heard) consentGiven(d);
  if (last && heard) scheduleHangup(d, clause);
}

/** hold.announce: the customer knows of the hold that the agent is about to begin. */
export function consentGiven(d: StepDraft<'talking'>): void {
  const { phase } = d.call;
  if (phase.is === 'talking') goTo(d, { ...phase, question: null, consent: true });
}

function scheduleHangup(d: StepDraft<'talking'>, clause: PendingHangup['clause']): void {
  const { phase } = d.call;
  const script = d.rules.standard.clauses[clause];
  const endAfterMs = script && 'endAfterMs' in script ? script.endAfterMs : null;
  if (phase.is !== 'talking' || endAfterMs === null) return;
  // the agent does not hear the customer, but the engine does: it does not end the call in the middle of a word
  if (clause === 'hear.silent' && speechOf(d.call).customer !== null) return;
  goTo(d, { ...phase, pendingHangup: { clause, atMono: d.at.mono + endAfterMs } });
}

/** Nobody has kept the call going: the engine ends it. */
export function hangUpNow(d: StepDraft<'over'>, phase: PhaseOf<'talking'>, { clause }: PendingHangup): void {
  addEvent(d, 'letGo', 'engine', { clause });
  endTalkByEngine(d, phase.agent);
}

/** The customer speaks or presses a key: hear.silent is over at once, whether it is still playing or the engine is about to
 * end the call. */
export function stopSilentScript(d: StepDraft<'talking'>, by: 'word' | 'key'): void {
  const { phase } = d.call;
  if (phase.is !== 'talking') return;
  const { silent, pendingHangup, saying } = phase;
  if (!silent && pendingHangup?.clause !== 'hear.silent') return;
  addEvent(d, 'scriptStopped', 'caller', { clause: 'hear.silent', by, step: silent?.step ?? null });
  if (silent) judgeSilentScript(d, silent);
  const mine = saying?.clause === 'hear.silent';
  if (mine) stopPlaying(d, saying);
  goTo(d, { ...phase, saying: mine ? null : saying, silent: null, pendingHangup: null });
}

/** The agent presses a key: the engine does not end the call. */
export function cancelPendingHangup(d: StepDraft<'talking'>): void {
  const { phase } = d.call;
  if (phase.is !== 'talking' || !phase.pendingHangup) return;
  addEvent(
    d,
    'scriptStopped',
    { agent: phase.agent.agent },
    { clause: phase.pendingHangup.clause, by: 'key', step: null },
  );
  goTo(d, { ...phase, pendingHangup: null });
}

/** Another prompt replaces the current one, or the talk ends. Either way, the script is over. */
export function stopScript(
  d: StepDraft,
  phase: PhaseOf<'talking'>,
  by: Saying['by'] | 'caller',
): PhaseOf<'talking'> {
  const { silent, pendingHangup, saying } = phase;
  stopPlaying(d, saying);
  dropQuestion(d, phase.question);
  const clause = silent ? 'hear.silent' : pendingHangup?.clause;
  if (clause) addEvent(d, 'scriptStopped', by, { clause, by: 'other', step: silent?.step ?? null });
  if (silent) judgeSilentScript(d, silent);
  return { ...phase, saying: null, silent: null, pendingHangup: null, question: null };
}

/** hear.silent: the steps came at the standard's intervals, and none came after a word. */
function judgeSilentScript(d: StepDraft, { pauseMs, spoilt }: SilentScript): void {
  const clause = d.rules.standard.clauses['hear.silent'];
  if (!clause) return;
  if (spoilt) {
    addVerdict(d, 'hear.silent', false, 'engine', PROMPT_NOT_HEARD);
    return;
  }
  const kept = pauseMs === null || Math.abs(pauseMs - clause.pauseMs) <= PAUSE_TOLERANCE_MS;
  const measured = { value: (pauseMs ?? 0) / 1000, limit: clause.pauseMs / 1000, unit: 's' } as const;
  addVerdict(d, 'hear.silent', kept, 'engine', pauseMs === null ? {} : { measured });
}

/** Plays prompts to both while they talk. Null where there is no bridge to play to, or nothing to say. */
export function playToBoth(
  d: StepDraft,
  prompts: readonly PromptId[],
  what: Pick<Saying, 'clause' | 'by' | 'last'>,
): Saying | null {
  const { bridge } = d.call;
  const playing = bridge ? play(d, { bridge }, prompts) : null;
  return playing && { ...playing, ...what };
}

/** hold.return: both hear the thanks. `asked`: false if the question before them could not be played. */
export function thankForWaiting(d: StepDraft, asked = true): Saying | null {
  const prompts = promptsOf(d, d.rules.standard.clauses['hold.return']?.say);
  const saying = playToBoth(d, prompts, { clause: 'hold.return', by: 'engine', last: true });
  return saying && { ...saying, whole: saying.whole && asked };
}

/** The agent presses a key during a talk: both hear the next step of its script, and after the last step that one again, or
 * the first. The engine cuts what is playing. Returns false, and changes nothing, where the agent is not talking or the standard has no
 * words for the key. */
export function playKeyPhrase(
  d: StepDraft<'talking'>,
  agent: AgentId,
  clause: KeyedClause,
  steps: readonly Phrase[] | undefined,
  afterLast: 'last' | 'first' = 'last',
): boolean {
  const { phase, scripts } = d.call;
  if (phase.is !== 'talking' || phase.agent.agent !== agent || !steps) return false;
  const presses = scripts?.[clause] ?? 0;
  const step = afterLast === 'first' ? presses % steps.length : Math.min(presses, steps.length - 1);
  const prompts = promptsOf(d, steps[step]);
  if (prompts.length === 0) return false;
  const talk = stopScript(d, phase, { agent });
  const saying = playToBoth(d, prompts, { clause, by: { agent }, last: step === steps.length - 1 });
  d.call = { ...d.call, scripts: { ...scripts, [clause]: presses + 1 } };
  goTo(d, { ...talk, saying });
  return true;
}

/** The phrase has begun: its clause is kept now. False if this playback does not belong to this talk. */
export function phraseStarted(
  d: StepDraft<'talking'>,
  phase: PhaseOf<'talking'>,
  input: InputOf<'playStarted'>,
): boolean {
  const { saying } = phase;
  if (input.playback !== saying?.id) return false;
  const { clause, whole, by } = saying;
  if (clause !== 'hold.return') addEvent(d, 'prompt', by, { what: clause });
  if (clause === 'hear.silent') stepStarted(d, phase);
  if (judgedElsewhere(d, saying)) return true;
  if (whole) addVerdict(d, clause, true, by);
  else addVerdict(d, clause, false, 'engine', PROMPT_NOT_HEARD);
  return true;
}

/** Clauses that need more than the phrase to be kept. */
function judgedElsewhere({ rules }: StepDraft, { clause }: Saying): boolean {
  // hear.oneway: where it promises a callback, it is judged by that
  if (clause === 'hear.oneway') return rules.standard.clauses[clause]?.say !== undefined;
  return clause === 'hear.silent' || clause === 'hold.announce';
}

/** The phrase has ended. False if this playback does not belong to this talk. */
export function phraseEnded(
  d: StepDraft<'talking'>,
  phase: PhaseOf<'talking'>,
  input: InputOf<'playEnded'>,
): boolean {
  const { saying } = phase;
  if (input.playback !== saying?.id) return false;
  const failed = input.outcome === 'failed';
  if (failed) {
    if (saying.whole && !judgedElsewhere(d, saying))
      addVerdict(d, saying.clause, false, 'engine', PROMPT_NOT_HEARD);
    addEvent(d, 'promptFailed', 'engine', { what: saying.clause });
  }
  afterPhrase(d, phase, saying, failed);
  return true;
}

/** The phrase has ended, or the report of its end is lost. The customer could not have answered before. */
export function afterPhrase(
  d: StepDraft<'talking'>,
  phase: PhaseOf<'talking'>,
  saying: Saying,
  failed = false,
): void {
  goTo(d, { ...phase, saying: null });
  restartSilence(d);
  scriptPhraseEnded(d, saying, failed || !saying.started);
}
