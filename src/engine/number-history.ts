import { countRequests, limitsReached, type NumberHistory } from '../core/callback/dial-policy.ts';
import { type Dialling, type Rules, refuseListed } from '../core/rules.ts';
import type { Registry } from './registry.ts';

/** callback.purpose: what a callback that is asked for has to know of its number (E.164). */
export function requestHistory(registry: Registry, number: string, wall: number): NumberHistory {
  const requests = countRequests(registry.callbacksOf(number), wall);
  return { ...listed(registry, number), ...(requests > 0 ? { requests } : {}) };
}

/** callback.purpose: what a callback that is about to be dialled has to know of its number (E.164) and line. */
export function dialHistory(
  registry: Registry,
  { number, line }: { readonly number: string; readonly line: string },
  rules: Rules,
  wall: number,
): NumberHistory {
  const reached = limitsReached(rules.dialLimits(line), registry.dials(number, line), wall);
  return { ...listed(registry, number), ...(reached ? { reached } : {}) };
}

function listed({ doNotCall }: Registry, number: string): Pick<NumberHistory, 'doNotCall'> {
  return doNotCall.has(number) ? { doNotCall: true } : {};
}

/** callback.purpose: whether the line may dial the number now. */
export function mayDialNow({ doNotCall }: Registry, rules: Rules, raw: string, line: string): Dialling {
  return refuseListed(rules.mayDial(raw, line), (number) => doNotCall.has(number));
}
