import type { ClauseId } from '../standard/standard.ts';
import type { WaitPlaying } from './phase.ts';
import { notJudged, type StepDraft } from './step-draft.ts';

const CLAUSES: Readonly<Record<WaitPlaying['what'], readonly ClauseId[]>> = {
  announce: ['hold.announce'],
  thanks: ['hold.announce'],
  reminder: ['hold.reminder'],
  offer: ['hold.limit'],
  reminderAndOffer: ['hold.reminder', 'hold.limit'],
};

/** A prompt of a wait plays to a customer whose own phone holds the call, and plays none of it. */
export function unheardOnHold(d: StepDraft, what: WaitPlaying['what']): void {
  for (const clause of CLAUSES[what]) notJudged(d, clause, "the customer's own phone held the call");
}
