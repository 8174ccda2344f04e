import type { KeyedClause } from '../agents/keys.ts';
import type { AgentId, PromptId } from '../ids.ts';
import type { Phrase } from '../standard/standard.ts';
import { type Draft, event, goTo, type In, judge, play, promptsOf, stop, UNHEARD } from './draft.ts';
import type { Of } from './input.ts';
import type { Saying } from './state.ts';

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
  stop(d, phase.saying);
  const saying = say(d, prompts, { clause, by: { agent }, last: step === steps.length - 1 });
  d.call = { ...d.call, scripts: { ...scripts, [clause]: step + 1 } };
  goTo(d, { ...phase, saying });
  return true;
}

/** What is said has begun: its clause is kept now. False if it is no playback of this talk. */
export function sayingStarted(d: Draft, { saying }: In<'talking'>, input: Of<'playStarted'>): boolean {
  if (input.playback !== saying?.id) return false;
  const { clause, whole, by } = saying;
  if (clause !== 'hold.return') event(d, 'prompt', by, { what: clause });
  if (whole) judge(d, clause, true, by);
  else judge(d, clause, false, 'engine', UNHEARD);
  return true;
}

/** What was said has ended. False if it is no playback of this talk. */
export function sayingEnded(d: Draft, phase: In<'talking'>, input: Of<'playEnded'>): boolean {
  const { saying } = phase;
  if (input.playback !== saying?.id) return false;
  if (input.outcome === 'failed') {
    if (saying.whole) judge(d, saying.clause, false, 'engine', UNHEARD);
    event(d, 'promptFailed', 'engine', { what: saying.clause });
  }
  goTo(d, { ...phase, saying: null });
  return true;
}
