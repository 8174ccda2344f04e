import { stopRinging } from '../agent-ringing.ts';
import type { Phase } from '../phase.ts';
import type { CallState } from '../state.ts';
import { type StepDraft, stopPlaying } from '../step-draft.ts';
import { releaseAgent, releaseReservedAgent } from './attempt.ts';
import { endCall } from './ending.ts';

const BEFORE: readonly Phase['is'][] = [
  'ringingAgent',
  'whispering',
  'dialling',
  'customerFirst',
  'pressOne',
];

/** The customer is not on the line yet, even if someone has answered. A customer who calls in now is served in that call,
 * and the engine stops dialling. */
export function mayBeSuperseded({ phase }: CallState): boolean {
  return BEFORE.includes(phase.is);
}

/** The customer of this callback calls in. The callback goes on with that call, and this call ends. */
export function supersede(d: StepDraft<'over'>): boolean {
  const { phase } = d.call;
  switch (phase.is) {
    case 'ringingAgent':
      stopRinging(d, phase.ring);
      break;
    case 'customerFirst':
      releaseReservedAgent(d, phase.reserved);
      break;
    case 'pressOne':
      stopPlaying(d, phase.playing);
      stopPlaying(d, phase.ringback);
      if (phase.reserved !== null) releaseReservedAgent(d, phase.reserved);
      if (phase.agent) releaseAgent(d, phase.agent, 0);
      break;
    case 'whispering':
    case 'dialling':
      stopPlaying(d, phase.is === 'whispering' ? phase.playing : phase.ringback);
      releaseAgent(d, phase.agent, 0);
      break;
    default:
      return false;
  }
  d.call = { ...d.call, outcome: 'superseded', callback: null };
  endCall(d);
  return true;
}
