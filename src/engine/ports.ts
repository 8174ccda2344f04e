import type { KeyTiming } from '../core/agents/key-timing.ts';
import type { Command } from '../core/commands.ts';
import type { AgentId, BridgeId, LegId, PlaybackId } from '../core/ids.ts';
import type { DeviceState, HangupCause, PhoneRefusal } from '../core/legs.ts';
import type { Timestamp } from '../core/time.ts';

/** What the telephone network reports. The engine stamps each event with its clock as it arrives. */
export type TelephonyEvent =
  /** A caller rings in, unanswered, and hears ringing. `line` is the number that was dialled, `from` the caller id as sent. */
  | { readonly type: 'callArrived'; readonly leg: LegId; readonly line: string; readonly from: string }
  /** An agent's phone has dialled a feature code (`*31`) and waits, unanswered. */
  | { readonly type: 'codeDialled'; readonly leg: LegId; readonly agent: AgentId; readonly code: string }
  | { readonly type: 'legRinging'; readonly leg: LegId }
  /** The party of a dialled leg has picked up, or the caller of a leg has been answered as ordered. */
  | { readonly type: 'legAnswered'; readonly leg: LegId }
  /** Comes exactly once for each leg, whatever ended it; nothing about the leg comes afterwards. `sipStatus`: of a carrier that did not
   * take the call. */
  | {
      readonly type: 'legEnded';
      readonly leg: LegId;
      readonly how: HangupCause;
      readonly cause: number;
      readonly sipStatus?: number;
      /** Of a phone that was dialled and has not rung. */
      readonly refusal?: PhoneRefusal;
    }
  /** A trunk has not taken a call to a customer, for whom no phone has rung by it. `status`: SIP's; 0: none is known. */
  | { readonly type: 'trunkRefused'; readonly trunk: string; readonly status: number }
  /** The party pressed hold on its phone, or took the call back. */
  | { readonly type: 'legHeld'; readonly leg: LegId }
  | { readonly type: 'legResumed'; readonly leg: LegId }
  /** The party has pressed the transfer key of its phone. `target`: what it has dialled then; null: it wants to be replaced by a second call
   * of its own. It waits for `answerTransfer`. */
  | { readonly type: 'transferAsked'; readonly leg: LegId; readonly target: string | null }
  /** One key: 0-9, *, # or A-D. */
  | {
      readonly type: 'digit';
      readonly leg: LegId;
      readonly digit: string;
      readonly timing?: KeyTiming;
    }
  /** The party makes itself heard: its voice, or other sound of some loudness on its side; not what is played to it. Comes
   * some 40 ms after the first sound. Not for a leg that sends no RTP at all. */
  | { readonly type: 'talkStarted'; readonly leg: LegId }
  /** It has been silent for 0.8 s, after having been heard for `afterMs` (to 20 ms; a click makes 20). Does not come while
   * no RTP does: a phone that presses hold, or is lost, in the middle of a word is told to be silent 0.8 s after its sound has
   * come back. After a lost link each of the two may come without the other. */
  | { readonly type: 'talkEnded'; readonly leg: LegId; readonly afterMs: number }
  /** The network brings the party's sound badly, or well again: `lossPercent` of its packets never came in the last 5 s, the
   * others `jitterMs` unevenly. Weak above 5 % or 30 ms, good at 2 % and 15 ms or less. Not for a leg that sends nothing. */
  | {
      readonly type: 'lineWeak';
      readonly leg: LegId;
      readonly lossPercent: number;
      readonly jitterMs: number;
    }
  | {
      readonly type: 'lineGood';
      readonly leg: LegId;
      readonly lossPercent: number;
      readonly jitterMs: number;
    }
  | { readonly type: 'playStarted'; readonly playback: PlaybackId }
  /** Comes exactly once for each playback that was accepted. `failed`: nothing was heard (a file missing or not audio). */
  | {
      readonly type: 'playEnded';
      readonly playback: PlaybackId;
      readonly outcome: 'done' | 'stopped' | 'failed';
    }
  /** The link to Asterisk is lost (calls go on there), or there again: what happened meanwhile is in `snapshot()`. */
  | { readonly type: 'linkDown'; readonly cause: string }
  | { readonly type: 'linkUp' };

/** The codes of telephony errors. */
export type TelephonyErrorCode =
  | 'LEG_GONE'
  | 'NOT_FOUND'
  | 'REFUSED'
  | 'NOT_DIALLED'
  | 'TIMED_OUT'
  | 'LINK_DOWN'
  | 'BAD_CREDENTIALS'
  | 'UNREACHABLE'
  | 'MODULE_MISSING'
  | 'TRUNK_REFUSED'
  | 'AGI_PORT_UNUSABLE'
  | 'AGI_UNREADABLE'
  | 'AGI_MISUSED';

/** The error for a command that was not carried out, or for a missing link. `cure` says what an admin can do. */
export class TelephonyError extends Error {
  override readonly name = 'TelephonyError';
  readonly code: TelephonyErrorCode;
  readonly cure: string;
  constructor(code: TelephonyErrorCode, message: string, cure: string) {
    super(message);
    this.code = code;
    this.cure = cure;
  }
}

/** A leg as Asterisk has it now. */
export interface SnapshotLeg {
  readonly leg: LegId;
  readonly answered: boolean;
  /** Its party has pressed hold, and has not taken the call back. */
  readonly held: boolean;
  /** Where `wait` or `connect` has put it; null: nowhere, it hears prompts only. */
  readonly place: 'music' | BridgeId | null;
  /** Of a caller: the number that was dialled, the caller id as sent, and when the call came (UTC ms, by Asterisk's clock). */
  readonly caller?: { readonly line: string; readonly from: string; readonly arrivedWall: number };
  /** Of a leg that was dialled to an agent's phone. */
  readonly agent?: AgentId;
}

/** What exists in Asterisk and belongs to this application. */
export interface Snapshot {
  readonly legs: readonly SnapshotLeg[];
  /** Those that `connect` has made. */
  readonly bridges: readonly BridgeId[];
  readonly playbacks: readonly PlaybackId[];
}

/** Takes an event. `happened`: when it was, UTC ms by Asterisk's clock, where that is known. */
export type ReportEvent = (event: TelephonyEvent, happened?: number) => void;

/** The port of the telephone network: Asterisk, or its simulation. */
export interface Telephony {
  /** Connects and begins to report. Rejects with TelephonyError where the first connection cannot be made (wrong
   * password, nobody there); after that it reconnects for ever by itself. */
  start(report: ReportEvent): Promise<void>;
  /** Resolves when Asterisk has accepted the command; rejects with TelephonyError. Never hangs: it has a time-out. */
  perform(command: Command): Promise<void>;
  /** What is there now. `ask` names the playbacks that the engine wants to know about. */
  snapshot(ask: { readonly playbacks: readonly PlaybackId[] }): Promise<Snapshot>;
  /** The numbers of all who have rung in and are there, as sent: callers of the engine, and those whom the dialplan serves by itself.
   * Rejects with TelephonyError. */
  callers(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** A change of an agent's phone. */
export interface PresenceEvent {
  readonly agent: AgentId;
  readonly device: DeviceState;
}

/** A phone that is in a call gives no answer any more, or has been started again and knows nothing of its call. */
export type ReportGone = (agent: AgentId) => void;

/** The port for whether agents' phones are registered and free. */
export interface Presence {
  /** Reports the state of every agent's phone once at the start and after each loss of the link, then every change. */
  start(agents: readonly AgentId[], report: (event: PresenceEvent) => void, gone?: ReportGone): Promise<void>;
  stop(): Promise<void>;
}

/** A number that a caller left with Asterisk, as Asterisk keeps it. */
export interface OfflineRequest {
  readonly key: string;
  /** `LINE|NUMBER|CALLER'S OWN|SECONDS SINCE 1970` where the dialplan has written it. */
  readonly text: string;
}

/** The numbers that callers left with Asterisk while no engine ran (callback.unanswered). */
export interface OfflineRequestStore {
  /** All that is there. One that Asterisk cannot tell without breaking it has no key and no text. Rejects with TelephonyError. */
  awayEntries(): Promise<readonly OfflineRequest[]>;
  /** It is not there any more, whether it was or not. Rejects with TelephonyError. */
  removeAway(key: string): Promise<void>;
}

/** Both clocks, and a way to be woken. */
export interface Clock {
  now(): Timestamp;
  /** Calls `wake` once when `mono` has been reached, never before; returns how to cancel it. */
  wakeAt(mono: number, wake: () => void): () => void;
}

/** The structured log; the adapter masks numbers. Numbers of callers are masked by the adapter. */
export interface Log {
  debug(message: string, detail?: Record<string, unknown>): void;
  info(message: string, detail?: Record<string, unknown>): void;
  warn(message: string, detail?: Record<string, unknown>): void;
  error(message: string, detail?: Record<string, unknown>): void;
}
