import { letGo } from './calling.ts';
import { end } from './closing.ts';
import { type Draft, stop } from './draft.ts';
import { release } from './hunting.ts';
import { agentFree } from './outgoing.ts';
import type { Phase } from './phase.ts';
import type { CallState } from './state.ts';

const BEFORE: readonly Phase['is'][] = ['ringingAgent', 'whispering', 'dialling', 'calling', 'asking'];

/** The customer is not there yet, whoever may have answered: one who rings in now is served there, and dialled no more. */
export function mayBeOvertaken({ phase }: CallState): boolean {
  return BEFORE.includes(phase.is);
}

/** The customer whom this call is to reach rings in: the callback goes on with that call, and this one is over. */
export function overtaken(d: Draft): boolean {
  const { phase } = d.call;
  switch (phase.is) {
    case 'ringingAgent':
      release(d, phase.ring);
      break;
    case 'calling':
      letGo(d, phase.reserved);
      break;
    case 'asking':
      stop(d, phase.playing);
      stop(d, phase.ringback);
      if (phase.reserved !== null) letGo(d, phase.reserved);
      if (phase.agent) agentFree(d, phase.agent, 0);
      break;
    case 'whispering':
    case 'dialling':
      stop(d, phase.is === 'whispering' ? phase.playing : phase.ringback);
      agentFree(d, phase.agent, 0);
      break;
    default:
      return false;
  }
  d.call = { ...d.call, outcome: 'overtaken', callback: null };
  end(d);
  return true;
}
