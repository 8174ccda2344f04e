import type { HangupCause, PhoneRefusal } from '../../core/legs.ts';
import { phoneRefusal } from './phone-refusals.ts';

/** The first ChannelHangupRequest of a leg: it names who hung up. */
export interface HangUpRequest {
  readonly cause: number | undefined;
  /** The SIP status that the call failed with. */
  readonly sipStatus: number | undefined;
  /** Requested by Asterisk itself, not by the party; `cause` is then no Q.850 cause. */
  readonly soft: boolean;
}

/** What is known about a leg when it ends. */
export interface LegHistory {
  readonly dialled: boolean;
  /** Dialled through the trunk. */
  readonly toCustomer: boolean;
  readonly rang: boolean;
  readonly answered: boolean;
  /** The engine has asked Asterisk to end it. */
  readonly ending: boolean;
  /** The phone has named another one to be called instead (SIP 302). Asterisk may end the leg for it before it tells of a status. */
  readonly forwarded: boolean;
  readonly hangUp: HangUpRequest | undefined;
}

/** Q.850. */
const BUSY = 17;
const REJECTED = 21;
/** Unallocated number, number changed, invalid number format: SIP 404 and 604, 410, 484. */
const NO_SUCH_NUMBER: readonly number[] = [1, 22, 28];
/** No circuit available, switching equipment congestion: SIP 503. */
const NO_CIRCUIT: readonly number[] = [34, 42];
/** SIP statuses by which a carrier does not take a call, whoever is called: it wants a password, forbids it (most often the number that the
 * call shows), has no codec for it. 5xx besides. */
const TRUNK_REFUSALS: readonly number[] = [400, 401, 402, 403, 405, 407, 415, 420, 421, 488, 493, 494, 606];
/** What Asterisk reports when no more RTP comes. */
const NO_RTP = 44;
const NORMAL = 16;
/** Normal clearing, no user responding, no answer: together with ringing they mean that nobody picked up. */
const NO_ANSWER: readonly number[] = [NORMAL, 18, 19];
/** `soft` requests carry one of Asterisk's own flags instead: this one stands for its driver, which watches the RTP. */
const SOFT_BY_DRIVER = 1;

/** How a leg ended, why by Q.850, and the SIP status of a carrier that did not take it. `destroyed` is the cause of its ChannelDestroyed; inbound legs often get none, so
 * their end is taken from StasisEnd. */
export function hangupOf(
  leg: LegHistory,
  destroyed: number | undefined,
): { how: HangupCause; cause: number; sipStatus?: number; refusal?: PhoneRefusal } {
  const ended = howEnded(leg, destroyed);
  const refusal = phoneRefusal(leg, ended.how);
  return refusal === undefined ? ended : { ...ended, refusal };
}

function howEnded(
  leg: LegHistory,
  destroyed: number | undefined,
): { how: HangupCause; cause: number; sipStatus?: number } {
  const { hangUp } = leg;
  const byParty = hangUp !== undefined && !hangUp.soft;
  const cause = (byParty ? (hangUp.cause ?? destroyed) : destroyed) || NORMAL;
  if (leg.ending && !byParty) return { how: 'ended', cause };
  if (leg.dialled && !leg.answered) {
    const how = unansweredHangup(leg, cause);
    const sipStatus = how === 'trunkRefused' ? hangUp?.sipStatus : undefined;
    return { how, cause, ...(sipStatus !== undefined && { sipStatus }) };
  }
  if (!byParty) return { how: 'lost', cause: hangUp?.cause === SOFT_BY_DRIVER ? NO_RTP : cause };
  // A party that hangs up sends BYE or CANCEL; a SIP status means that a request of Asterisk failed within the call.
  const failed = cause === NO_RTP || (leg.answered && hangUp.sipStatus !== undefined);
  return { how: failed ? 'lost' : 'hungUp', cause };
}

/** The carrier did not take the call. One that has tried the customer's phone, or has played an announcement, says something of the
 * customer. */
function isTrunkRefusal({ toCustomer, rang, hangUp }: LegHistory): boolean {
  const status = hangUp?.sipStatus;
  if (!toCustomer || rang || status === undefined) return false;
  return TRUNK_REFUSALS.includes(status) || (status >= 500 && status < 600);
}

function unansweredHangup(leg: LegHistory, cause: number): HangupCause {
  if (isTrunkRefusal(leg)) return 'trunkRefused';
  if (cause === BUSY) return 'busy';
  if (cause === REJECTED) return 'refused';
  if (NO_SUCH_NUMBER.includes(cause)) return 'invalidNumber';
  if (NO_CIRCUIT.includes(cause)) return 'congested';
  if (cause === NO_RTP || leg.hangUp?.soft) return 'lost';
  // A dead phone and a phone that nobody picks up end with the same cause; only the second one has rung.
  return leg.rang && NO_ANSWER.includes(cause) ? 'noAnswer' : 'unreachable';
}
