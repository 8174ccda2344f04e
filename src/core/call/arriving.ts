import type { Step } from '../effects.ts';
import type { Language, LegId } from '../ids.ts';
import type { Recording, Salutation } from '../model/call.ts';
import { e164Of, type Rules, withDoNotCall } from '../rules.ts';
import type { Moment } from '../time.ts';
import { blankCall } from './blank.ts';
import { type Draft, draft, event, finish } from './draft.ts';
import type { Reception } from './phase.ts';
import { receive, remembered } from './reception.ts';
import { ringsMs } from './rings.ts';
import type { AttemptOf, CallState } from './state.ts';

/** A caller who rings in. */
export interface Arrival {
  readonly id: string;
  readonly leg: LegId;
  readonly line: string;
  /** The caller id as it was sent. */
  readonly from: string;
  readonly language: Language;
  readonly salutation: Salutation;
  /** language.caller: the language is the one that this number has chosen before. */
  readonly remembered?: true;
  /** What the caller meets before the queue; absent: nothing. */
  readonly reception?: Reception;
  /** Absent: nothing is recorded. */
  readonly recording?: Recording;
  /** callback.purpose: the caller's number (E.164), where it is on the do-not-call list. */
  readonly doNotCall?: readonly string[];
  /** The callback that is open for this caller on this line, and the place that it keeps (UTC ms). */
  readonly callback?: AttemptOf & { readonly place: number };
}

/** callback.number: the caller has a callback open, which goes on with this call, in the place that it keeps. */
function bind(d: Draft, { place, ...callback }: NonNullable<Arrival['callback']>): void {
  const { id: call } = d.call;
  d.call = { ...d.call, callback, place };
  d.tells.push({ to: 'callback', id: callback.id, event: { type: 'customerRang', call } });
}

/** A call begins: the caller hears ringing, or is received by the engine. answer.rings: the clock runs from here. */
export function arrive(arrival: Arrival, at: Moment, rules: Rules): Step<CallState> {
  const number = e164Of(rules.mayDial(arrival.from, arrival.line));
  const call = blankCall({
    id: arrival.id,
    direction: 'in',
    line: arrival.line,
    standard: rules.standard.name,
    edition: rules.edition,
    language: arrival.language,
    salutation: arrival.salutation,
    customer: { leg: arrival.leg, answered: false, number, dialled: arrival.from },
    arrivedAt: at,
    phase: { is: 'ringing', answerByMono: at.mono + ringsMs(rules), ring: null },
    callback: null,
  });
  const { recording } = arrival;
  const d = draft(recording ? { ...call, recording } : call, at, withDoNotCall(rules, arrival.doNotCall));
  if (arrival.callback) bind(d, arrival.callback);
  event(d, 'arrived', 'caller', { line: arrival.line, standard: rules.standard.name });
  if (arrival.remembered) remembered(d);
  if (arrival.reception) receive(d, arrival.reception);
  return finish(d);
}
