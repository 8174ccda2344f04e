import type { Step } from '../effects.ts';
import type { InputOf } from './input.ts';
import type { AgentLeg } from './phase.ts';
import type { SpeechActivity, TalkActivity } from './speech-state.ts';
import type { CallState } from './state.ts';
import { addEvent, addVerdict, type StepDraft } from './step-draft.ts';

/** The talkEnded event arrives this long after the last sound. */
const REPORT_DELAY_MS = 800;
/** If the agent begins within this after the customer, both began at the same moment, for example with a greeting. */
const SAME_MOMENT_MS = 300;
/** Nobody talks longer than this without a pause. After it the engine assumes that the end was not reported, because the
 * sound had stopped. */
const LONGEST_UTTERANCE_MS = 60_000;
/** Both must talk at once for this long. Less is a «yes» in between, or an answer to a sentence that was just ending. */
const TOGETHER_MS = 500;

const NO_SPEECH: SpeechActivity = {
  customer: null,
  agent: null,
  weakSince: null,
  weakTold: false,
  known: false,
  talk: null,
};

export function speechOf(call: Pick<CallState, 'speech'>): SpeechActivity {
  return call.speech ?? NO_SPEECH;
}

export function setSpeech(d: StepDraft, change: Partial<SpeechActivity>): void {
  d.call = { ...d.call, speech: { ...speechOf(d.call), ...change } };
}

/** Changes the state of the talk; does nothing if there is no talk. */
export function setTalkActivity(d: StepDraft, change: Partial<TalkActivity>): void {
  const { talk } = speechOf(d.call);
  if (talk) setSpeech(d, { talk: { ...talk, ...change } });
}

/** An agent is now connected with the customer. A customer counts as heard if they are talking at this moment, or if another
 * agent heard them before. */
export function startTalkActivity(d: StepDraft): void {
  const { customer, known } = speechOf(d.call);
  const talk: TalkActivity = {
    heard: known || customer !== null,
    quietSince: d.at.mono,
    told: false,
    asked: false,
    overSince: null,
    interruptions: 0,
    cue: null,
  };
  setSpeech(d, { talk, agent: null });
}

/** Silence counts from now: nobody could have said a word before. */
export function restartSilence(d: StepDraft): void {
  setTalkActivity(d, { quietSince: d.at.mono, told: false });
}

/** A sign that the customer is there. */
export function customerHeard(d: StepDraft): void {
  setTalkActivity(d, { heard: true, quietSince: d.at.mono, told: false });
}

/** One of the two has begun to talk, or has stopped. The engine ignores all other legs. */
export function speechChanged(d: StepDraft, input: InputOf<'talkStarted'> | InputOf<'talkEnded'>): boolean {
  const { customer, phase } = d.call;
  const agent = 'agent' in phase ? phase.agent : null;
  if (input.leg === customer.leg) {
    if (input.type === 'talkStarted') customerStartsTalking(d);
    else customerStopsTalking(d, input.afterMs);
    return true;
  }
  if (!agent || input.leg !== agent.leg) return false;
  if (input.type === 'talkStarted') agentStartsTalking(d);
  else agentStopsTalking(d, agent, input.afterMs);
  return true;
}

function customerStartsTalking(d: StepDraft): void {
  setSpeech(d, { customer: d.at.mono });
  customerHeard(d);
}

function customerStopsTalking(d: StepDraft, afterMs: number): void {
  const { customer, talk } = speechOf(d.call);
  const end = endOf(d, customer, afterMs);
  setSpeech(d, { customer: null });
  if (talk?.overSince != null) countInterruption(d, end - talk.overSince);
  setTalkActivity(d, { heard: true, quietSince: Math.max(end, talk?.quietSince ?? 0), told: false });
}

/** hear.interrupt: the agent begins while the customer is speaking. The engine knows only later whether it lasts long
 * enough. */
function agentStartsTalking(d: StepDraft): void {
  const { customer } = speechOf(d.call);
  setSpeech(d, { agent: d.at.mono });
  if (d.call.phase.is !== 'talking' || customer === null) return;
  const talks = d.at.mono - customer;
  if (talks >= SAME_MOMENT_MS && talks <= LONGEST_UTTERANCE_MS) setTalkActivity(d, { overSince: d.at.mono });
}

function agentStopsTalking(d: StepDraft, _agent: AgentLeg, afterMs: number): void {
  const { agent, talk } = speechOf(d.call);
  const end = endOf(d, agent, afterMs);
  setSpeech(d, { agent: null });
  if (talk?.overSince != null) countInterruption(d, end - talk.overSince);
}

/** The time of the last sound: the event comes late and carries the length of the talk. */
function endOf(d: StepDraft, since: number | null, afterMs: number): number {
  return Math.min(since === null ? d.at.mono - REPORT_DELAY_MS : since + afterMs, d.at.mono);
}

/** hear.interrupt: both have talked at once for long enough. */
function countInterruption(d: StepDraft, ms: number): void {
  const { talk } = speechOf(d.call);
  const agent = d.call.lastAgent;
  if (!talk || agent === null) return;
  const counts = ms >= TOGETHER_MS;
  setTalkActivity(d, { overSince: null, interruptions: talk.interruptions + (counts ? 1 : 0) });
  if (counts) addEvent(d, 'interruption', { agent }, { seconds: ms / 1000 });
}

/** The two do not hear each other any more, because of a hold or because a leg has ended. The end of the current talk will
 * not be reported. */
export function stopListening(d: StepDraft): void {
  const { talk } = speechOf(d.call);
  // a party that had stopped would have been reported by then
  if (talk?.overSince != null) countInterruption(d, d.at.mono - REPORT_DELAY_MS - talk.overSince);
  setSpeech(d, { agent: null });
}

/** The agent's part in the call is over. hear.interrupt: judged once for each agent who talked with the customer. */
export function judgeInterruptions(d: StepDraft, { agent }: AgentLeg): void {
  stopListening(d);
  const { talk } = speechOf(d.call);
  if (!talk) return;
  const measured = { value: talk.interruptions, limit: 0, unit: 'count' } as const;
  addVerdict(d, 'hear.interrupt', talk.interruptions === 0, { agent }, { measured });
  setSpeech(d, { talk: null, known: speechOf(d.call).known || talk.heard });
}

/** Whether a step changed only who talks at this moment. A restarted engine does not need that. */
export function changesOnlySpeech(
  before: CallState,
  { state, facts, commands, tells }: Step<CallState>,
): boolean {
  if (facts.length + commands.length + tells.length > 0) return false;
  const [was, is] = [speechOf(before).talk, speechOf(state).talk];
  const { speech: _was, ...rest } = before;
  return (
    was?.heard === is?.heard &&
    Object.entries(rest).every(([key, value]) => value === Reflect.get(state, key))
  );
}

/** At the start of the engine: it does not know who talks, and silence counts from now. */
export function restoreSpeech(call: CallState, mono: number): CallState {
  const { talk, known } = speechOf(call);
  const heard = talk && { ...talk, quietSince: mono, told: false, overSince: null, cue: null };
  return { ...call, speech: { ...NO_SPEECH, known, talk: heard } };
}
