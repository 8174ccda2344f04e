import type { KeyedClause } from '../agents/keys.ts';
import type { AgentId, PromptId } from '../ids.ts';
import type { Phrase } from '../standard/standard.ts';
import { type Draft, event, goTo, type In, judge, play, promptsOf, UNHEARD } from './draft.ts';
import { quietFromNow } from './ears.ts';
import type { Of } from './input.ts';
import type { Saying } from './phase.ts';
import { dropScript, scriptSaid, stepStarted } from './silence.ts';

/** Plays prompts to both while they talk. Null where there is no bridge to play to, or nothing to say. */
export function say(
  d: Draft,
  prompts: readonly PromptId[],
  what: Pick<Saying, 'clause' | 'by' | 'last'>,
): Saying | null {
  const { bridge } = d.call;
  const playing = bridge ? play(d, { bridge }, prompts) : null;
  return playing && { ...playing, ...what };
}

/** The agent's key in a talk: both hear the next step of its script, and the last one again after that. What is being said
 * already is cut. Returns false, and changes nothing, where the agent is not talking or the standard has no words for it. */
export function sayByKey(
  d: Draft,
  agent: AgentId,
  clause: KeyedClause,
  steps: readonly Phrase[] | undefined,
): boolean {
  const { phase, scripts } = d.call;
  if (phase.is !== 'talking' || phase.agent.agent !== agent || !steps) return false;
  const step = Math.min(scripts?.[clause] ?? 0, steps.length - 1);
  const prompts = promptsOf(d, steps[step]);
  if (prompts.length === 0) return false;
  const talk = dropScript(d, phase, { agent });
  const saying = say(d, prompts, { clause, by: { agent }, last: step === steps.length - 1 });
  d.call = { ...d.call, scripts: { ...scripts, [clause]: step + 1 } };
  goTo(d, { ...talk, saying });
  return true;
}

/** What is said has begun: its clause is kept now. False if it is no playback of this talk. */
export function sayingStarted(d: Draft, phase: In<'talking'>, input: Of<'playStarted'>): boolean {
  const { saying } = phase;
  if (input.playback !== saying?.id) return false;
  const { clause, whole, by } = saying;
  if (clause !== 'hold.return') event(d, 'prompt', by, { what: clause });
  if (clause === 'hear.silent') stepStarted(d, phase);
  if (judgedElsewhere(saying)) return true;
  if (whole) judge(d, clause, true, by);
  else judge(d, clause, false, 'engine', UNHEARD);
  return true;
}

/** Clauses that are kept by more than by being said. */
function judgedElsewhere({ clause }: Saying): boolean {
  return clause === 'hear.silent' || clause === 'hear.oneway';
}

/** What was said has ended. False if it is no playback of this talk. */
export function sayingEnded(d: Draft, phase: In<'talking'>, input: Of<'playEnded'>): boolean {
  const { saying } = phase;
  if (input.playback !== saying?.id) return false;
  const failed = input.outcome === 'failed';
  if (failed) {
    if (saying.whole && !judgedElsewhere(saying)) judge(d, saying.clause, false, 'engine', UNHEARD);
    event(d, 'promptFailed', 'engine', { what: saying.clause });
  }
  said(d, phase, saying, failed);
  return true;
}

/** It has ended, or its end is lost: the customer could not have answered before. */
export function said(d: Draft, phase: In<'talking'>, saying: Saying, failed = false): void {
  goTo(d, { ...phase, saying: null });
  quietFromNow(d);
  scriptSaid(d, saying, failed);
}
