import type { Step } from '../effects.ts';
import type { Language, LegId } from '../ids.ts';
import type { Rules } from '../rules.ts';
import type { Handling } from '../standard/standard.ts';
import type { Moment } from '../time.ts';
import { blankCall } from './blank.ts';
import { draft, event, finish } from './draft.ts';
import type { CallState, Salutation } from './state.ts';

/** A caller who rings in. */
export interface Arrival {
  readonly id: string;
  readonly leg: LegId;
  readonly line: string;
  /** The caller id as it was sent. */
  readonly from: string;
  readonly language: Language;
  readonly salutation: Salutation;
}

/** One ring, from its beginning to that of the next, in ms. */
export function ringCycleMs(handling: Handling): number {
  return handling.ringOnMs + handling.ringOffMs;
}

/** A call begins: the caller hears ringing. answer.rings: the clock runs from here. */
export function arrive(arrival: Arrival, at: Moment, rules: Rules): Step<CallState> {
  const { handling, clauses } = rules.standard;
  const rings = clauses['answer.rings']?.rings ?? handling.ringsWithoutLimit;
  const answerByMono = at.mono + rings * ringCycleMs(handling) - handling.answerMarginMs;
  const number = rules.callable(arrival.from);
  const call = blankCall({
    id: arrival.id,
    direction: 'in',
    line: arrival.line,
    standard: rules.standard.name,
    edition: rules.edition,
    language: arrival.language,
    salutation: arrival.salutation,
    customer: { leg: arrival.leg, answered: false, number: number?.e164 ?? null, dialled: arrival.from },
    arrivedAt: at,
    phase: { is: 'ringing', answerByMono, ring: null },
    callback: null,
  });
  const d = draft(call, at, rules);
  event(d, 'arrived', 'caller', { line: arrival.line, standard: rules.standard.name });
  return finish(d);
}
