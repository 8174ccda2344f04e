import { type AgentState, NEW_AGENT } from '../core/agents/state.ts';
import { shiftMonotonicTimes } from '../core/call/shift-times.ts';
import { restoreSpeech } from '../core/call/speech-activity.ts';
import type { CallState } from '../core/call/state.ts';
import type { Rules } from '../core/rules.ts';
import type { Timestamp } from '../core/time.ts';
import type { Registry } from './registry.ts';
import type { EngineSite } from './site.ts';

/** So many ids may have been used in Asterisk of which the store knows nothing: it had refused the commits. */
const UNKNOWN_IDS = 100;
/** An engine that starts once more before the store takes anything skips other ids. */
const ONE_ID_MS = 100;

/** A call as the engine starts, which makes no id again that it may have used before.
 * `lastAt`: the machine has booted since that moment, which was the last one on record, and its monotonic clock has begun anew. How much time has passed is then told by the wall clock: a caller has waited as long, and
 * the next reassurance is due, as if it had gone on. A time that lies in the future all the same is none: the caller has waited
 * since the arrival (callback.unanswered), and the time to write a call down begins now (close.record). */
export function restoreCall(stored: CallState, rules: Rules, now: Timestamp, lastAt?: Timestamp): CallState {
  const call = lastAt ? shiftMonotonicTimes(stored, shiftSince(lastAt, now)) : stored;
  const { arrivedAt, wrapUp } = call;
  const waited = Math.max(now.wall - arrivedAt.wall, 0);
  const mono = arrivedAt.mono > now.mono ? now.mono - waited : arrivedAt.mono;
  const wrapUpMs = rules.standard.clauses['close.record']?.wrapUpMs ?? 0;
  const latest = now.mono + wrapUpMs;
  const untilMono = Math.min(wrapUp?.untilMono ?? 0, latest);
  const pendingWrapUps = call.pendingWrapUps?.map((due) => ({
    ...due,
    untilMono: Math.min(due.untilMono, latest),
  }));
  const stated = call.stated?.map((one) => ({
    ...one,
    ...(one.untilMono !== undefined && { untilMono: Math.min(one.untilMono, latest) }),
  }));
  const restored = {
    ...call,
    made: call.made + UNKNOWN_IDS + Math.max(0, Math.ceil((now.mono - mono) / ONE_ID_MS)),
    arrivedAt: { ...arrivedAt, mono },
    wrapUp: wrapUp && { ...wrapUp, untilMono },
    ...(pendingWrapUps ? { pendingWrapUps } : {}),
    ...(stated ? { stated } : {}),
  };
  return restoreSpeech(restored, now.mono);
}

function shiftSince(lastAt: Timestamp, now: Timestamp): number {
  return now.mono - lastAt.mono - Math.max(now.wall - lastAt.wall, 0);
}

/** An agent as the engine starts: what was going on is believed only while its call is. */
export function restoreAgent(
  agent: EngineSite['agents'][number],
  before: AgentState | undefined,
  registry: Registry,
  now: Timestamp,
): AgentState {
  const fresh: AgentState = {
    ...NEW_AGENT,
    ...agent,
    availability: before?.availability ?? { is: 'loggedIn', since: now.wall },
    idleSince: now.mono,
    lastCaller: before?.lastCaller ?? null,
  };
  const doing = before?.doing;
  const call = doing && 'call' in doing ? registry.calls.get(doing.call) : undefined;
  if (!doing || !call) return fresh;
  // the call says until when
  if (doing.is === 'wrapUp') {
    const due = [...(call.wrapUp ? [call.wrapUp] : []), ...(call.pendingWrapUps ?? [])].find(
      (one) => one.agent === agent.id,
    );
    return { ...fresh, doing: { ...doing, untilMono: due?.untilMono ?? now.mono } };
  }
  return { ...fresh, doing };
}
