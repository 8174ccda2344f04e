import type { Step } from '../effects.ts';
import { type Draft, event, judge } from './draft.ts';
import type { Ears, Talk } from './ears-state.ts';
import type { Of } from './input.ts';
import type { AgentLeg } from './phase.ts';
import type { CallState } from './state.ts';

/** talkEnded comes so long after the last sound. */
const TOLD_LATE_MS = 800;
/** An agent who begins so soon after the customer has begun at the same moment: a greeting, an answer crossed. */
const SAME_MOMENT_MS = 300;
/** Nobody talks longer than this without a breath that counts as an end: that one was not told, for no sound came any more. */
const ONE_BREATH_MS = 60_000;
/** Both have talked at once for so long: less is a «yes» put in, or an answer to a sentence that was just ending. */
const TOGETHER_MS = 500;

const NOTHING: Ears = {
  customer: null,
  agent: null,
  weakSince: null,
  weakTold: false,
  known: false,
  talk: null,
};

export function earsOf(call: Pick<CallState, 'ears'>): Ears {
  return call.ears ?? NOTHING;
}

export function setEars(d: Draft, change: Partial<Ears>): void {
  d.call = { ...d.call, ears: { ...earsOf(d.call), ...change } };
}

/** Changes what is known of the talk; nothing where nobody talks. */
export function setTalk(d: Draft, change: Partial<Talk>): void {
  const { talk } = earsOf(d.call);
  if (talk) setEars(d, { talk: { ...talk, ...change } });
}

/** An agent has been connected with the customer. A customer who is talking at this moment has been heard, and so has one who
 * was by another agent. */
export function beginTalk(d: Draft): void {
  const { customer, known } = earsOf(d.call);
  const talk: Talk = {
    heard: known || customer !== null,
    quietSince: d.at.mono,
    told: false,
    asked: false,
    overSince: null,
    interruptions: 0,
    cue: null,
  };
  setEars(d, { talk, agent: null });
}

/** From now on silence counts anew: nobody could have said a word before. */
export function quietFromNow(d: Draft): void {
  setTalk(d, { quietSince: d.at.mono, told: false });
}

/** A sign that the customer is there. */
export function signOfLife(d: Draft): void {
  setTalk(d, { heard: true, quietSince: d.at.mono, told: false });
}

/** One of the two has begun to talk, or has ended. Whoever neither is, is not listened to. */
export function listen(d: Draft, input: Of<'talkStarted'> | Of<'talkEnded'>): boolean {
  const { customer, phase } = d.call;
  const agent = 'agent' in phase ? phase.agent : null;
  if (input.leg === customer.leg) {
    if (input.type === 'talkStarted') customerBegins(d);
    else customerEnds(d, input.afterMs);
    return true;
  }
  if (!agent || input.leg !== agent.leg) return false;
  if (input.type === 'talkStarted') agentBegins(d);
  else agentEnds(d, agent, input.afterMs);
  return true;
}

function customerBegins(d: Draft): void {
  setEars(d, { customer: d.at.mono });
  signOfLife(d);
}

function customerEnds(d: Draft, afterMs: number): void {
  const { customer, talk } = earsOf(d.call);
  const end = endOf(d, customer, afterMs);
  setEars(d, { customer: null });
  if (talk?.overSince != null) talkedOver(d, end - talk.overSince);
  setTalk(d, { heard: true, quietSince: Math.max(end, talk?.quietSince ?? 0), told: false });
}

/** hear.interrupt: an agent who begins in the middle of what the customer says; whether long enough is known later. */
function agentBegins(d: Draft): void {
  const { customer } = earsOf(d.call);
  setEars(d, { agent: d.at.mono });
  if (d.call.phase.is !== 'talking' || customer === null) return;
  const talks = d.at.mono - customer;
  if (talks >= SAME_MOMENT_MS && talks <= ONE_BREATH_MS) setTalk(d, { overSince: d.at.mono });
}

function agentEnds(d: Draft, _agent: AgentLeg, afterMs: number): void {
  const { agent, talk } = earsOf(d.call);
  const end = endOf(d, agent, afterMs);
  setEars(d, { agent: null });
  if (talk?.overSince != null) talkedOver(d, end - talk.overSince);
}

/** When the last sound was: it is told late, and with its length. */
function endOf(d: Draft, since: number | null, afterMs: number): number {
  return Math.min(since === null ? d.at.mono - TOLD_LATE_MS : since + afterMs, d.at.mono);
}

/** hear.interrupt: both have talked at once for so long. */
function talkedOver(d: Draft, ms: number): void {
  const { talk } = earsOf(d.call);
  const agent = d.call.lastAgent;
  if (!talk || agent === null) return;
  const counts = ms >= TOGETHER_MS;
  setTalk(d, { overSince: null, interruptions: talk.interruptions + (counts ? 1 : 0) });
  if (counts) event(d, 'interruption', { agent }, { seconds: ms / 1000 });
}

/** The two do not hear each other any more, by hold or by the end of a leg: who talks now is not told in full. */
export function stopListening(d: Draft): void {
  const { talk } = earsOf(d.call);
  // one who had ended would have been reported by then
  if (talk?.overSince != null) talkedOver(d, d.at.mono - TOLD_LATE_MS - talk.overSince);
  setEars(d, { agent: null });
}

/** The agent's part in the call is over. hear.interrupt: once for each agent who talked with the customer. */
export function judgeTalk(d: Draft, { agent }: AgentLeg): void {
  stopListening(d);
  const { talk } = earsOf(d.call);
  if (!talk) return;
  const measured = { value: talk.interruptions, limit: 0, unit: 'count' } as const;
  judge(d, 'hear.interrupt', talk.interruptions === 0, { agent }, { measured });
  setEars(d, { talk: null, known: earsOf(d.call).known || talk.heard });
}

/** Whether a step has changed no more than who talks at this moment: what nobody has to know who starts anew. */
export function isPassing(before: CallState, { state, facts, commands, tells }: Step<CallState>): boolean {
  if (facts.length + commands.length + tells.length > 0) return false;
  const [was, is] = [earsOf(before).talk, earsOf(state).talk];
  const { ears: _was, ...rest } = before;
  return (
    was?.heard === is?.heard &&
    Object.entries(rest).every(([key, value]) => value === Reflect.get(state, key))
  );
}

/** As the engine starts: who talks is not known, and silence counts from now. */
export function awakeEars(call: CallState, mono: number): CallState {
  const { talk, known } = earsOf(call);
  const heard = talk && { ...talk, quietSince: mono, told: false, overSince: null, cue: null };
  return { ...call, ears: { ...NOTHING, known, talk: heard } };
}
