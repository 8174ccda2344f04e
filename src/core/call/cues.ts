import { type Draft, event, judge, play, UNHEARD } from './draft.ts';
import { earsOf, setEars, setTalk } from './ears.ts';
import type { CallInput, Of } from './input.ts';
import type { Cue } from './state.ts';

/** The agent is told in time within this. */
const TOLD_WITHIN_MS = 1000;

/** A tone to the agent alone. */
function cue(d: Draft, clause: Cue['clause'], since: number): void {
  const { phase } = d.call;
  if (phase.is !== 'talking') return;
  const playing = play(d, { leg: phase.agent.leg }, ['tone.cue']);
  if (!playing) return;
  setTalk(d, { cue: { id: playing.id, clause, since } });
}

/** hear.noresponse: the customer has not said a word for too long; told once in each silence. */
export function cueSilence(d: Draft): void {
  const { talk } = earsOf(d.call);
  if (!talk) return;
  setTalk(d, { told: true });
  cue(d, 'hear.noresponse', talk.quietSince);
}
