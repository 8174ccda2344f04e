import type { CallbackState } from '../../../src/core/callback/state.ts';
import type { Fact } from '../../../src/core/facts.ts';

/** A callback that is due and waits for an agent. UTC ms, until it is tried. */
interface Wait {
  readonly callback: CallbackState;
  readonly from: number;
  readonly to: number;
}

function dueTimes(callback: CallbackState, facts: readonly Fact[]): number[] {
  const dueFacts = facts
    .filter((fact) => fact.kind === 'event' && fact.name === 'callbackDue' && fact.callback === callback.id)
    .map(({ at }) => at.wall);
  // a callback that is due at once has no fact callbackDue
  const first = callback.attempts[0]?.at ?? Number.POSITIVE_INFINITY;
  return dueFacts.some((at) => at <= first) ? dueFacts : [callback.promisedAt, ...dueFacts];
}

function waitsOf(callback: CallbackState, facts: readonly Fact[]): Wait[] {
  return dueTimes(callback, facts).map((from) => {
    const tried = callback.attempts.find(({ at }) => at >= from)?.at ?? Number.POSITIVE_INFINITY;
    return { callback, from, to: tried };
  });
}

/** `a` is to be served before `b`: callbacks with priority first, then the older one. */
function goesBefore(a: CallbackState, b: CallbackState): boolean {
  if ((a.priority ?? false) !== (b.priority ?? false)) return a.priority ?? false;
  return a.place < b.place;
}

/** Callbacks that were tried while another one waited that any agent could take and that goes before them. */
export function servedOutOfOrder(callbacks: readonly CallbackState[], facts: readonly Fact[]): string[] {
  const waits = callbacks.filter(({ agent }) => agent === undefined).flatMap((one) => waitsOf(one, facts));
  return callbacks.flatMap((callback) =>
    callback.attempts.flatMap(({ at }) =>
      waits
        .filter((wait) => wait.from < at && at < wait.to && goesBefore(wait.callback, callback))
        .map((wait) => `${callback.id} was tried while ${wait.callback.id} waited`),
    ),
  );
}
