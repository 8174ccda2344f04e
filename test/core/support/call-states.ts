import type { Phase } from '../../../src/core/call/phase.ts';
import type { Way } from './call-ways.ts';
import { CALLBACK_WAYS } from './callback-states.ts';
import { ESCALATION_WAYS } from './escalation-states.ts';
import { INBOUND_WAYS } from './inbound-states.ts';

/** Every phase, in every variant that behaves differently. */
export const WAYS: Readonly<Record<string, Way>> = { ...INBOUND_WAYS, ...ESCALATION_WAYS, ...CALLBACK_WAYS };

/** The phase that a way leads to, as its name begins. */
export function phaseOf(way: string): Phase['is'] {
  return way.split(':')[0] as Phase['is'];
}
