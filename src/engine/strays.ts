import type { FoundCall } from '../core/call/found-call.ts';
import type { CallId } from '../core/ids.ts';
import type { Timestamp } from '../core/time.ts';
import type { IncomingCaller } from './incoming-call.ts';
import type { Log, SnapshotLeg } from './ports.ts';
import { type Answer, legsIn, tellHold } from './reconcile.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** What becomes of what Asterisk has and the engine knows nothing of. */
export interface StrayOptions {
  readonly log: Log;
  /** The bridges of all calls as Asterisk was asked. */
  readonly bridges: ReadonlySet<string>;
  /** A call that begins with this caller. Returns its id; undefined where it is no call to a line of ours. */
  adopt(turn: UnitOfWork, at: Timestamp, caller: IncomingCaller, found: FoundCall): CallId | undefined;
}

/** A caller whom the engine knows nothing of becomes a call; with the agent, where they talk. All other legs that belong to no
 * call are ended, and the bridges that do. */
export function settleStrays(turn: UnitOfWork, at: Timestamp, answer: Answer, options: StrayOptions): void {
  const { snapshot, arriving } = answer;
  const strays = snapshot.legs.filter(({ leg }) => !turn.registry.ownerOf(leg) && !arriving.has(leg));
  for (const stray of strays) if (stray.caller) adopt(turn, at, stray, strays, answer, options);
  for (const { leg, caller } of strays) {
    if (caller || turn.registry.ownerOf(leg)) continue;
    options.log.warn('a leg without an owner is ended', { leg });
    turn.command(leg, { do: 'hangUp', leg, reason: 'normal' });
  }
  const now = [...turn.registry.calls.values()].map(({ bridge }) => bridge);
  for (const bridge of snapshot.bridges) {
    if (!options.bridges.has(bridge) && !now.includes(bridge))
      turn.command(bridge, { do: 'endBridge', bridge });
  }
}

function adopt(
  turn: UnitOfWork,
  at: Timestamp,
  { leg, caller, answered, place }: SnapshotLeg,
  strays: readonly SnapshotLeg[],
  { snapshot }: Answer,
  options: StrayOptions,
): void {
  if (!caller) return;
  const { line, from, arrivedWall } = caller;
  const agent = place === null ? undefined : strays.find((one) => one.agent && one.place === place);
  const found = {
    arrivedAt: before(at, at.wall - arrivedWall),
    answered,
    ...(agent?.agent && place !== null
      ? { talk: { agent: agent.agent, leg: agent.leg, bridge: place } }
      : {}),
  };
  options.log.warn('a caller of whom the engine knew nothing becomes a call', { leg, line, answered });
  const call = options.adopt(turn, at, { leg, line, from }, found);
  if (call !== undefined) tellHold(turn, call, legsIn(snapshot), at);
}

/** The moment so long ago; a moment that is still to come, by a clock that differs, is now. */
function before({ wall, mono }: Timestamp, ms: number): Timestamp {
  const ago = Math.max(ms, 0);
  return { wall: wall - ago, mono: mono - ago };
}
