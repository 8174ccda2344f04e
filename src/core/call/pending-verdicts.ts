import type { InputOf } from './input.ts';
import type { Playing } from './phase.ts';
import { playbacksOf } from './playbacks.ts';
import type { PendingVerdict } from './state.ts';
import { addVerdict, judgeHeard, PROMPT_NOT_HEARD, type StepDraft } from './step-draft.ts';

/** The clause is kept once the customer hears this playback begin; `playing` null: once anything is said to the customer. A
 * customer who leaves before has been promised nothing, and there is no verdict. */
export function keptWhenHeard(
  d: StepDraft,
  playing: Playing | null,
  verdict: Pick<PendingVerdict, 'clause' | 'by' | 'note'>,
): void {
  if (!d.rules.standard.clauses[verdict.clause]) return;
  const pending = { ...verdict, playback: playing?.id ?? null, whole: playing?.whole ?? true };
  d.call = { ...d.call, pendingVerdicts: [...(d.call.pendingVerdicts ?? []), pending] };
}

/** Gives the verdicts that waited for this report. */
export function judgePending(d: StepDraft, input: InputOf<'playStarted'> | InputOf<'playEnded'>): void {
  const { pendingVerdicts = [] } = d.call;
  const due = pendingVerdicts.filter((one) => concerns(d, one, input));
  if (due.length === 0) return;
  keepPending(
    d,
    pendingVerdicts.filter((one) => !due.includes(one)),
  );
  for (const { clause, by, note, whole } of due) {
    if (input.type === 'playStarted') {
      if (whole) addVerdict(d, clause, true, by, note === undefined ? {} : { note });
      else addVerdict(d, clause, false, 'engine', PROMPT_NOT_HEARD);
    } else if (input.outcome !== 'stopped') judgeHeard(d, clause, input.unseen ? null : false);
  }
}

/** The customer has left. */
export function dropPending(d: StepDraft): void {
  keepPending(d, []);
}

function keepPending(d: StepDraft, left: readonly PendingVerdict[]): void {
  const { pendingVerdicts, ...call } = d.call;
  if (pendingVerdicts) d.call = left.length > 0 ? { ...call, pendingVerdicts: left } : call;
}

function concerns(
  d: StepDraft,
  { playback: id }: PendingVerdict,
  { type, playback }: InputOf<'playStarted'> | InputOf<'playEnded'>,
): boolean {
  if (id !== null) return id === playback;
  const { phase } = d.call;
  const isTone = 'ringback' in phase && phase.ringback?.id === playback;
  return type === 'playStarted' && !isTone && playbacksOf(d.call).includes(playback);
}
