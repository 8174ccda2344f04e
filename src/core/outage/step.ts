import type { Step } from '../effects.ts';
import type { EventName, Fact } from '../facts.ts';
import type { OutageId } from '../ids.ts';
import type { Timestamp } from '../time.ts';
import type { OutageInput } from './input.ts';
import type { OutageState, OutageWish } from './state.ts';

/** Somebody puts an outage on. */
export function putOn(id: OutageId, wish: OutageWish, at: Timestamp): Step<OutageState> {
  const counts = { heard: 0, hungUp: 0, wentOn: 0 };
  const state: OutageState = { ...wish, id, from: at.wall, endedAt: null, ...counts };
  const { line, area, until, by, closes } = wish;
  if (closes) return done(state, [audit('lineClosed', at, { closure: id, line, until, who: by })]);
  return done(state, [audit('outageOn', at, { outage: id, line, area, until, who: by })]);
}

/** Callers hear of it at this moment, UTC ms. */
export function isOn({ until, endedAt }: OutageState, wall: number): boolean {
  return endedAt === null && wall < until;
}

/** It affects a caller with this number (E.164; null if withheld) on this line. */
export function concerns(outage: OutageState, line: string, number: string | null): boolean {
  const here = outage.line === null || outage.line === line;
  return here && (outage.area === null || (number?.startsWith(outage.area) ?? false));
}

/** Takes one input for one outage: it is on until its time is over or somebody takes it off, and counts the callers who
 * heard it. */
export function stepOutage(state: OutageState, input: OutageInput): Step<OutageState> {
  switch (input.type) {
    case 'heard':
      return done({ ...state, heard: state.heard + 1 });
    case 'left':
      return done(
        input.hungUp ? { ...state, hungUp: state.hungUp + 1 } : { ...state, wentOn: state.wentOn + 1 },
      );
    case 'off': {
      if (!isOn(state, input.at.wall)) return { ...done(state), unexpected: true };
      const off = state.closes
        ? audit('lineOpened', input.at, { closure: state.id, who: input.by })
        : audit('outageOff', input.at, { outage: state.id, who: input.by });
      return done({ ...state, endedAt: input.at.wall }, [off]);
    }
  }
}

/** Records the person and the order permanently. */
function audit(
  name: EventName,
  at: Timestamp,
  detail: Record<string, string | number | boolean | null>,
): Fact {
  return { kind: 'event', name, at, detail };
}

function done(state: OutageState, facts: readonly Fact[] = []): Step<OutageState> {
  return { state, commands: [], tells: [], facts, unexpected: false };
}
