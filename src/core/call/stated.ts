import type { AgentId } from '../ids.ts';
import type { CallState, StatedDisposition } from './state.ts';

/** The disposition that this agent may still change. */
export function statedBy(call: CallState, agent: AgentId): StatedDisposition | undefined {
  return call.stated?.find((one) => one.agent === agent);
}

/** The call once the agent has stated this one. */
export function withStated(call: CallState, one: StatedDisposition): CallState {
  return keep(call, [...others(call, one.agent), one]);
}

/** The agent's part of the call is over, with a disposition: `wrapUpMs` are left to change it. */
export function timeToChange(
  call: CallState,
  agent: AgentId,
  { mono, wrapUpMs, part }: { readonly mono: number; readonly wrapUpMs: number; readonly part?: true },
): CallState {
  const one = statedBy(call, agent);
  if (!one) return call;
  if (wrapUpMs <= 0) return keep(call, others(call, agent));
  return withStated(call, { ...one, untilMono: mono + wrapUpMs, ...(part && { part }) });
}

/** This agent takes the caller: what the others have stated is about their own parts, and the agent begins anew. */
export function statedBefore(call: CallState, agent: AgentId): CallState {
  return keep(
    call,
    others(call, agent).map((one) => ({ ...one, part: true as const })),
  );
}

/** The time to change those is over. */
export function withoutUnchangeable(call: CallState, mono: number): CallState {
  const { stated } = call;
  const left = stated?.filter(({ untilMono }) => untilMono === undefined || mono < untilMono);
  return left?.length === stated?.length ? call : keep(call, left ?? []);
}

/** Monotonic ms at which the time to change each of them is over. */
export function changeableUntil({ stated = [] }: CallState): number[] {
  return stated.flatMap(({ untilMono }) => untilMono ?? []);
}

function others({ stated = [] }: CallState, agent: AgentId): StatedDisposition[] {
  return stated.filter((one) => one.agent !== agent);
}

function keep({ stated: _before, ...call }: CallState, stated: readonly StatedDisposition[]): CallState {
  return stated.length > 0 ? { ...call, stated } : call;
}
