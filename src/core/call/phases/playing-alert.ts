import type { CallInput } from '../input.ts';
import { endAlert, judgeAlert } from '../moves/supervisor-alert.ts';
import { type PhaseOf, PROMPT_NOT_HEARD, type StepDraft, stopPlaying } from '../step-draft.ts';
import type { Next } from '../table.ts';

/** A supervisor hears the alert; then the engine ends the call. */
export function playingAlert(
  d: StepDraft<Next<'playingAlert'>>,
  phase: PhaseOf<'playingAlert'>,
  input: CallInput,
): boolean {
  switch (input.type) {
    case 'playStarted':
      if (input.playback !== phase.playing.id) return false;
      alertHeard(d, phase);
      return true;
    case 'playEnded':
      if (input.playback !== phase.playing.id) return false;
      if (input.outcome === 'failed') judgeAlert(d, false, PROMPT_NOT_HEARD);
      if (input.outcome !== 'stopped') alertOver(d, phase);
      return true;
    case 'deadline':
      if (d.at.mono >= phase.playing.byMono) alertOver(d, phase);
      return true;
    case 'legHeld':
    case 'legResumed':
      return input.leg === phase.agent.leg;
    case 'legEnded':
      if (input.leg !== phase.agent.leg) return false;
      stopPlaying(d, phase.playing);
      if (!phase.playing.started) judgeAlert(d, false, { note: 'the supervisor hung up before the alert' });
      alertOver(d, phase);
      return true;
    default:
      return false;
  }
}

/** people.urgent: the supervisor hears the alert from now on. */
function alertHeard(d: StepDraft, { agent, playing }: PhaseOf<'playingAlert'>): void {
  const { alert, arrivedAt } = d.call;
  const after = (d.at.mono - arrivedAt.mono) / 1000;
  const heard = { name: 'alertHeard', by: { agent: agent.agent }, detail: { after } } as const;
  if (alert) {
    const whose = 'atRisk' in alert ? { callback: alert.atRisk } : { call: alert.raisedIn };
    d.facts.push({ kind: 'event', at: d.at, ...whose, ...heard });
  }
  judgeAlert(d, playing.whole, playing.whole ? {} : PROMPT_NOT_HEARD);
}

function alertOver(d: StepDraft<'over'>, { agent }: PhaseOf<'playingAlert'>): void {
  const ended = { type: 'callEnded', call: d.call.id, wrapUpMs: 0 } as const;
  d.tells.push({ to: 'agent', id: agent.agent, event: ended });
  endAlert(d);
}
