import { customerPlace, isOnHold, knowsLeg } from '../core/call/leg-places.ts';
import { listenedLegs } from '../core/call/listening.ts';
import type { PhaseName } from '../core/call/phase.ts';
import { playbacksOf } from '../core/call/playbacks.ts';
import type { CallState } from '../core/call/state.ts';
import { PLAY_GRACE_MS } from '../core/call/step-draft.ts';
import type { Command } from '../core/commands.ts';
import type { BridgeId, CallId, LegId, PlaybackId } from '../core/ids.ts';
import type { Standard } from '../core/standard/standard.ts';
import type { Timestamp } from '../core/time.ts';
import type { Snapshot, SnapshotLeg } from './ports.ts';
import { legsOf, type Registry } from './registry.ts';
import type { UnitOfWork } from './unit-of-work.ts';
import type { UnplayedPrompt } from './unplayed-prompts.ts';

/** What a reconciliation asks Asterisk about. Calls go on until the answer is there: what was not asked about is not
 * judged by it. */
export interface Asked {
  readonly legs: ReadonlySet<LegId>;
  readonly playbacks: readonly PlaybackId[];
  /** The calls of which every command had been carried out. */
  readonly idle: ReadonlyMap<CallId, CallState>;
}

export function toAsk(registry: Registry, isBusy: (call: CallId) => boolean): Asked {
  const calls = [...registry.calls.values()];
  return {
    legs: new Set(calls.flatMap(legsOf)),
    playbacks: calls.flatMap((call) => [...saidIn(call), ...(call.stopping ?? [])]),
    idle: new Map(calls.filter(({ id }) => !isBusy(id)).map((call) => [call.id, call])),
  };
}

/** The answer of Asterisk to a reconciliation. */
export interface Answer {
  readonly asked: Asked;
  readonly snapshot: Snapshot;
  /** Legs that are in the snapshot, and whose arrival has not been taken out of the mailbox. */
  readonly arriving: ReadonlySet<LegId>;
  /** Prompts that were ordered while Asterisk could not be reached. */
  readonly unplayed: ReadonlyMap<PlaybackId, UnplayedPrompt>;
  /** Legs of which a hold, or its end, was reported while Asterisk was being asked. */
  readonly changed: ReadonlySet<LegId>;
}

/** After a start or a lost link: what Asterisk still has of a call is held against what was committed, and the difference
 * is given to the machines as if it had been reported. Nothing is done twice: ids say whether it has happened. Returns false
 * where the call was moving on meanwhile, so that Asterisk has to be asked again what it has of it. */
export function reconcileCall(turn: UnitOfWork, id: CallId, answer: Answer, at: Timestamp): boolean {
  const call = turn.registry.calls.get(id);
  if (!call) return true;
  const legs = legsIn(answer.snapshot);
  const settled = isSettled(call, answer);
  const unplayed = unplayedOf(call, answer);
  const commands = [
    ...notStopped(call, answer),
    ...unanswered(call, legs),
    ...(settled ? misplaced(call, legs, turn.standardOf(call)) : []),
    ...notLetGo(call, legs),
    ...unplayed.filter((one) => isTimely(one, at)).map(({ command }) => command),
  ];
  for (const command of commands) turn.command(id, command);
  const isWhole = tellDifference(turn, call, legs, answer, at);
  if (settled) tellHold(turn, id, legs, at);
  return isWhole && (settled || (customerPlace(call) === null && isOnHold(call) === null));
}

/** A prompt that goes on though the call has stopped it: Asterisk moves no leg before its prompt is over. */
function notStopped({ stopping = [] }: CallState, { snapshot }: Answer): Command[] {
  return stopping
    .filter((id) => snapshot.playbacks.includes(id))
    .map((playback) => ({ do: 'stopPlay', playback }));
}

/** The playbacks whose end the call waits for, and the one that goes with them: what the agent hears of a greeting. */
function saidIn(call: CallState): PlaybackId[] {
  const { phase } = call;
  return phase.is === 'greeting' ? [...playbacksOf(call), phase.agentPlayback] : playbacksOf(call);
}

/** The prompts of the call that Asterisk was never told to play. */
function unplayedOf(call: CallState, { snapshot, unplayed }: Answer): UnplayedPrompt[] {
  const missing = saidIn(call).filter((id) => !snapshot.playbacks.includes(id));
  return missing.flatMap((id) => unplayed.get(id) ?? []);
}

/** Played from now on, it is over before the call stops to wait for its end. */
function isTimely({ orderedAt }: UnplayedPrompt, { mono }: Timestamp): boolean {
  return mono - orderedAt < PLAY_GRACE_MS;
}

/** Nothing has moved its legs, or was about to, since Asterisk was asked. */
function isSettled(call: CallState, { asked, changed }: Answer): boolean {
  const before = asked.idle.get(call.id);
  if (!before || legsOf(call).some((leg) => changed.has(leg))) return false;
  return before.phase.is === call.phase.is && before.bridge === call.bridge;
}

/** An agent who has been let go, and whose leg is there still: told again, for nothing waits for its end. */
function notLetGo(call: CallState, legs: Legs): Command[] {
  const left = call.agentLegs.filter(({ leg }) => legs.has(leg) && !knowsLeg(call, leg));
  return left.map(({ leg }) => ({ do: 'hangUp', leg, reason: 'normal' }));
}

type Legs = ReadonlyMap<LegId, SnapshotLeg>;

export function legsIn({ legs }: Snapshot): Legs {
  return new Map(legs.map((one) => [one.leg, one]));
}

/** A caller whom Asterisk should have answered. */
function unanswered({ customer: { leg, answered } }: CallState, legs: Legs): Command[] {
  const there = leg ? legs.get(leg) : undefined;
  return leg && there && answered && !there.answered ? [{ do: 'answer', leg }] : [];
}

/** The phases from which the call goes into the music anew: before a crash it may have been there, and the store does not know. */
const BEFORE_MUSIC: ReadonlySet<PhaseName> = new Set(['preQueue', 'ringing', 'customerFirst', 'pressOne']);

/** Puts the legs where they have to be, where the engine died or the link was lost in the middle of that. Only where somebody
 * would be left in silence without: legs that are not there are lost. */
function misplaced(call: CallState, legs: Legs, standard: Standard): Command[] {
  const { phase, customer, bridge } = call;
  const { leg } = customer;
  const there = leg ? legs.get(leg) : undefined;
  if (!leg || !there) return [];
  const agent = 'agent' in phase && phase.agent ? legs.get(phase.agent.leg) : undefined;
  const place = customerPlace(call);
  if (place === 'bridge' && bridge && agent) {
    const together = there.place === bridge && agent.place === bridge;
    // a hold would have no music once they are connected: the call is told below
    if (holdsApart(call, agent, legs)) return [];
    const listen = listenedLegs(call, standard).includes(leg);
    const connect = { do: 'connect', bridge, caller: leg, agent: agent.leg } as const;
    return together ? [] : [{ ...connect, ...(listen && { listen }) }];
  }
  // Asterisk plays no music to a leg that is put into it once more
  if (BEFORE_MUSIC.has(phase.is) && there.place === 'music') return [{ do: 'leave', leg }];
  if (place !== 'music' || there.place === 'music') return [];
  // the call is told below that they talk
  if (isOnHold(call) && agent?.held === false && togetherIn(call, agent, legs)) return [];
  return [
    { do: 'leave', leg },
    { do: 'wait', leg },
  ];
}

/** The bridge in which customer and agent have talked all the time: what the call had ordered for a hold was never carried out. */
function togetherIn({ customer }: CallState, agent: SnapshotLeg, legs: Legs): BridgeId | undefined {
  const there = customer.leg ? legs.get(customer.leg) : undefined;
  const { place } = agent;
  return there && there.place === place && place !== null && place !== 'music' ? place : undefined;
}

/** The agent holds, and the bridge in which the customer was to hear music for it does not have both. */
function holdsApart(call: CallState, agent: SnapshotLeg, legs: Legs): boolean {
  const { phase, bridge } = call;
  return phase.is === 'held' && bridge !== null && agent.held && togetherIn(call, agent, legs) !== bridge;
}

/** Tells the call that one of its parties has pressed hold meanwhile, or has taken the call back. */
export function tellHold(turn: UnitOfWork, id: CallId, legs: Legs, at: Timestamp): void {
  tellCustomerHold(turn, id, legs, at);
  const call = turn.registry.calls.get(id);
  const leg = call && 'agent' in call.phase ? call.phase.agent?.leg : undefined;
  const there = leg ? legs.get(leg) : undefined;
  if (!call || !there) return;
  const known = isOnHold(call);
  if (known === null || (known === there.held && !holdsApart(call, there, legs))) return;
  const { leg: agent } = there;
  const bridge = togetherIn(call, there, legs);
  if (there.held) turn.toCall(at, id, { type: 'legHeld', leg: agent, unseen: true });
  else turn.toCall(at, id, { type: 'legResumed', leg: agent, unseen: true, ...(bridge && { bridge }) });
}

function tellCustomerHold(turn: UnitOfWork, id: CallId, legs: Legs, at: Timestamp): void {
  const { leg = null, holds = false } = turn.registry.calls.get(id)?.customer ?? {};
  const there = leg === null ? undefined : legs.get(leg);
  if (leg === null || !there || there.held === holds) return;
  turn.toCall(at, id, { type: there.held ? 'legHeld' : 'legResumed', leg, unseen: true });
}

/** Returns false where the call's own commands were still on their way as Asterisk was asked: what it did not have yet may have
 * come since, or be about to. */
function tellDifference(
  turn: UnitOfWork,
  call: CallState,
  legs: Legs,
  { asked, snapshot, unplayed }: Answer,
  at: Timestamp,
): boolean {
  const id: CallId = call.id;
  const wasIdle = asked.idle.has(id);
  let isWhole = true;
  for (const leg of legsOf(call)) {
    const there = legs.get(leg);
    const isMissing = !there && asked.legs.has(leg);
    if (isMissing && !wasIdle && isDialled(call, leg)) isWhole = false;
    else if (isMissing) turn.toCall(at, id, { type: 'legEnded', leg, how: 'lost', unseen: true });
    else if (there?.answered && isUnanswered(call, leg))
      turn.toCall(at, id, { type: 'legAnswered', leg, unseen: true });
  }
  for (const playback of saidIn(call)) {
    if (snapshot.playbacks.includes(playback)) continue;
    const prompt = unplayed.get(playback);
    if (prompt && !isTimely(prompt, at))
      turn.toCall(at, id, { type: 'playEnded', playback, outcome: 'failed' });
    if (prompt || !asked.playbacks.includes(playback)) continue;
    if (!wasIdle) isWhole = false;
    else turn.toCall(at, id, { type: 'playEnded', playback, outcome: 'done', unseen: true });
  }
  return isWhole;
}

/** The call has ordered this leg, and waits for its answer. */
function isDialled(call: CallState, leg: LegId): boolean {
  return isUnanswered(call, leg) && !(leg === call.customer.leg && call.customer.answering);
}

/** The call waits for the answer of this leg. */
function isUnanswered({ phase, customer }: CallState, leg: string): boolean {
  if (leg === customer.leg && customer.answering) return true;
  if (phase.is === 'alerting') return phase.rings.some((ring) => ring.leg === leg);
  if (phase.is === 'dialling' || phase.is === 'customerFirst') return leg === customer.leg;
  return 'ring' in phase && phase.ring?.leg === leg;
}
