import type { InputOf } from '../input.ts';
import { addEvent, type PhaseOf, type StepDraft, stopPlaying } from '../step-draft.ts';
import { askForNumber, type EntryContext, enterDigits } from './number-entry.ts';
import { dropQuestion } from './question.ts';

/** Digits that follow a choice this fast belong to a number that began with it, ms. */
const ONE_NUMBER_MS = 2000;

/** How often the caller may enter the number wrong before the earlier choice holds. */
const TRIES = 3;

/** callback.number: a key while the goodbye plays. 2 takes the choice of the number back; a digit that follows the key of the
 * choice at once makes a number of both. The callback stays as it is until the caller has confirmed another number. */
export function choiceTakenBack(
  d: StepDraft<'enteringNumber'>,
  { playing, choice, question }: PhaseOf<'closing'>,
  { leg, digit }: InputOf<'digit'>,
): void {
  if (!choice || leg !== d.call.customer.leg) return;
  const { key, atMono } = choice;
  const follows = key !== undefined && d.at.mono - atMono <= ONE_NUMBER_MS && /^\d$/.test(digit);
  if (digit !== '2' && !follows) return;
  stopPlaying(d, playing);
  dropQuestion(d, question);
  addEvent(d, 'offerTaken', 'caller', { key: digit, again: true });
  const at: EntryContext = { wait: null, agent: null, corrects: choice };
  if (digit === '2') askForNumber(d, at, TRIES);
  else enterDigits(d, at, `${key}${digit}`, TRIES);
}
