import type { AgentId } from '../../ids.ts';
import type { CallbackRequest } from '../../model/callback.ts';
import { type CallableNumber, dialable } from '../../rules.ts';
import type { Clauses, Phrase } from '../../standard/standard.ts';
import { stopRinging } from '../agent-ringing.ts';
import type { InputOf } from '../input.ts';
import { keptWhenHeard } from '../pending-verdicts.ts';
import type { AgentLeg, NumberEntry, Ring, Wait } from '../phase.ts';
import { addEvent, goTo, type PhaseOf, play, promptsOf, type StepDraft } from '../step-draft.ts';
import { judgeWait, stopWaitPrompt } from '../wait-prompts.ts';
import {
  correctCallback,
  newRequests,
  requestAfterHours,
  requestByAgent,
  requestCallback,
} from './callback-requests.ts';
import { playGoodbye } from './ending.ts';
import { startWrapUp } from './wrap-up.ts';

/** The caller returns to the queue after this many wrong entries of a number. */
const MAX_TRIES = 3;

/** A key during a wait. hold.limit: 1 asks for a callback to this number, 2 to another; before the first offer keys mean
 * nothing. After a failed entry a digit is the first of a number, not a choice, until the caller has heard an offer in full. */
export function offerKeyPressed(
  d: StepDraft<'enteringNumber' | 'closing' | 'over'>,
  wait: Wait,
  agent: AgentLeg | null,
  ringing: Ring | null,
  input: InputOf<'digit'>,
): boolean {
  if (input.leg !== d.call.customer.leg) return false;
  const { digit } = input;
  const belated = wait.guarded === true && /^[013-9]$/.test(digit);
  if (!belated && (wait.offers === 0 || (digit !== '1' && digit !== '2'))) return true;
  const at: EntryContext = { wait: stopWaitPrompt(d, wait), agent };
  stopRinging(d, ringing);
  if (belated) {
    enterDigits(d, at, digit, 1);
    return true;
  }
  addEvent(d, 'offerTaken', 'caller', { key: digit });
  const number = digit === '1' ? callerNumber(d) : null;
  if (number) acceptNumber(d, number, at, { key: digit });
  // callback.number: the caller wants another number, or the caller's own is withheld
  else askForNumber(d, at, MAX_TRIES);
  return true;
}

/** A key on a closed line. 1 asks for a callback to this number when the line opens (UTC ms); 2, or a withheld number, leads
 * to the entry of another. */
export function afterHoursKeyPressed(
  d: StepDraft<'enteringNumber' | 'closing' | 'over'>,
  opensAt: number,
  digit: string,
): void {
  const number = digit === '1' ? callerNumber(d) : null;
  const at: EntryContext = { wait: null, agent: null, opensAt };
  if (number) acceptNumber(d, number, at, { key: digit });
  else askForNumber(d, at, MAX_TRIES);
}

/** callback.purpose: the caller's own number, if the line may call it. */
export function callerNumber({ call, rules }: StepDraft): CallableNumber | null {
  return dialable(rules, call.customer.number, call.line);
}

/** The place where the caller enters the number. It is a wait, a closed line that opens at `opensAt`, a talk with the agent who
 * promises to call back, or the goodbye of a choice that the caller has taken back. */
export type EntryContext = Pick<
  PhaseOf<'enteringNumber'>,
  'wait' | 'agent' | 'opensAt' | 'promisedBy' | 'corrects'
>;

/** For a closed line, if the standard has no words of its own. */
export const DEFAULT_PHRASES: NonNullable<Clauses['callback.number']> = {
  sayKeyIn: ['callback.key_in'],
  sayReadBack: ['callback.read_back', '{number}', 'callback.confirm'],
  sayInvalid: ['callback.invalid'],
};

const NUMBER_IS: Phrase = ['callback.number_is', '{number}', 'callback.undo'];
const DEFAULT_PROMISE: Phrase = ['callback.number_is', '{number}', 'hold.promise', 'callback.undo'];

/** Says something, and then waits for a key. In a talk both parties hear it. */
export function playEntryPrompt(
  d: StepDraft,
  { promisedBy, agent }: EntryContext,
  keying: Omit<NumberEntry, 'playing' | 'keyByMono'>,
  say: Phrase = promptOf(d, keying),
): NumberEntry {
  const number = keying.stage === 'confirm' ? dialable(d.rules, keying.digits, d.call.line)?.dial : undefined;
  const prompts = promptsOf(d, say, number ? { number } : {});
  const { customer, bridge } = d.call;
  const inTalk = promisedBy !== undefined && agent && bridge ? { bridge } : null;
  const on = inTalk ?? (customer.leg ? { leg: customer.leg } : null);
  const playing = on && play(d, on, prompts);
  const said = d.rules.lengthOf(prompts, d.call.language);
  return { ...keying, playing, keyByMono: d.at.mono + said + d.rules.standard.handling.keyTimeoutMs };
}

/** What the caller hears at each stage. */
function promptOf(d: StepDraft, { stage }: Pick<NumberEntry, 'stage'>): Phrase {
  const clause = d.rules.standard.clauses['callback.number'] ?? DEFAULT_PHRASES;
  if (stage === 'choose') return [...(clause.sayAsk ?? []), 'callback.number.choose'];
  return stage === 'number' ? clause.sayKeyIn : clause.sayReadBack;
}

export function goToEntry(d: StepDraft<'enteringNumber'>, at: EntryContext, entry: NumberEntry): void {
  const { wait, agent, opensAt, promisedBy, corrects } = at;
  goTo(d, {
    is: 'enteringNumber',
    entry,
    wait,
    agent,
    ...(opensAt === undefined ? {} : { opensAt }),
    ...(promisedBy === undefined ? {} : { promisedBy }),
    ...(corrects === undefined ? {} : { corrects }),
  });
}

export function askForNumber(
  d: StepDraft<'enteringNumber'>,
  at: EntryContext,
  triesLeft: number,
  say?: Phrase,
): void {
  goToEntry(d, at, playEntryPrompt(d, at, { stage: 'number', digits: '', triesLeft }, say));
}

/** The caller has begun to enter a number by itself: nothing is said into it. */
export function enterDigits(
  d: StepDraft<'enteringNumber'>,
  at: EntryContext,
  digits: string,
  triesLeft: number,
): void {
  const keyByMono = d.at.mono + d.rules.standard.handling.keyTimeoutMs;
  goToEntry(d, at, { stage: 'number', digits, triesLeft, playing: null, keyByMono });
}

/** callback.number: for a caller who is to get a callback, but whose own number the line cannot call. */
export function askCallerForNumber(d: StepDraft<'enteringNumber'>): void {
  const { phase } = d.call;
  if (phase.is === 'waiting')
    askForNumber(d, { wait: stopWaitPrompt(d, phase.wait), agent: null }, MAX_TRIES);
}

/** hold.promise: the agent has promised to call back, and the customer agrees. If the standard confirms the number, the customer
 * is asked whether the own number will do. */
export function confirmNumber(
  d: StepDraft<'enteringNumber' | 'closing' | 'over'>,
  agent: AgentLeg,
  promisedBy: AgentId,
): void {
  const at: EntryContext = { wait: null, agent, promisedBy };
  const number = callerNumber(d);
  const asks = d.rules.standard.clauses['callback.number']?.sayAsk !== undefined;
  if (!number) askForNumber(d, at, MAX_TRIES);
  else if (asks)
    goToEntry(d, at, playEntryPrompt(d, at, { stage: 'choose', digits: '', triesLeft: MAX_TRIES }));
  else acceptNumber(d, number, at);
}

/** callback.number: the engine records the number. The promise is durable before the caller hears of it. `key`: the key that
 * chose the caller's own number. While the goodbye plays the caller may take the choice back. */
export function acceptNumber(
  d: StepDraft<'closing' | 'over'>,
  number: CallableNumber,
  at: EntryContext,
  { key, first = [] }: { readonly key?: string; readonly first?: Phrase } = {},
): void {
  const { clauses } = d.rules.standard;
  const { wait, agent, corrects } = at;
  const promisedBy = at.promisedBy ?? corrects?.promisedBy;
  const inMusic = wait !== null && d.call.bridge === null;
  const request = requestFor(d, number, at);
  judgeWait(d, wait, agent ? { agent: agent.agent } : 'engine');
  if (agent) startWrapUp(d, agent);
  const promise = promisedBy === undefined ? (clauses['hold.promise']?.say ?? DEFAULT_PROMISE) : NUMBER_IS;
  playGoodbye(
    d,
    promptsOf(d, [...first, ...promise], { number: number.dial }),
    inMusic,
    promisedBy === undefined,
  );
  if (d.call.phase.is === 'closing')
    keptWhenHeard(d, d.call.phase.playing, { clause: 'callback.number', by: 'engine' });
  offerToTakeBack(d, request, {
    ...(promisedBy === undefined ? {} : { promisedBy }),
    ...(key === undefined ? {} : { key }),
  });
}

/** Makes the callback, or corrects the one that this call has already requested. Undefined if the line may call nobody. */
function requestFor(
  d: StepDraft,
  { e164, dial }: CallableNumber,
  { opensAt, promisedBy, corrects }: EntryContext,
): CallbackRequest | undefined {
  const wanted = { number: e164, dialled: dial };
  if (corrects) return correctCallback(d, corrects.request, wanted);
  if (promisedBy !== undefined) {
    const { wall } = d.at;
    requestByAgent(d, 'promised', wanted, { agent: promisedBy, place: wall });
  } else if (opensAt === undefined) requestCallback(d, 'queue', wanted);
  else requestAfterHours(d, wanted, opensAt);
  return newRequests(d).at(-1);
}

/** callback.number: key 2 takes the choice back while the goodbye plays. */
export function offerToTakeBack(
  d: StepDraft<'closing'>,
  request: CallbackRequest | undefined,
  more: { readonly promisedBy?: AgentId; readonly key?: string } = {},
): void {
  const { phase } = d.call;
  if (phase.is !== 'closing' || !request) return;
  goTo(d, { ...phase, choice: { request, atMono: d.at.mono, ...more } });
}
