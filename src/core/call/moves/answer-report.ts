import type { InputOf } from '../input.ts';
import { ringCycleMs } from '../ring-timing.ts';
import type { AnsweredBy } from '../state.ts';
import { addEvent, addVerdict, notJudged, type StepDraft } from '../step-draft.ts';

/** Asterisk reports that the caller's leg has been answered, at the order of the engine. Undefined where the report is not
 * about an incoming caller. */
export function callerAnswered(
  d: StepDraft,
  { leg, unseen, agoMs }: InputOf<'legAnswered'>,
): true | undefined {
  const { customer, direction } = d.call;
  if (direction !== 'in' || leg !== customer.leg) return undefined;
  const by = takeAnswering(d);
  // reported twice
  if (!by) return true;
  if (by === 'engine') addEvent(d, 'engineAnswered', 'engine');
  judgeAnswer(d, by, unseen === true, agoMs);
  return true;
}

/** answer.rings: the caller has been answered by then. The report distinguishes agents and the engine. An answer that
 * nobody saw came before it was found: in time it is only if it was found in time. */
function judgeAnswer(d: StepDraft, by: AnsweredBy, unseen: boolean, agoMs?: number): void {
  const waited = ringing(d, agoMs);
  if (!waited) return;
  if (unseen && !waited.inTime) notJudged(d, 'answer.rings', 'the answer came while there was no link');
  else addVerdict(d, 'answer.rings', waited.inTime, by, { measured: waited.measured });
}

/** answer.rings: the caller has left before any answer. Too late, if the last allowed ring was over by then; otherwise
 * nothing was kept or broken. */
export function callerLeftUnanswered(d: StepDraft, { unseen, agoMs, unasked }: InputOf<'legEnded'>): void {
  const { direction, customer } = d.call;
  const ordered = takeAnswering(d);
  if (direction !== 'in' || (customer.answered && !ordered)) return;
  const waited = ringing(d, agoMs);
  if (!waited || waited.inTime) return;
  if (unseen) notJudged(d, 'answer.rings', 'the caller left while there was no link');
  else if (unasked && ordered)
    notJudged(d, 'answer.rings', 'the answer may have come while there was no link');
  else {
    const note = 'the caller left before the answer';
    addVerdict(d, 'answer.rings', false, ordered ?? 'engine', { measured: waited.measured, note });
  }
}

function takeAnswering(d: StepDraft): AnsweredBy | undefined {
  const { answering, ...customer } = d.call.customer;
  if (answering) d.call = { ...d.call, customer };
  return answering;
}

/** How long the caller has heard ringing by then; null if the standard has no limit. */
function ringing({ call, at, rules }: StepDraft, agoMs = 0) {
  const limit = rules.standard.clauses['answer.rings'];
  if (!limit) return null;
  const cycle = ringCycleMs(rules.standard.handling);
  const ms = at.mono - agoMs - call.arrivedAt.mono;
  const measured = { value: ms / cycle, limit: limit.rings, unit: 'rings' } as const;
  return { measured, inTime: ms <= limit.rings * cycle };
}
