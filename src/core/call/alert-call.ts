import type { Step } from '../effects.ts';
import type { Alert } from '../model/alert.ts';
import type { Rules } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import { newCall } from './new-call.ts';
import type { CallState } from './state.ts';
import { finishStep, newDraft } from './step-draft.ts';

/** At most this many phones ring until a supervisor answers. */
const MAX_PHONES = 20;

/** The call that alerts the supervisors. */
export function placeAlert(alert: Alert, at: Timestamp, rules: Rules): Step<CallState> {
  const { id, of, line, standard, language, number, dialled } = alert;
  const call = newCall({
    id,
    direction: 'alert',
    line,
    standard,
    edition: rules.edition,
    language,
    salutation: 'morning',
    customer: { leg: null, answered: false, number, dialled },
    arrivedAt: at,
    phase: { is: 'alerting', rings: [], left: MAX_PHONES },
    callback: null,
  });
  return finishStep(newDraft({ ...call, wants: { role: 'supervisor', language }, alert: of }, at, rules));
}
