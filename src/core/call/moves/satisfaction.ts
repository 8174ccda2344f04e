import type { StepDraft } from '../step-draft.ts';
import { requestByAgent, requestedAgentFor } from './callback-requests.ts';

/** callback.follow_up: the keys that answer the question. */
const KEYS: Readonly<Record<string, boolean>> = { '1': true, '2': false };

/** The customer of a follow-up has not yet said whether the solution satisfied. */
export function awaitsMark({ call: { callback, direction } }: StepDraft): boolean {
  return direction === 'out' && callback?.kind === 'satisfaction' && callback.satisfied === undefined;
}

/** callback.follow_up: takes the customer's key, once. people.complaint: a customer whom the solution did not satisfy gets a
 * callback from the complaints agents. False for a key that answers nothing. */
export function takeMark(d: StepDraft, digit: string): boolean {
  const satisfied = KEYS[digit];
  const { callback, customer, id: call, language } = d.call;
  if (satisfied === undefined || !callback || !awaitsMark(d)) return false;
  d.call = { ...d.call, callback: { ...callback, satisfied } };
  const about = { call, callback: callback.id };
  const base = { kind: 'event', at: d.at, ...about, by: 'caller' } as const;
  d.facts.push({ ...base, name: 'satisfaction', detail: { satisfied } });
  if (satisfied) return true;
  d.facts.push({ ...base, name: 'record', detail: { type: 'complaint' } });
  const withinMs = d.rules.standard.clauses['people.complaint']?.withinMs;
  const within = withinMs === undefined ? {} : { withinMs };
  const more = { ...within, wants: requestedAgentFor('complaint', language), place: d.at.wall };
  requestByAgent(d, 'complaint', customer, more);
  return true;
}
