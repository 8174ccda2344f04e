import type { Step } from '../effects.ts';
import type { Language, LegId } from '../ids.ts';
import type { Recording, Salutation } from '../model/call.ts';
import { e164Of, type Rules, withDoNotCall } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import { type FoundCall, goOnWithFound } from './found-call.ts';
import { endCall } from './moves/ending.ts';
import { useRememberedLanguage } from './moves/language.ts';
import { startPreQueue } from './moves/pre-queue.ts';
import { newCall } from './new-call.ts';
import type { PreQueue } from './pre-queue-state.ts';
import { ringLimitMs } from './ring-timing.ts';
import type { AttemptOf, CallState } from './state.ts';
import { addEvent, finishStep, newDraft, type StepDraft } from './step-draft.ts';

/** An incoming call at the moment of its arrival. */
export interface Arrival {
  readonly id: string;
  readonly leg: LegId;
  readonly line: string;
  /** The caller id as it was sent. */
  readonly from: string;
  readonly language: Language;
  readonly salutation: Salutation;
  /** language.caller: the caller has chosen the language in an earlier call. */
  readonly remembered?: true;
  /** The stations before the queue; absent: none. */
  readonly preQueue?: PreQueue;
  /** Absent: nothing is recorded. */
  readonly recording?: Recording;
  /** callback.purpose: the caller's number (E.164), if it is on the do-not-call list. */
  readonly doNotCall?: readonly string[];
  /** There is no room for the caller, who is refused, or told so and offered a callback (`preQueue.closed.full`). */
  readonly refused?: 'busy' | 'unavailable' | 'told';
  /** The callback that is open for this caller on this line, and its place in the queue (UTC ms). */
  readonly callback?: AttemptOf & { readonly place: number };
  /** The moment of the arrival, where the engine stood still and has heard of it later. */
  readonly arrivedAt?: Timestamp;
  /** The engine did not hear of the arrival, or did not keep it, and finds the call after a loss. */
  readonly found?: FoundCall;
}

/** callback.number: the caller has an open callback. It goes on with this call, in the same place. */
function joinOpenCallback(d: StepDraft, { place, ...callback }: NonNullable<Arrival['callback']>): void {
  const { id: call } = d.call;
  d.call = { ...d.call, callback, place };
  d.tells.push({ to: 'callback', id: callback.id, event: { type: 'customerRang', call } });
}

/** A call begins: the caller hears ringing, or the engine answers. answer.rings: the clock runs from here. */
export function arrive(arrival: Arrival, at: Timestamp, rules: Rules): Step<CallState> {
  const number = e164Of(rules.mayDial(arrival.from, arrival.line));
  const arrivedAt = arrival.found?.arrivedAt ?? arrival.arrivedAt ?? at;
  const call = newCall({
    id: arrival.id,
    direction: 'in',
    line: arrival.line,
    standard: rules.standard.name,
    edition: rules.edition,
    language: arrival.language,
    salutation: arrival.salutation,
    customer: { leg: arrival.leg, answered: false, number, dialled: arrival.from },
    arrivedAt,
    phase: { is: 'ringing', answerByMono: arrivedAt.mono + ringLimitMs(rules), ring: null },
    callback: null,
  });
  const { recording } = arrival;
  const d = newDraft(recording ? { ...call, recording } : call, at, withDoNotCall(rules, arrival.doNotCall));
  if (arrival.callback) joinOpenCallback(d, arrival.callback);
  const told = { ...d, at: arrivedAt };
  addEvent(told, 'arrived', 'caller', { line: arrival.line, standard: rules.standard.name });
  if (arrival.refused) addEvent(d, 'refused', 'engine', { how: arrival.refused });
  if (arrival.refused === 'busy' || arrival.refused === 'unavailable') {
    endCall(d, arrival.refused === 'busy' ? 'busy' : 'congestion');
    return finishStep(d);
  }
  if (arrival.remembered) useRememberedLanguage(d);
  if (arrival.found) goOnWithFound(d, arrival.found, arrival.preQueue);
  else if (arrival.preQueue) startPreQueue(d, arrival.preQueue);
  return finishStep(d);
}
