import { keptWhenHeard } from '../pending-verdicts.ts';
import { addEvent, type StepDraft } from '../step-draft.ts';

/** language.caller: a caller who has chosen before gets no menu. */
export function useRememberedLanguage(d: StepDraft): void {
  addEvent(d, 'languageChosen', 'engine', { language: d.call.language, how: 'remembered' });
  keptWhenHeard(d, null, { clause: 'language.caller', by: 'engine' });
  rememberLanguage(d);
}

/** language.caller: the engine remembers the choice for the caller's next calls. */
export function rememberLanguage(d: StepDraft): void {
  const { language, customer } = d.call;
  const choice = { language, number: customer.number ?? '', at: d.at.wall };
  if (customer.number) d.tells.push({ to: 'customer', choice });
}
