import { endTalk } from './closing.ts';
import { type Draft, event, goTo, type In, judge, promptsOf, stop, UNHEARD } from './draft.ts';
import { earsOf, setTalk } from './ears.ts';
import type { Ending, SilentRun } from './ears-state.ts';
import type { Saying } from './phase.ts';
import { say } from './saying.ts';

/** hear.silent: a pause between two steps may differ so much from the standard's, on the way to the caller's ear. */
const PAUSE_TOLERANCE_MS = 300;

/** hear.silent: not a word of the customer, or the agent's key: both hear one step after another. False where the standard has
 * no such script. */
export function beginSilent(d: Draft, by: Saying['by']): boolean {
  const { phase } = d.call;
  const script = d.rules.standard.clauses['hear.silent'];
  if (phase.is !== 'talking' || !script) return false;
  const after = (d.at.mono - (earsOf(d.call).talk?.quietSince ?? phase.since)) / 1000;
  event(d, 'silent', by === 'engine' ? 'caller' : by, { number: d.call.customer.dialled, after });
  setTalk(d, { asked: true });
  nextStep(d, dropScript(d, phase, by), { by, step: 0, saidMono: null, pauseMs: null, spoilt: false });
  return true;
}

function nextStep(d: Draft, phase: In<'talking'>, run: SilentRun): void {
  const steps = d.rules.standard.clauses['hear.silent']?.steps ?? [];
  const last = run.step === steps.length - 1;
  const saying = say(d, promptsOf(d, steps[run.step]), { clause: 'hear.silent', by: run.by, last });
  const silent = { ...run, step: run.step + 1 };
  goTo(d, { ...phase, saying, silent: saying && silent });
  if (!saying) judgeRun(d, { ...silent, spoilt: true });
}

/** Monotonic ms at which the next step is due, or null while one is being said. */
export function stepDue(d: Pick<Draft, 'rules'>, { saidMono }: SilentRun): number | null {
  return saidMono === null ? null : saidMono + (d.rules.standard.clauses['hear.silent']?.pauseMs ?? 0);
}

/** A step is being heard: the pause before it is known now. */
export function stepStarted(d: Draft, phase: In<'talking'>): void {
  const { silent, saying } = phase;
  const clause = d.rules.standard.clauses['hear.silent'];
  if (!silent || !saying || !clause) return;
  const spoilt = silent.spoilt || !saying.whole;
  const pause = silent.saidMono === null ? null : d.at.mono - silent.saidMono;
  const farther = (ms: number | null) => (ms === null ? -1 : Math.abs(ms - clause.pauseMs));
  const pauseMs = farther(pause) > farther(silent.pauseMs) ? pause : silent.pauseMs;
  goTo(d, { ...phase, silent: { ...silent, spoilt, pauseMs, saidMono: null } });
}

/** The clock has come to the next step. */
export function stepOn(d: Draft, phase: In<'talking'>): void {
  if (phase.silent) nextStep(d, phase, phase.silent);
}

/** Something said by a script has ended. After the last step the call goes on, or is ended a little later. */
export function scriptSaid(d: Draft, { clause, last, whole }: Saying, failed: boolean): void {
  const { phase } = d.call;
  if (phase.is !== 'talking' || clause === 'hold.return') return;
  const heard = whole && !failed;
  const { silent } = phase;
  if (clause === 'hear.silent' && silent) {
    const run = { ...silent, saidMono: d.at.mono, spoilt: silent.spoilt || !heard };
    goTo(d, { ...phase, silent: last ? null : run });
    if (last) judgeRun(d, run);
  }
  if (last && heard) endLater(d, clause);
}

function endLater(d: Draft, clause: Ending['clause']): void {
  const { phase } = d.call;
  const script = d.rules.standard.clauses[clause];
  const endAfterMs = script && 'endAfterMs' in script ? script.endAfterMs : null;
  if (phase.is !== 'talking' || endAfterMs === null) return;
  // the agent does not hear the customer, but the engine does: nobody is let go in the middle of a word
  if (clause === 'hear.silent' && earsOf(d.call).customer !== null) return;
  goTo(d, { ...phase, ending: { clause, atMono: d.at.mono + endAfterMs } });
}

/** Nobody has made the call go on: the engine ends it. */
export function endNow(d: Draft, phase: In<'talking'>, { clause }: Ending): void {
  event(d, 'letGo', 'engine', { clause });
  endTalk(d, phase.agent);
}

/** The customer's word or key: hear.silent is over at once, whether it is still playing or the call is about to be ended. */
export function stopSilent(d: Draft, by: 'word' | 'key'): void {
  const { phase } = d.call;
  if (phase.is !== 'talking') return;
  const { silent, ending, saying } = phase;
  if (!silent && ending?.clause !== 'hear.silent') return;
  event(d, 'scriptStopped', 'caller', { clause: 'hear.silent', by, step: silent?.step ?? null });
  if (silent) judgeRun(d, silent);
  const mine = saying?.clause === 'hear.silent';
  if (mine) stop(d, saying);
  goTo(d, { ...phase, saying: mine ? null : saying, silent: null, ending: null });
}

/** The agent presses a key: the call is not ended. */
export function goOn(d: Draft): void {
  const { phase } = d.call;
  if (phase.is !== 'talking' || !phase.ending) return;
  event(
    d,
    'scriptStopped',
    { agent: phase.agent.agent },
    { clause: phase.ending.clause, by: 'key', step: null },
  );
  goTo(d, { ...phase, ending: null });
}

/** What is being said gives way to something else, or the talk is left: nothing of a script is left, either. */
export function dropScript(d: Draft, phase: In<'talking'>, by: Saying['by'] | 'caller'): In<'talking'> {
  const { silent, ending, saying } = phase;
  stop(d, saying);
  const clause = silent ? 'hear.silent' : ending?.clause;
  if (clause) event(d, 'scriptStopped', by, { clause, by: 'other', step: silent?.step ?? null });
  if (silent) judgeRun(d, silent);
  return { ...phase, saying: null, silent: null, ending: null };
}

/** hear.silent: the steps that were heard came at the standard's own intervals, and none after a word. */
function judgeRun(d: Draft, { pauseMs, spoilt }: SilentRun): void {
  const clause = d.rules.standard.clauses['hear.silent'];
  if (!clause) return;
  if (spoilt) {
    judge(d, 'hear.silent', false, 'engine', UNHEARD);
    return;
  }
  const kept = pauseMs === null || Math.abs(pauseMs - clause.pauseMs) <= PAUSE_TOLERANCE_MS;
  const measured = { value: (pauseMs ?? 0) / 1000, limit: clause.pauseMs / 1000, unit: 's' } as const;
  judge(d, 'hear.silent', kept, 'engine', pauseMs === null ? {} : { measured });
}
