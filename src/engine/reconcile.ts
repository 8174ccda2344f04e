import { playbacksOf } from '../core/call/playbacks.ts';
import type { CallState } from '../core/call/state.ts';
import { knowsLeg } from '../core/call/step.ts';
import type { Command } from '../core/commands.ts';
import type { CallId, LegId, PlaybackId } from '../core/ids.ts';
import type { Timestamp } from '../core/time.ts';
import type { Log, Snapshot } from './ports.ts';
import { legsOf, type Registry } from './registry.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** What a reconciliation asks Asterisk about. Calls go on until the answer is there: what was not asked about is not
 * judged by it. */
export interface Asked {
  readonly legs: ReadonlySet<LegId>;
  readonly playbacks: readonly PlaybackId[];
}

export function toAsk(registry: Registry): Asked {
  const calls = [...registry.calls.values()];
  return { legs: new Set(calls.flatMap(legsOf)), playbacks: calls.flatMap(playbacksOf) };
}

/** The answer of Asterisk to a reconciliation. `arriving`: legs that are in the snapshot, and whose arrival has not
 * been taken out of the mailbox. */
export interface Answer {
  readonly asked: Asked;
  readonly snapshot: Snapshot;
  readonly arriving: ReadonlySet<LegId>;
}

/** After a start or a lost link: what Asterisk still has of a call is held against what was committed, and the difference
 * is given to the machines as if it had been reported. Nothing is done twice: ids say whether it has happened. */
export function reconcileCall(turn: UnitOfWork, id: CallId, answer: Answer, at: Timestamp): void {
  const call = turn.registry.calls.get(id);
  if (!call) return;
  const { snapshot } = answer;
  const legs = new Map(snapshot.legs.map((l) => [l.leg, l]));
  for (const command of [...undone(call, legs, new Set(snapshot.bridges)), ...notLetGo(call, legs)])
    turn.command(id, command);
  tellDifference(turn, call, legs, answer, at);
}

/** Ends the legs that belong to no call, and the bridges other than `bridges`, those of the calls. */
export function endStrays(
  turn: UnitOfWork,
  { snapshot, arriving }: Answer,
  bridges: ReadonlySet<string>,
  log: Log,
): void {
  for (const { leg } of snapshot.legs) {
    if (turn.registry.ownerOf(leg) || arriving.has(leg)) continue;
    log.warn('a leg without an owner is ended', { leg });
    turn.command(leg, { do: 'hangUp', leg, reason: 'normal' });
  }
  for (const bridge of snapshot.bridges) {
    if (!bridges.has(bridge)) turn.command(bridge, { do: 'endBridge', bridge });
  }
}

/** An agent who has been let go, and whose leg is there still: told again, for nothing waits for its end. */
function notLetGo(call: CallState, legs: Legs): Command[] {
  const left = call.agentLegs.filter(({ leg }) => legs.has(leg) && !knowsLeg(call, leg));
  return left.map(({ leg }) => ({ do: 'hangUp', leg, reason: 'normal' }));
}

type Legs = ReadonlyMap<string, { readonly answered: boolean }>;

/** What was committed and then not carried out, because the engine died or the link was lost in that moment. Only what
 * the caller would be left in silence without: prompts that are not heard are over, and legs that are not there are lost. */
function undone(call: CallState, legs: Legs, bridges: ReadonlySet<string>): Command[] {
  const { phase, customer, bridge } = call;
  const { leg } = customer;
  const there = leg ? legs.get(leg) : undefined;
  if (!leg || !there) return [];
  const commands: Command[] = [];
  if (customer.answered && !there.answered) commands.push({ do: 'answer', leg });
  const agent = 'agent' in phase ? phase.agent : null;
  if (bridge && !bridges.has(bridge) && agent && legs.has(agent.leg)) {
    commands.push({ do: 'connect', bridge, caller: leg, agent: agent.leg });
  }
  // Asterisk gives no music to a leg that it puts where it is already
  const alone = phase.is === 'waiting' || (phase.is === 'held' && !bridge && !phase.question);
  if (alone) commands.push({ do: 'leave', leg }, { do: 'wait', leg });
  return commands;
}

function tellDifference(
  turn: UnitOfWork,
  call: CallState,
  legs: Legs,
  { asked, snapshot }: Answer,
  at: Timestamp,
): void {
  const id: CallId = call.id;
  for (const leg of legsOf(call)) {
    const there = legs.get(leg);
    if (!there && asked.legs.has(leg))
      turn.toCall(at, id, { type: 'legEnded', leg, how: 'lost', unseen: true });
    else if (there?.answered && isUnanswered(call, leg))
      turn.toCall(at, id, { type: 'legAnswered', leg, unseen: true });
  }
  for (const playback of playbacksOf(call)) {
    const ended = asked.playbacks.includes(playback) && !snapshot.playbacks.includes(playback);
    if (ended) turn.toCall(at, id, { type: 'playEnded', playback, outcome: 'done', unseen: true });
  }
}

/** The call waits for the answer of this leg. */
function isUnanswered({ phase, customer }: CallState, leg: string): boolean {
  if (leg === customer.leg && customer.answering) return true;
  if (phase.is === 'alerting') return phase.rings.some((ring) => ring.leg === leg);
  if (phase.is === 'dialling' || phase.is === 'customerFirst') return leg === customer.leg;
  return 'ring' in phase && phase.ring?.leg === leg;
}
