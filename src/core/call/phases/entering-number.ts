import type { HangupCause } from '../../legs.ts';
import { dialable } from '../../rules.ts';
import type { CallInput, InputOf } from '../input.ts';
import { requestAfterHours } from '../moves/callback-requests.ts';
import { endCall, playGoodbye, recordFirstHangup } from '../moves/ending.ts';
import { customerLegEnded, endAgentPart } from '../moves/leaving.ts';
import { acceptNumber, askForNumber, DEFAULT_PHRASES, playEntryPrompt } from '../moves/number-entry.ts';
import { endHold } from '../moves/talk.ts';
import type { Phase, Playing, Wait } from '../phase.ts';
import { addEvent, goTo, type PhaseOf, play, promptsOf, type StepDraft, stopPlaying } from '../step-draft.ts';
import type { Next } from '../table.ts';
import { judgeWait, restartWaitMusic } from '../wait-prompts.ts';

/** Fewer digits are not a number, so a pause after them does not end the entry. */
const SHORTEST_NUMBER = 5;

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
    case 'legResumed':
      if (!phase.agent || input.leg !== phase.agent.leg) return false;
      stopPlaying(d, phase.entry.playing);
      // the caller has been entering a number, not waiting
      if (phase.wait) endHold(d, phase.agent, { ...phase.wait, reassuredAt: d.at.mono });
      return true;
    case 'legEnded':
      return entryLegEnded(d, phase, input);
    default:
      return false;
  }
}

function digitEntered(
  d: StepDraft<'waiting' | 'held' | 'enteringNumber' | 'closing' | 'over'>,
  phase: PhaseOf<'enteringNumber'>,
  digit: string,
): void {
  stopPlaying(d, phase.entry.playing);
  if (digit === '#') {
    readBack(d, phase);
    return;
  }
  const digits = digit === '*' ? '' : phase.entry.digits + digit;
  const keyByMono = d.at.mono + d.rules.standard.handling.keyTimeoutMs;
  goTo(d, { ...phase, entry: { ...phase.entry, digits, playing: null, keyByMono } });
}

function readBack(
  d: StepDraft<'waiting' | 'held' | 'enteringNumber' | 'closing' | 'over'>,
  phase: PhaseOf<'enteringNumber'>,
): void {
  const { digits, triesLeft } = phase.entry;
  const number = dialable(d.rules, digits, d.call.line);
  addEvent(d, 'numberKeyed', 'caller', { callable: number !== null });
  if (!number) {
    invalidNumber(d, phase);
    return;
  }
  const keying = playEntryPrompt(d, { stage: 'confirm', digits, triesLeft }, number.dial);
  goTo(d, { ...phase, entry: keying });
}

function invalidNumber(
  d: StepDraft<'waiting' | 'held' | 'enteringNumber' | 'closing' | 'over'>,
  phase: PhaseOf<'enteringNumber'>,
): void {
  const triesLeft = phase.entry.triesLeft - 1;
  if (triesLeft <= 0) {
    returnToWait(d, phase);
    return;
  }
  const { leg } = d.call.customer;
  const prompts = promptsOf(d, (d.rules.standard.clauses['callback.number'] ?? DEFAULT_PHRASES).sayInvalid);
  const playing: Playing | null = leg ? play(d, { leg }, prompts) : null;
  const said = d.rules.lengthOf(prompts, d.call.language);
  const keyByMono = d.at.mono + said + d.rules.standard.handling.keyTimeoutMs;
  goTo(d, { ...phase, entry: { stage: 'number', digits: '', triesLeft, playing, keyByMono } });
}

function confirmKeyPressed(
  d: StepDraft<'waiting' | 'held' | 'enteringNumber' | 'closing' | 'over'>,
  phase: PhaseOf<'enteringNumber'>,
  digit: string,
): void {
  const number = dialable(d.rules, phase.entry.digits, d.call.line);
  if (digit === '1' && number) {
    stopPlaying(d, phase.entry.playing);
    acceptNumber(d, number, phase);
  }
  if (digit !== '2') return;
  stopPlaying(d, phase.entry.playing);
  const triesLeft = phase.entry.triesLeft - 1;
  if (triesLeft <= 0) returnToWait(d, phase);
  else askForNumber(d, phase, triesLeft);
}

function timedOut(
  d: StepDraft<'waiting' | 'held' | 'enteringNumber' | 'closing' | 'over'>,
  phase: PhaseOf<'enteringNumber'>,
): void {
  const { stage, digits, playing } = phase.entry;
  stopPlaying(d, playing);
  if (stage === 'number' && digits.length >= SHORTEST_NUMBER) readBack(d, phase);
  else returnToWait(d, phase);
}

/** The entry has failed: the caller keeps waiting in the same place, and gets the offer again at a decent interval. On a
 * closed line there is nothing to wait for. */
function returnToWait(
  d: StepDraft<'waiting' | 'held' | 'closing' | 'over'>,
  phase: PhaseOf<'enteringNumber'>,
): void {
  const { mono } = d.at;
  if (!phase.wait) {
    playGoodbye(d, [], false);
    return;
  }
  const againMs = d.rules.standard.clauses['hold.limit']?.againMs;
  const offerAt = againMs === undefined ? null : Math.max(mono + againMs, phase.wait.offerAt ?? 0);
  const wait: Wait = { ...phase.wait, playing: null, reassuredAt: mono, reassuredBefore: mono, offerAt };
  const back: Phase = phase.agent
    ? { is: 'held', agent: phase.agent, wait }
    : { is: 'waiting', wait, ring: null };
  goTo(d, back);
}

/** The hold is over, and its music with it: the caller goes to the bridge for waiting callers. That interrupts the current
 * prompt, so it plays again. */
function continueAlone(d: StepDraft<'enteringNumber'>, phase: PhaseOf<'enteringNumber'>): void {
  const { playing, digits } = phase.entry;
  stopPlaying(d, playing);
  restartWaitMusic(d);
  const keying = playing
    ? playEntryPrompt(d, phase.entry, dialable(d.rules, digits, d.call.line)?.dial)
    : phase.entry;
  goTo(d, { ...phase, entry: keying, agent: null });
}

function entryLegEnded(
  d: StepDraft<'enteringNumber' | 'over'>,
  phase: PhaseOf<'enteringNumber'>,
  input: InputOf<'legEnded'>,
): boolean {
  if (phase.agent && input.leg === phase.agent.leg) {
    // the caller goes on with the entry, whatever the agent does
    endAgentPart(d, phase.agent, input.how);
    continueAlone(d, phase);
    return true;
  }
  stopPlaying(d, phase.entry.playing);
  judgeWait(d, phase.wait, phase.agent ? { agent: phase.agent.agent } : 'engine');
  if (phase.opensAt === undefined) customerLegEnded(d, phase.agent, input.how);
  else afterHoursCallerLeft(d, phase.opensAt, input.how);
  return true;
}

/** The caller of a closed line has asked for a callback, and given no other number: the callback goes to the caller's own
 * number. */
function afterHoursCallerLeft(d: StepDraft<'over'>, opensAt: number, how: HangupCause): void {
  requestAfterHours(d, d.call.customer, opensAt);
  recordFirstHangup(d, how === 'lost' ? 'network' : 'caller');
  endCall(d);
}
