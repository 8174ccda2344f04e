import { mayBeSecond } from '../../agents/key-timing.ts';
import type { AgentOrder } from '../../agents/keys.ts';
import type { InputOf } from '../input.ts';
import { releaseBy } from '../moves/auto-release.ts';
import type { AgentLeg } from '../phase.ts';
import { play, type StepDraft } from '../step-draft.ts';

/** people.nuisance, people.misdial: a code that ends the call has been pressed for the first time. The agent hears that it has to be
 * pressed again; without a second press nothing happens. */
export function askForSecondPress(
  d: StepDraft,
  { agent, leg }: AgentLeg,
  { timing }: InputOf<'digit'>,
  { keys, order }: { readonly keys: string; readonly order: AgentOrder },
): void {
  if (!endsCall(d, agent, order)) {
    play(d, { leg }, ['tone.error']);
    return;
  }
  d.call = { ...d.call, firstPress: { leg, keys, atMono: d.at.mono, ...(timing && { timing }) } };
  play(d, { leg }, ['tone.cue']);
}

/** The second press would mean something now. */
function endsCall(d: StepDraft, agent: AgentLeg['agent'], order: AgentOrder): boolean {
  if (order.do !== 'clause') return false;
  const { clause } = order;
  return (
    (clause === 'people.nuisance' || clause === 'people.misdial') && releaseBy(d, agent, clause) !== null
  );
}

/** A code begins: the first press before it counts only where this can be the second one. */
export function codeBegins(d: StepDraft, { leg, timing }: InputOf<'digit'>): void {
  const { firstPress } = d.call;
  if (firstPress && !(firstPress.leg === leg && mayBeSecond(firstPress, d.at.mono, timing)))
    takeFirstPress(d);
}

/** The keys of the first press, which counts no longer. */
export function takeFirstPress(d: StepDraft): string | undefined {
  const { firstPress, ...call } = d.call;
  if (firstPress) d.call = call;
  return firstPress?.keys;
}
