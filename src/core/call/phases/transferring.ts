import type { HangupCause } from '../../legs.ts';
import type { CallInput, InputOf } from '../input.ts';
import { hungUpDuringTransfer } from '../moves/callback-requests.ts';
import { customerLegEnded } from '../moves/leaving.ts';
import {
  nobodyAvailable,
  queueForTransfer,
  releaseAfterTransfer,
  transferPhrases,
} from '../moves/transfer.ts';
import type { Playing } from '../phase.ts';
import { wasHeard } from '../playbacks.ts';
import { goTo, type PhaseOf, play, promptsOf, type StepDraft, stopPlaying } from '../step-draft.ts';
import type { Next } from '../table.ts';

/** A transfer from one agent to another. */
export function transferring(
  d: StepDraft<Next<'transferring'>>,
  phase: PhaseOf<'transferring'>,
  input: CallInput,
): boolean {
  switch (input.type) {
    case 'agentsPresent':
      if (!phase.playing) playAnnouncement(d, phase);
      return phase.playing === null;
    case 'noAgentsPresent':
      if (!phase.playing) nobodyAvailable(d, phase.agent);
      return phase.playing === null;
    case 'playStarted':
      return input.playback === phase.playing?.id;
    case 'playEnded':
      return announcementEnded(d, phase, input);
    case 'deadline':
      if (phase.playing && d.at.mono >= phase.playing.byMono) announced(d, phase, phase.playing, null);
      else if (!phase.playing && d.at.mono >= phase.askedByMono) playAnnouncement(d, phase);
      return true;
    case 'legHeld':
    case 'legResumed':
      return true; // it makes no difference any more
    case 'digit':
      return input.leg === d.call.customer.leg;
    case 'legEnded':
      return transferLegEnded(d, phase, input.leg, input.how);
    default:
      return false;
  }
}

function playAnnouncement(d: StepDraft<'waiting' | 'transferring'>, phase: PhaseOf<'transferring'>): void {
  const { bridge, customer, transfer } = d.call;
  const prompts = promptsOf(d, transfer && transferPhrases(d, transfer.why)?.say);
  const toBoth = bridge && !phase.held ? { bridge } : null;
  const on = toBoth ?? (customer.leg ? { leg: customer.leg } : null);
  const playing = on && play(d, on, prompts);
  if (playing) goTo(d, { ...phase, playing });
  else queueForTransfer(d, phase.agent);
}

/** The phrase before the transfer is over. */
function announced(
  d: StepDraft<'waiting'>,
  { agent }: PhaseOf<'transferring'>,
  playing: Playing,
  end: InputOf<'playEnded'> | null,
): void {
  const { transfer } = d.call;
  if (transfer) d.call = { ...d.call, transfer: { ...transfer, heard: wasHeard(playing, end) } };
  queueForTransfer(d, agent);
}

function announcementEnded(
  d: StepDraft<'waiting'>,
  phase: PhaseOf<'transferring'>,
  input: InputOf<'playEnded'>,
): boolean {
  if (input.playback !== phase.playing?.id) return false;
  // stopped because the caller hung up; the next event reports that
  if (input.outcome !== 'stopped') announced(d, phase, phase.playing, input);
  return true;
}

function transferLegEnded(
  d: StepDraft<'transferring' | 'over'>,
  phase: PhaseOf<'transferring'>,
  leg: string,
  how: HangupCause,
): boolean {
  if (leg === d.call.customer.leg) {
    stopPlaying(d, phase.playing);
    if (phase.agent) hungUpDuringTransfer(d);
    customerLegEnded(d, phase.agent, how);
    return true;
  }
  if (!phase.agent) return false;
  // an agent who has transferred the caller may hang up: the caller hears the rest alone
  releaseAfterTransfer(d, phase.agent);
  goTo(d, { ...phase, agent: null });
  return true;
}
