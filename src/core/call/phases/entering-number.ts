import type { AgentId } from '../../ids.ts';
import type { HangupCause } from '../../legs.ts';
import { dialable } from '../../rules.ts';
import type { Phrase } from '../../standard/standard.ts';
import type { CallInput, InputOf } from '../input.ts';
import { NO_CALLABLE_NUMBER, requestAfterHours, requestByAgent } from '../moves/callback-requests.ts';
import { endCall, playGoodbye, recordFirstHangup } from '../moves/ending.ts';
import { customerLegEnded, endAgentPart } from '../moves/leaving.ts';
import {
  acceptNumber,
  askForNumber,
  callerNumber,
  goToEntry,
  playEntryPrompt,
} from '../moves/number-entry.ts';
import { endHold } from '../moves/talk.ts';
import { startWrapUp } from '../moves/wrap-up.ts';
import type { AgentLeg, Wait } from '../phase.ts';
import {
  addEvent,
  addVerdict,
  goTo,
  type PhaseOf,
  play,
  type StepDraft,
  stopPlaying,
} from '../step-draft.ts';
import type { Next } from '../table.ts';
import { judgeWait, restartWaitMusic, wordsAfterEntry } from '../wait-prompts.ts';

/** The phases after an entry. */
type AfterEntry = 'waiting' | 'held' | 'talking' | 'enteringNumber' | 'closing' | 'over';

/** Fewer digits are not a number, so a pause after them does not end the entry. */
const SHORTEST_NUMBER = 5;

/** After a word of the caller, this much time is left for a key. */
const AFTER_WORD_MS = 2000;

/** The caller enters or confirms the number. */
export function enteringNumber(
  d: StepDraft<Next<'enteringNumber'>>,
  phase: PhaseOf<'enteringNumber'>,
  input: CallInput,
): boolean {
  switch (input.type) {
    case 'digit':
      if (input.leg !== d.call.customer.leg) return false;
      if (phase.entry.stage === 'number') digitEntered(d, phase, input.digit);
      else if (phase.entry.stage === 'choose') chooseKeyPressed(d, phase, input.digit);
      else confirmKeyPressed(d, phase, input.digit);
      return true;
    case 'deadline':
      if (d.at.mono >= phase.entry.keyByMono) timedOut(d, phase);
      return true;
    case 'playStarted':
      return input.playback === phase.entry.playing?.id;
    case 'playEnded':
      if (input.playback !== phase.entry.playing?.id) return false;
      goTo(d, { ...phase, entry: { ...phase.entry, playing: null } });
      return true;
    case 'talkEnded':
      if (input.leg !== d.call.customer.leg || phase.entry.stage !== 'choose' || phase.entry.playing)
        return false;
      // a word is no number: it is taken for a yes, and the number is read out, and can be taken back
      goTo(d, { ...phase, entry: { ...phase.entry, keyByMono: d.at.mono + AFTER_WORD_MS } });
      return true;
    case 'legHeld':
      return phase.agent !== null;
    case 'legResumed':
      if (!phase.agent || input.leg !== phase.agent.leg) return false;
      if (!phase.wait) return true;
      stopPlaying(d, phase.entry.playing);
      // the caller has been entering a number, not waiting
      endHold(d, phase.agent, { ...phase.wait, reassuredAt: d.at.mono }, input);
      return true;
    case 'legEnded':
      return entryLegEnded(d, phase, input);
    default:
      return false;
  }
}

function digitEntered(d: StepDraft<AfterEntry>, phase: PhaseOf<'enteringNumber'>, digit: string): void {
  stopPlaying(d, phase.entry.playing);
  if (digit === '#') {
    readBack(d, phase);
    return;
  }
  const digits = digit === '*' ? '' : phase.entry.digits + digit;
  const keyByMono = d.at.mono + d.rules.standard.handling.keyTimeoutMs;
  goTo(d, { ...phase, entry: { ...phase.entry, digits, playing: null, keyByMono } });
}

function readBack(d: StepDraft<AfterEntry>, phase: PhaseOf<'enteringNumber'>): void {
  const { digits, triesLeft } = phase.entry;
  const callable = dialable(d.rules, digits, d.call.line) !== null;
  addEvent(d, 'numberKeyed', 'caller', { callable });
  if (callable) goToEntry(d, phase, playEntryPrompt(d, phase, { stage: 'confirm', digits, triesLeft }));
  else
    askOnceMore(
      d,
      phase,
      triesLeft - 1,
      d.rules.standard.clauses['callback.number']?.sayInvalid ?? ['callback.invalid'],
    );
}

/** The caller hears what was wrong, and begins anew; after the last try the entry has failed. */
function askOnceMore(
  d: StepDraft<AfterEntry>,
  phase: PhaseOf<'enteringNumber'>,
  triesLeft: number,
  say?: Phrase,
): void {
  if (triesLeft <= 0) entryFailed(d, phase);
  else askForNumber(d, phase, triesLeft, say);
}

function confirmKeyPressed(d: StepDraft<AfterEntry>, phase: PhaseOf<'enteringNumber'>, digit: string): void {
  const number = dialable(d.rules, phase.entry.digits, d.call.line);
  if (digit === '1' && number) {
    stopPlaying(d, phase.entry.playing);
    acceptNumber(d, number, phase);
  }
  if (digit !== '2') return;
  stopPlaying(d, phase.entry.playing);
  askOnceMore(d, phase, phase.entry.triesLeft - 1);
}

/** After an agent's promise: the caller's own number will do, or the caller wants another. */
function chooseKeyPressed(d: StepDraft<AfterEntry>, phase: PhaseOf<'enteringNumber'>, digit: string): void {
  if (digit !== '1' && digit !== '2') return;
  stopPlaying(d, phase.entry.playing);
  const own = digit === '1' ? callerNumber(d) : null;
  if (own) acceptNumber(d, own, phase, { key: digit });
  else askForNumber(d, phase, phase.entry.triesLeft);
}

/** callback.number: the engine says that nothing came, once; digits that come after it belong to the number. */
function timedOut(d: StepDraft<AfterEntry>, phase: PhaseOf<'enteringNumber'>): void {
  const { stage, digits, triesLeft, playing } = phase.entry;
  stopPlaying(d, playing);
  const own = callerNumber(d);
  if (stage === 'number' && digits.length >= SHORTEST_NUMBER) readBack(d, phase);
  else if (stage === 'choose' && own) acceptNumber(d, own, phase);
  else if (triesLeft <= 1) entryFailed(d, phase);
  else if (stage === 'confirm')
    goToEntry(d, phase, playEntryPrompt(d, phase, { stage, digits, triesLeft: 1 }));
  else askForNumber(d, phase, 1, ['callback.timeout']);
}

/** The entry has failed. A caller who waits keeps waiting in the same place, and hears at once what can be chosen. A choice that
 * was taken back holds. Otherwise the engine calls the caller's own number, if it can, or the agent goes on. */
function entryFailed(d: StepDraft<AfterEntry>, phase: PhaseOf<'enteringNumber'>): void {
  const { wait, agent, corrects, promisedBy } = phase;
  const own = callerNumber(d);
  if (wait) returnToWait(d, phase, wait);
  else if (corrects)
    acceptNumber(d, { e164: corrects.request.number, dial: corrects.request.dialled }, phase);
  else if (own) acceptNumber(d, own, phase, { first: ['callback.timeout.calling'] });
  else if (agent && promisedBy !== undefined) backToTalk(d, agent);
  else playGoodbye(d, [], false);
}

function backToTalk(d: StepDraft<'talking'>, agent: AgentLeg): void {
  addVerdict(d, 'callback.number', false, 'engine', NO_CALLABLE_NUMBER);
  play(d, { leg: agent.leg }, ['tone.error']);
  goTo(d, { is: 'talking', agent, saying: null, since: d.at.mono });
}

function returnToWait(
  d: StepDraft<'waiting' | 'held'>,
  { agent }: PhaseOf<'enteringNumber'>,
  waited: Wait,
): void {
  const { mono } = d.at;
  const since = { reassuredAt: mono, reassuredBefore: mono };
  const wait = wordsAfterEntry(d, { ...waited, ...since, playing: null, guarded: true });
  goTo(d, agent ? { is: 'held', agent, wait } : { is: 'waiting', wait, ring: null });
}

/** The hold is over, and its music with it: the caller goes to the bridge for waiting callers. That interrupts the current
 * prompt, so it plays again. After an agent's promise the caller goes on alone, without music. */
function continueAlone(d: StepDraft<'enteringNumber'>, phase: PhaseOf<'enteringNumber'>): void {
  const { playing, ...entry } = phase.entry;
  const alone = { ...phase, agent: null };
  stopPlaying(d, playing);
  if (phase.wait) restartWaitMusic(d);
  goToEntry(d, alone, playing ? playEntryPrompt(d, alone, entry) : phase.entry);
}

function entryLegEnded(
  d: StepDraft<'enteringNumber' | 'over'>,
  phase: PhaseOf<'enteringNumber'>,
  { leg, how }: InputOf<'legEnded'>,
): boolean {
  const { agent, wait, opensAt, corrects, promisedBy } = phase;
  if (agent && leg === agent.leg) {
    // the caller goes on with the entry, whatever the agent does
    if (promisedBy === undefined) endAgentPart(d, agent, { how });
    else agentLeftPromise(d, agent);
    continueAlone(d, phase);
    return true;
  }
  stopPlaying(d, phase.entry.playing);
  judgeWait(d, wait, agent ? { agent: agent.agent } : 'engine');
  if (opensAt !== undefined) afterHoursCallerLeft(d, opensAt, how);
  else if (corrects) leftAfterChoice(d, how);
  else if (promisedBy !== undefined) leftAfterPromise(d, agent, promisedBy, how);
  else customerLegEnded(d, agent, how);
  return true;
}

/** close.caller.first: the customer has agreed to be called back, so the agent does not cut anybody off. */
function agentLeftPromise(d: StepDraft, agent: AgentLeg): void {
  const { bridge } = d.call;
  if (bridge) d.commands.push({ do: 'endBridge', bridge });
  d.call = { ...d.call, bridge: null };
  addVerdict(d, 'close.caller.first', true, { agent: agent.agent }, { note: 'the engine let the agent go' });
  startWrapUp(d, agent);
}

/** The callback of the earlier choice stays. */
function leftAfterChoice(d: StepDraft<'over'>, how: HangupCause): void {
  recordFirstHangup(d, how === 'lost' ? 'network' : 'caller');
  endCall(d);
}

/** hold.promise: the customer has agreed, and named no other number: the callback goes to the customer's own. */
function leftAfterPromise(
  d: StepDraft<'over'>,
  agent: AgentLeg | null,
  promisedBy: AgentId,
  how: HangupCause,
): void {
  requestByAgent(d, 'promised', d.call.customer, { agent: promisedBy, place: d.at.wall });
  if (agent) customerLegEnded(d, agent, how);
  else leftAfterChoice(d, how);
}

/** The caller of a closed line has asked for a callback, and given no other number: the callback goes to the caller's own
 * number. */
function afterHoursCallerLeft(d: StepDraft<'over'>, opensAt: number, how: HangupCause): void {
  requestAfterHours(d, d.call.customer, opensAt);
  recordFirstHangup(d, how === 'lost' ? 'network' : 'caller');
  endCall(d);
}
