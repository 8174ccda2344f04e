import type { AgentId } from '../ids.ts';
import { end, endFirst, farewell, letGo, talkEnded } from './closing.ts';
import { type Draft, event, goTo, type In, judge, play, promptsOf, stop, UNHEARD } from './draft.ts';
import type { CallInput } from './input.ts';
import { interrupt } from './patience.ts';
import { dropScript } from './silence.ts';

type Dismissed = In<'dismissing'>['clause'];

/** people.nuisance: the agent is let go at once, and the automatic desk says the phrase so often, then lets the caller go: in
 * silence, and never in the middle. people.misdial: the phrase once, then the goodbye. Returns false where the key means
 * nothing now. */
export function dismiss(d: Draft, agent: AgentId, clause: Dismissed): boolean {
  const { phase, bridge, customer } = d.call;
  if ((phase.is !== 'talking' && phase.is !== 'held') || phase.agent.agent !== agent) return false;
  const times = clause === 'people.nuisance' ? d.rules.standard.clauses[clause]?.times : 1;
  if (!d.rules.standard.clauses[clause] || times === undefined || !customer.leg) return false;
  if (phase.is === 'held') interrupt(d, phase.wait);
  else dropScript(d, phase, { agent });
  const by = { agent };
  if (clause === 'people.nuisance') event(d, 'record', by, { type: 'nuisance' });
  // close.caller.first: it is the engine that lets the agent go
  judge(d, 'close.caller.first', true, by, { note: 'the engine let the agent go' });
  talkEnded(d, phase.agent);
  letGo(d, bridge === null);
  sayAgain(d, clause, times, true);
  return true;
}

/** Says the phrase `times` times from now on. */
function sayAgain(d: Draft, clause: Dismissed, times: number, heard: boolean): void {
  const { leg } = d.call.customer;
  const prompts = promptsOf(d, d.rules.standard.clauses[clause]?.say);
  const playing = leg && times > 0 ? play(d, { leg }, prompts) : null;
  if (playing) goTo(d, { is: 'dismissing', clause, playing, heard: heard && playing.whole, left: times - 1 });
  else dismissed(d, clause, heard);
}

/** All has been said: the caller may hang up, and is hung up on after a decent silence. */
function dismissed(d: Draft, clause: Dismissed, heard: boolean): void {
  judge(d, clause, heard, 'engine', heard ? {} : UNHEARD);
  if (clause === 'people.misdial') {
    farewell(d, [], false);
    return;
  }
  const hangUpAtMono = d.at.mono + d.rules.standard.handling.goodbyeSilenceMs;
  goTo(d, { is: 'closing', playing: null, promise: false, hangUpAtMono });
}

/** The phrase is being heard, again and again. */
export function dismissing(d: Draft, phase: In<'dismissing'>, input: CallInput): boolean {
  const { clause, playing, left, heard } = phase;
  switch (input.type) {
    case 'playStarted':
      return input.playback === playing.id;
    case 'playEnded':
      if (input.playback !== playing.id) return false;
      // stopped: by the caller's hanging up, of which the next event tells
      if (input.outcome !== 'stopped') sayAgain(d, clause, left, heard && input.outcome === 'done');
      return true;
    case 'deadline':
      if (d.at.mono >= playing.byMono) sayAgain(d, clause, left, heard);
      return true;
    case 'digit':
    case 'legHeld':
    case 'legResumed':
      return input.leg === d.call.customer.leg;
    case 'legEnded':
      if (input.leg !== d.call.customer.leg) return false;
      stop(d, playing);
      judge(d, clause, heard, 'engine', heard ? {} : UNHEARD);
      endFirst(d, input.how);
      end(d);
      return true;
    default:
      return false;
  }
}
