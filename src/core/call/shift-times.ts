import type { CallState } from './state.ts';

/** The names of the monotonic times in the parts of a call that `shiftMonotonicTimes` shifts. */
const MONO = /Mono$|^([a-z]+S|s)ince$|^(reassuredAt|reassuredBefore|offerAt)$/;

/** The call with each monotonic time `ms` later, but for who is talking since when, which a restart forgets. */
export function shiftMonotonicTimes(call: CallState, ms: number): CallState {
  const { phase, wrapUp, pendingWrapUps, stated, notice, speech, arrivedAt } = call;
  const timed = {
    phase,
    wrapUp,
    ...(pendingWrapUps && { pendingWrapUps }),
    ...(stated && { stated }),
    ...(notice && { notice }),
    ...(speech && { speech }),
  };
  const shifted = shift(timed, ms) as typeof timed;
  return { ...call, ...shifted, arrivedAt: { ...arrivedAt, mono: arrivedAt.mono + ms } };
}

function shift(value: unknown, ms: number): unknown {
  if (Array.isArray(value)) return value.map((one) => shift(one, ms));
  if (typeof value !== 'object' || value === null) return value;
  const shifted = (key: string, one: unknown) =>
    MONO.test(key) && typeof one === 'number' ? one + ms : shift(one, ms);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shifted(key, one)]));
}
