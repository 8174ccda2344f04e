import { type CallableNumber, dialable } from '../../rules.ts';
import type { Clauses, Phrase } from '../../standard/standard.ts';
import { stopRinging } from '../agent-ringing.ts';
import type { InputOf } from '../input.ts';
import { keptWhenHeard } from '../pending-verdicts.ts';
import type { AgentLeg, NumberEntry, Ring, Wait } from '../phase.ts';
import { addEvent, goTo, type PhaseOf, play, promptsOf, type StepDraft } from '../step-draft.ts';
import { judgeWait, stopWaitPrompt } from '../wait-prompts.ts';
import { requestAfterHours, requestCallback } from './callback-requests.ts';
import { playGoodbye } from './ending.ts';
import { startWrapUp } from './wrap-up.ts';

/** The caller returns to the queue after this many wrong entries of a number. */
const MAX_TRIES = 3;

/** A key during a wait. hold.limit: 1 asks for a callback to this number, 2 to another; before the first offer keys mean
 * nothing. */
export function offerKeyPressed(
  d: StepDraft<'enteringNumber' | 'closing' | 'over'>,
  wait: Wait,
  agent: AgentLeg | null,
  ringing: Ring | null,
  input: InputOf<'digit'>,
): boolean {
  if (input.leg !== d.call.customer.leg) return false;
  if (wait.offers === 0 || (input.digit !== '1' && input.digit !== '2')) return true;
  const number = input.digit === '1' ? callerNumber(d) : null;
  const cut = stopWaitPrompt(d, wait);
  stopRinging(d, ringing);
  addEvent(d, 'offerTaken', 'caller', { key: input.digit });
  if (number) acceptNumber(d, number, { wait: cut, agent });
  // callback.number: the caller wants another number, or the caller's own is withheld
  else askForNumber(d, { wait: cut, agent }, MAX_TRIES);
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
  if (number) acceptNumber(d, number, at);
  else askForNumber(d, at, MAX_TRIES);
}

/** callback.purpose: the caller's own number, if the line may call it. */
function callerNumber({ call, rules }: StepDraft): CallableNumber | null {
  return dialable(rules, call.customer.number, call.line);
}

/** The place where the caller enters the number: in a wait, or on a closed line that opens at `opensAt`. */
type EntryContext = Pick<PhaseOf<'enteringNumber'>, 'wait' | 'agent' | 'opensAt'>;

/** For a closed line, if the standard has no words of its own. */
export const DEFAULT_PHRASES: NonNullable<Clauses['callback.number']> = {
  sayKeyIn: ['callback.key_in'],
  sayReadBack: ['callback.read_back', '{number}', 'callback.confirm'],
  sayInvalid: ['callback.invalid'],
};

const DEFAULT_PROMISE: Phrase = ['callback.number_is', '{number}', 'hold.promise'];

export function playEntryPrompt(
  d: StepDraft,
  keying: Omit<NumberEntry, 'playing' | 'keyByMono'>,
  number?: string,
): NumberEntry {
  const { clauses, handling } = d.rules.standard;
  const clause = clauses['callback.number'];
  const { sayKeyIn, sayReadBack } = clause ?? DEFAULT_PHRASES;
  const phrase = keying.stage === 'number' ? sayKeyIn : sayReadBack;
  const prompts = promptsOf(d, phrase, number ? { number } : {});
  const { leg } = d.call.customer;
  const playing = leg ? play(d, { leg }, prompts) : null;
  const said = d.rules.lengthOf(prompts, d.call.language);
  return { ...keying, playing, keyByMono: d.at.mono + said + handling.keyTimeoutMs };
}

export function askForNumber(d: StepDraft<'enteringNumber'>, at: EntryContext, triesLeft: number): void {
  const keying = playEntryPrompt(d, { stage: 'number', digits: '', triesLeft });
  const { wait, agent, opensAt } = at;
  goTo(d, {
    is: 'enteringNumber',
    entry: keying,
    wait,
    agent,
    ...(opensAt === undefined ? {} : { opensAt }),
  });
}

/** callback.number: for a caller who is to get a callback, but whose own number the line cannot call. */
export function askCallerForNumber(d: StepDraft<'enteringNumber'>): void {
  const { phase } = d.call;
  if (phase.is === 'waiting')
    askForNumber(d, { wait: stopWaitPrompt(d, phase.wait), agent: null }, MAX_TRIES);
}

/** callback.number: the engine records the number. The promise is durable before the caller hears of it. */
export function acceptNumber(
  d: StepDraft<'closing' | 'over'>,
  number: CallableNumber,
  { wait, agent, opensAt }: EntryContext,
): void {
  const { clauses } = d.rules.standard;
  const wanted = { number: number.e164, dialled: number.dial };
  if (opensAt === undefined) requestCallback(d, 'queue', wanted);
  else requestAfterHours(d, wanted, opensAt);
  judgeWait(d, wait, agent ? { agent: agent.agent } : 'engine');
  if (agent) startWrapUp(d, agent);
  const promise = clauses['hold.promise']?.say ?? DEFAULT_PROMISE;
  playGoodbye(d, promptsOf(d, promise, { number: number.dial }), wait !== null && d.call.bridge === null);
  if (d.call.phase.is === 'closing')
    keptWhenHeard(d, d.call.phase.playing, { clause: 'callback.number', by: 'engine' });
}
