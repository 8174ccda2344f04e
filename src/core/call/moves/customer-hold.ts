import type { InputOf } from '../input.ts';
import { customerHeard, restartSilence, setSpeech } from '../speech-activity.ts';
import type { StepDraft } from '../step-draft.ts';
import { stopSilentScript } from './scripts.ts';

/** The customer's own phone holds the call, or takes it back: the customer must have pressed that key. Meanwhile the phone sends
 * nothing and plays nothing of the call: the customer is neither silent nor told anything. Undefined where it is not the customer's leg. */
export function customerHolds(
  d: StepDraft<'talking'>,
  { type, leg }: InputOf<'legHeld' | 'legResumed'>,
): true | undefined {
  if (leg !== d.call.customer.leg) return undefined;
  const { holds: _before, ...customer } = d.call.customer;
  const held = type === 'legHeld';
  d.call = { ...d.call, customer: held ? { ...customer, holds: true } : customer };
  if (held) setSpeech(d, { customer: null });
  else restartSilence(d);
  customerHeard(d);
  stopSilentScript(d, 'key');
  return true;
}
