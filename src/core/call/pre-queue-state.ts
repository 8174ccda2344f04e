import type { Language, OutageId, PromptId } from '../ids.ts';

/** The stations before the queue: language menu, outage notice, message of a closed line. */
export interface PreQueue {
  /** language.caller: the languages that the caller may choose by key, in the order of the offer. */
  readonly choose: readonly Language[] | null;
  /** outage.notice: a fault that affects the caller. */
  readonly outage: { readonly id: OutageId } | null;
  /** The line is closed: the prompts of its hours, and its next opening (UTC ms). `full`: it is open, and nobody else can be
   * served; `opensAt` is now. */
  readonly closed: {
    readonly hours: readonly PromptId[];
    readonly opensAt: number;
    readonly full?: true;
  } | null;
  /** people.complaint: the key for it; not offered if absent. */
  readonly complaintKey?: string;
}
