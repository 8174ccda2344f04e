import type { Evidence, Violation } from './evidence.ts';

/** After a fault the engine has its calls in hand again within this time. */
const CONTROL_MS = 30_000;

/** What a start needs, and may find taken. */
const STORE_FAULT = /^(store|disk)/;
/** A start gives up some seconds after it has begun. */
const START_MS = 15_000;

/** The engine never ends by itself. A start that finds its store locked or its disk full is tried again: that is time to control. */
export function deaths(evidence: Evidence): Violation[] {
  const faults = evidence.faults.filter(({ name }) => STORE_FAULT.test(name));
  return evidence.deaths
    .filter(
      ({ starting, at }) => !(starting && faults.some(({ from, to }) => from < at && to > at - START_MS)),
    )
    .map(({ at, how }) => ({ kind: 'engine ended', at, number: '', what: how }));
}

/** After each fault the engine is in control again. */
export function control({ impairments }: Evidence): Violation[] {
  return impairments.flatMap(({ overAt, controlAt = Number.POSITIVE_INFINITY, fault }) => {
    if (overAt === undefined) return [];
    // another fault may have begun before this one was mended
    const disturbed = impairments.some((other) => other.from < controlAt && (other.overAt ?? 0) > overAt);
    if (disturbed || controlAt - overAt < CONTROL_MS) return [];
    const what = `no sign of the engine for ${((controlAt - overAt) / 1000).toFixed(1)} s after '${fault}'`;
    return [{ kind: 'no control', at: overAt, number: '', what }];
  });
}

export function leaks(evidence: Evidence): Violation[] {
  const at = performance.now();
  return evidence.leaks.map((what) => ({ kind: 'leak', at, number: '', what: `${what} is left` }));
}
