import type { CallState } from './state.ts';

/** Where the customer's leg has to be: with the agent in the call's bridge, or alone in the music. Null where it does not matter. */
export function customerPlace({ phase, bridge }: CallState): 'bridge' | 'music' | null {
  if (bridge) return 'bridge';
  const waits = phase.is === 'waiting' || (phase.is === 'held' && !phase.question);
  return waits ? 'music' : null;
}

/** Whether the agent has pressed hold, as far as the call knows. Null where it does not matter. */
export function isOnHold({ phase }: CallState): boolean | null {
  switch (phase.is) {
    case 'talking':
    case 'opening':
      return false;
    case 'held':
      return true;
    case 'whispering':
    case 'dialling':
    case 'pressOne':
    case 'greeting':
      return phase.held;
    case 'enteringNumber':
      return phase.agent && phase.wait ? true : null;
    default:
      return null;
  }
}

/** A leg that the phase knows; the engine has already ordered all others to end. */
export function knowsLeg({ phase, customer }: CallState, leg: string): boolean {
  if (leg === customer.leg) return true;
  if (phase.is === 'alerting') return phase.rings.some((ring) => ring.leg === leg);
  if ('agent' in phase && phase.agent) return phase.agent.leg === leg;
  return 'ring' in phase && phase.ring?.leg === leg;
}
