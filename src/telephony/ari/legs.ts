import type { LegId } from '../../core/ids.ts';
import type { TelephonyEvent } from '../../engine/ports.ts';
import { cutText, plainLine } from '../../util/plain-text.ts';
import type { AriEvent } from './events.ts';
import { type HangUpRequest, hangupOf } from './hangup-causes.ts';

/** Characters; no number is so long. */
const LONGEST_CALLER_ID = 64;
/** One packet of sound. */
const PACKET_MS = 20;

interface Leg {
  readonly dialled: boolean;
  readonly toCustomer: boolean;
  rang: boolean;
  answered: boolean;
  ending: boolean;
  forwarded: boolean;
  hangUp: HangUpRequest | undefined;
  /** Of the music in which it is reassured, the piece that comes next; undefined: its music has no words. */
  piece: number | undefined;
}

type EventOf<T extends AriEvent['type']> = Extract<AriEvent, { type: T }>;

/** A channel that was there before: what a new link finds. */
export interface FoundLeg {
  readonly leg: LegId;
  readonly dialled: boolean;
  /** Dialled through the trunk. */
  readonly toCustomer: boolean;
  readonly rang: boolean;
  readonly answered: boolean;
}

/** All legs, and what Asterisk's events mean for them. Events of an unknown leg are dropped, so that nothing follows a leg's end. */
export class Legs {
  readonly #legs = new Map<LegId, Leg>();

  has(leg: LegId): boolean {
    return this.#legs.has(leg);
  }

  /** Whether the leg is known to be about to end. */
  isLeaving(id: LegId): boolean {
    const leg = this.#legs.get(id);
    return leg === undefined || leg.ending || leg.hangUp !== undefined;
  }

  /** Adds a leg before it is dialled: its events may come before the answer to the request. */
  expect(leg: LegId, toCustomer: boolean): void {
    this.#legs.set(leg, newLeg({ dialled: true, toCustomer }));
  }

  /** Removes a leg that could not be dialled. */
  forget(leg: LegId): void {
    this.#legs.delete(leg);
  }

  /** The piece of the waiting music that comes next. */
  nextPiece(id: LegId): number {
    const leg = this.#legs.get(id);
    const piece = leg?.piece ?? 0;
    if (leg !== undefined) leg.piece = piece + 1;
    return piece;
  }

  /** No waiting music comes next. Returns whether some would have. */
  endPieces(id: LegId): boolean {
    const leg = this.#legs.get(id);
    if (leg?.piece === undefined) return false;
    leg.piece = undefined;
    return true;
  }

  /** Notes that the engine is ending the leg. */
  markEnding(id: LegId): void {
    const leg = this.#legs.get(id);
    if (leg !== undefined) leg.ending = true;
  }

  /** Replaces what was known by the legs that a new link has found. */
  adopt(found: readonly FoundLeg[]): void {
    const known = new Map(this.#legs);
    this.#legs.clear();
    for (const { leg, ...state } of found) {
      const before = known.get(leg);
      // which music it has is not known
      this.#legs.set(leg, before === undefined ? { ...newLeg(state), piece: 0 } : { ...before, ...state });
    }
  }

  /** What this event means for the engine. */
  take(event: AriEvent): TelephonyEvent[] {
    switch (event.type) {
      case 'StasisStart':
        return this.#entered(event);
      case 'Dial':
        return this.#dialled(event);
      case 'ChannelStateChange':
        return this.#changed(event);
      case 'ChannelHangupRequest':
        return this.#wanted(event);
      case 'StasisEnd':
        return this.#ended(event.channel.id, undefined);
      case 'ChannelDestroyed':
        return this.#ended(event.channel.id, event.cause);
      case 'ChannelDtmfReceived':
        return this.#about(event.channel.id, (leg) => ({ type: 'digit', leg, ...keyOf(event) }));
      case 'ChannelHold':
        return this.#about(event.channel.id, (leg) => ({ type: 'legHeld', leg }));
      case 'ChannelUnhold':
        return this.#about(event.channel.id, (leg) => ({ type: 'legResumed', leg }));
      case 'ChannelTransfer':
        return this.#transferAsked(event);
      case 'ChannelTalkingStarted':
        return this.#about(event.channel.id, (leg) => ({ type: 'talkStarted', leg }));
      case 'ChannelTalkingFinished':
        return this.#about(event.channel.id, (leg) => {
          return { type: 'talkEnded', leg, afterMs: Math.max(0, event.duration) + PACKET_MS };
        });
      default:
        return [];
    }
  }

  /** By arguments: `in,<line>`, `code,<code>,<agent>` (both by the dialplan) or `dialled` (by `dial`). */
  #entered({ channel, args }: EventOf<'StasisStart'>): TelephonyEvent[] {
    const [kind, what = '', agent = ''] = args;
    const leg = channel.id;
    if (kind === 'dialled') return this.#answered(leg);
    if (kind !== 'in' && kind !== 'code') return [];
    this.#legs.set(leg, newLeg({ dialled: false, toCustomer: false }));
    if (kind === 'in') return [{ type: 'callArrived', leg, line: what, from: callerIdOf(channel) }];
    return [{ type: 'codeDialled', leg, agent: agent.replace(/^PJSIP\//, ''), code: what }];
  }

  /** Not from Dial ANSWER: the channel cannot be put into a bridge before it is in Stasis. */
  #answered(id: LegId): TelephonyEvent[] {
    const leg = this.#legs.get(id);
    if (leg === undefined || leg.answered) return [];
    leg.answered = true;
    return [{ type: 'legAnswered', leg: id }];
  }

  /** A dialled channel is up before it is in Stasis; a caller's is in Stasis before it is up. */
  #changed({ channel }: EventOf<'ChannelStateChange'>): TelephonyEvent[] {
    const isCaller = this.#legs.get(channel.id)?.dialled === false;
    return isCaller && channel.state === 'Up' ? this.#answered(channel.id) : [];
  }

  #dialled({ peer, dialstatus, forward }: EventOf<'Dial'>): TelephonyEvent[] {
    const leg = this.#legs.get(peer.id);
    if (leg !== undefined && forward !== '') leg.forwarded = true;
    const rings = dialstatus === 'RINGING' || dialstatus === 'PROGRESS';
    if (leg === undefined || !rings || leg.rang || leg.answered) return [];
    leg.rang = true;
    return [{ type: 'legRinging', leg: peer.id }];
  }

  #wanted(event: EventOf<'ChannelHangupRequest'>): TelephonyEvent[] {
    const leg = this.#legs.get(event.channel.id);
    if (leg !== undefined) {
      leg.hangUp ??= { cause: event.cause, sipStatus: event.tech_cause, soft: event.soft };
    }
    return [];
  }

  #ended(id: LegId, destroyed: number | undefined): TelephonyEvent[] {
    const leg = this.#legs.get(id);
    if (leg === undefined) return [];
    this.#legs.delete(id);
    return [{ type: 'legEnded', leg: id, ...hangupOf(leg, destroyed) }];
  }

  #transferAsked({ refer_to, referred_by }: EventOf<'ChannelTransfer'>): TelephonyEvent[] {
    const { destination = null, protocol_id: secondCall } = refer_to.requested_destination;
    const target = secondCall ? null : destination;
    return this.#about(referred_by.source_channel.id, (leg) => ({ type: 'transferAsked', leg, target }));
  }

  #about(leg: LegId, event: (leg: LegId) => TelephonyEvent): TelephonyEvent[] {
    return this.#legs.has(leg) ? [event(leg)] : [];
  }
}

/** The caller id as it was sent, without what commands terminals: whoever calls writes into it what they like. Such a one is no number then. */
function callerIdOf({ caller }: EventOf<'StasisStart'>['channel']): string {
  return cutText(plainLine(caller.number), LONGEST_CALLER_ID);
}

/** A key and its time. */
function keyOf({ digit, duration_ms: durationMs, timestamp }: EventOf<'ChannelDtmfReceived'>) {
  return { digit, timing: { endedAt: Date.parse(timestamp), durationMs } };
}

function newLeg(known: { dialled: boolean; toCustomer: boolean; rang?: boolean; answered?: boolean }): Leg {
  return {
    rang: false,
    answered: false,
    ending: false,
    forwarded: false,
    hangUp: undefined,
    piece: undefined,
    ...known,
  };
}
