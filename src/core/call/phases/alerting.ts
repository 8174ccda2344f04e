import type { PromptId } from '../../ids.ts';
import { spokenDigits } from '../../prompts/speak.ts';
import {
  agentAnswered,
  markMissed,
  ringAgent,
  ringEndsAt,
  stopMissedRing,
  stopRinging,
} from '../agent-ringing.ts';
import type { CallInput } from '../input.ts';
import { endAlert, hasAlertExpired, judgeAlert } from '../moves/supervisor-alert.ts';
import type { Ring } from '../phase.ts';
import type { CallState } from '../state.ts';
import { goTo, type PhaseOf, play, type StepDraft } from '../step-draft.ts';
import type { Next } from '../table.ts';

/** Every free supervisor's phone rings, until one supervisor answers. */
export function alerting(
  d: StepDraft<Next<'alerting'>>,
  phase: PhaseOf<'alerting'>,
  input: CallInput,
): boolean {
  const { rings, left } = phase;
  switch (input.type) {
    case 'agentOffered': {
      if (left <= 0 || rings.some(({ agent }) => agent === input.agent)) return false;
      const rung = ringAgent(d, input.agent, d.rules.standard.handling.agentRingQueuedMs);
      goTo(d, { is: 'alerting', rings: [...rings, rung], left: left - 1 });
      return true;
    }
    case 'legAnswered': {
      const picked = rings.find(({ leg }) => leg === input.leg);
      if (picked) playAlert(d, picked, rings);
      return picked !== undefined;
    }
    case 'legEnded': {
      const lost = rings.find(({ leg }) => leg === input.leg);
      if (!lost) return false;
      markMissed(d, lost, input);
      continueWithout(d, phase, [lost]);
      return true;
    }
    case 'deadline': {
      const over = rings.filter((ring) => d.at.mono >= ringEndsAt(ring));
      for (const one of over) stopMissedRing(d, one);
      continueWithout(d, phase, over);
      return true;
    }
    default:
      return false;
  }
}

/** Goes on without these phones, unless nothing else is left to do. */
function continueWithout(
  d: StepDraft<'alerting' | 'over'>,
  { left, rings }: PhaseOf<'alerting'>,
  without: readonly Ring[],
): void {
  const others = rings.filter((one) => !without.includes(one));
  if (hasAlertExpired(d.call, d.at) || (left <= 0 && others.length === 0)) {
    for (const one of others) stopRinging(d, one);
    judgeAlert(d, false, { note: 'no supervisor picked up' });
    endAlert(d);
  } else goTo(d, { is: 'alerting', rings: others, left });
}

/** A supervisor has answered, and hears the reason for the alert and the caller's number, twice. The other phones stop
 * ringing. */
function playAlert(d: StepDraft<'playingAlert'>, picked: Ring, rings: readonly Ring[]): void {
  const { alert, customer } = d.call;
  const agent = { agent: picked.agent, leg: picked.leg };
  for (const one of rings) if (one !== picked) stopRinging(d, one);
  agentAnswered(d, agent);
  const once = [...alertOpening(alert), ...spokenDigits(customer.dialled)];
  const playing = play(d, { leg: agent.leg }, ['tone.connect', ...once, ...once]);
  if (playing) goTo(d, { is: 'playingAlert', agent, playing });
}

function alertOpening(alert: CallState['alert']): PromptId[] {
  if (alert && 'atRisk' in alert) return ['alert.callback'];
  return ['alert.urgent', ...spokenDigits(alert?.agent ?? ''), 'alert.caller'];
}
