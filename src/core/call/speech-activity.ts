import type { Step } from '../effects.ts';
import type { InputOf } from './input.ts';
import type { AgentLeg } from './phase.ts';
import type { SpeechActivity, TalkActivity } from './speech-state.ts';
import type { CallState } from './state.ts';
import { addEvent, addVerdict, type StepDraft } from './step-draft.ts';

/** talkEnded comes so long after the last sound. */
const REPORT_DELAY_MS = 800;
/** An agent who begins so soon after the customer has begun at the same moment: a greeting, an answer crossed. */
const SAME_MOMENT_MS = 300;
/** Nobody talks longer than this without a breath that counts as an end: that one was not told, for no sound came any more. */
const LONGEST_UTTERANCE_MS = 60_000;
/** Both have talked at once for so long: less is a «yes» put in, or an answer to a sentence that was just ending. */
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

/** Changes what is known of the talk; nothing where nobody talks. */
export function setTalkActivity(d: StepDraft, change: Partial<TalkActivity>): void {
  const { talk } = speechOf(d.call);
  if (talk) setSpeech(d, { talk: { ...talk, ...change } });
}

/** An agent has been connected with the customer. A customer who is talking at this moment has been heard, and so has one who
 * was by another agent. */
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

/** From now on silence counts anew: nobody could have said a word before. */
export function restartSilence(d: StepDraft): void {
  setTalkActivity(d, { quietSince: d.at.mono, told: false });
}

/** A sign that the customer is there. */
export function customerHeard(d: StepDraft): void {
  setTalkActivity(d, { heard: true, quietSince: d.at.mono, told: false });
}

/** One of the two has begun to talk, or has ended. Whoever neither is, is not listened to. */
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

/** hear.interrupt: an agent who begins in the middle of what the customer says; whether long enough is known later. */
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

/** When the last sound was: it is told late, and with its length. */
function endOf(d: StepDraft, since: number | null, afterMs: number): number {
  return Math.min(since === null ? d.at.mono - REPORT_DELAY_MS : since + afterMs, d.at.mono);
}

/** hear.interrupt: both have talked at once for so long. */
function countInterruption(d: StepDraft, ms: number): void {
  const { talk } = speechOf(d.call);
  const agent = d.call.lastAgent;
  if (!talk || agent === null) return;
  const counts = ms >= TOGETHER_MS;
  setTalkActivity(d, { overSince: null, interruptions: talk.interruptions + (counts ? 1 : 0) });
  if (counts) addEvent(d, 'interruption', { agent }, { seconds: ms / 1000 });
}

/** The two do not hear each other any more, by hold or by the end of a leg: who talks now is not told in full. */
export function stopListening(d: StepDraft): void {
  const { talk } = speechOf(d.call);
  // one who had ended would have been reported by then
  if (talk?.overSince != null) countInterruption(d, d.at.mono - REPORT_DELAY_MS - talk.overSince);
  setSpeech(d, { agent: null });
}

/** The agent's part in the call is over. hear.interrupt: once for each agent who talked with the customer. */
export function judgeInterruptions(d: StepDraft, { agent }: AgentLeg): void {
  stopListening(d);
  const { talk } = speechOf(d.call);
  if (!talk) return;
  const measured = { value: talk.interruptions, limit: 0, unit: 'count' } as const;
  addVerdict(d, 'hear.interrupt', talk.interruptions === 0, { agent }, { measured });
  setSpeech(d, { talk: null, known: speechOf(d.call).known || talk.heard });
}

/** Whether a step has changed no more than who talks at this moment: what nobody has to know who starts anew. */
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

/** As the engine starts: who talks is not known, and silence counts from now. */
export function restoreSpeech(call: CallState, mono: number): CallState {
  const { talk, known } = speechOf(call);
  const heard = talk && { ...talk, quietSince: mono, told: false, overSince: null, cue: null };
  return { ...call, speech: { ...NO_SPEECH, known, talk: heard } };
}
