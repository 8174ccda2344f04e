import { withRecordingNotice } from '../call-recording.ts';
import type { Ring } from '../phase.ts';
import { promptsOf, type StepDraft } from '../step-draft.ts';
import { beginWait } from '../wait-prompts.ts';

/** A caller who has been answered by the engine begins to wait, in the music. `ring`: a phone that rings for the caller. */
export function enterQueue(d: StepDraft<'waiting'>, ring: Ring | null): void {
  const { clauses } = d.rules.standard;
  // answer.greeting, hold.announce
  const greeting = promptsOf(d, [
    ...(clauses['answer.greeting']?.sayEngine ?? []),
    ...(clauses['hold.announce']?.sayQueue ?? []),
    // callback.number: the engine recognises a caller who calls in again
    ...(d.call.callback ? ['callback.rang_in'] : []),
    // people.complaint: said once more, since the key still means something
    ...(d.call.complaintKey ? ['people.complaint.menu', `digit.${d.call.complaintKey}`] : []),
  ]);
  beginWait(d, withRecordingNotice(d, greeting), (wait) => ({ is: 'waiting', wait, ring }));
}
