import type { AgentState } from '../core/agents/state.ts';
import type { CallState } from '../core/call/state.ts';
import type { DoNotCall } from '../core/callback/do-not-call.ts';
import type { CallbackState } from '../core/callback/state.ts';
import type { Command } from '../core/commands.ts';
import type { Actor, Fact, RecordType } from '../core/facts.ts';
import type { AgentId, BridgeId, CallbackId, CallId, LegId, PlaybackId, ProgrammeId } from '../core/ids.ts';
import type { DeviceState, HangupCause } from '../core/legs.ts';
import type { CustomerChoice } from '../core/model/customer.ts';
import type { CustomerCalled, CustomerFrequency, ProgrammeState, RowState } from '../core/programme/state.ts';
import type { CallbackRecord } from '../core/reports/callbacks/callback-metrics.ts';
import type { CallRecord } from '../core/reports/record.ts';
import type { Standard } from '../core/standard/standard.ts';
import type { Timestamp } from '../core/time.ts';
import type { GivenAnswer } from './access.ts';
import type { AuditEntry } from './audit.ts';
import type { CallbackFilter, CallbackQuery } from './callback-query.ts';
import type { StatesByKind } from './machine-states.ts';

/** What the telephone network reports. The engine stamps each event with its clock as it arrives. */
export type TelephonyEvent =
  /** A caller rings in, unanswered, and hears ringing. `line` is the number that was dialled, `from` the caller id as sent. */
  | { readonly type: 'callArrived'; readonly leg: LegId; readonly line: string; readonly from: string }
  /** An agent's phone has dialled a feature code (`*31`) and waits, unanswered. */
  | { readonly type: 'codeDialled'; readonly leg: LegId; readonly agent: AgentId; readonly code: string }
  | { readonly type: 'legRinging'; readonly leg: LegId }
  | { readonly type: 'legAnswered'; readonly leg: LegId }
  /** Comes exactly once for each leg, whatever ended it; nothing about the leg comes afterwards. */
  | { readonly type: 'legEnded'; readonly leg: LegId; readonly how: HangupCause; readonly cause: number }
  /** The party pressed hold on its phone, or took the call back. */
  | { readonly type: 'legHeld'; readonly leg: LegId }
  | { readonly type: 'legResumed'; readonly leg: LegId }
  /** One key: 0-9, *, # or A-D. */
  | { readonly type: 'digit'; readonly leg: LegId; readonly digit: string }
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
  | 'TIMED_OUT'
  | 'LINK_DOWN'
  | 'BAD_CREDENTIALS'
  | 'UNREACHABLE'
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

/** What exists in Asterisk and belongs to this application. */
export interface Snapshot {
  readonly legs: readonly { readonly leg: LegId; readonly answered: boolean }[];
  readonly bridges: readonly BridgeId[];
  readonly playbacks: readonly PlaybackId[];
}

/** The port of the telephone network: Asterisk, or its simulation. */
export interface Telephony {
  /** Connects and begins to report. Rejects with TelephonyError where the first connection cannot be made (wrong
   * password, nobody there); after that it reconnects for ever by itself. */
  start(report: (event: TelephonyEvent) => void): Promise<void>;
  /** Resolves when Asterisk has accepted the command; rejects with TelephonyError. Never hangs: it has a time-out. */
  perform(command: Command): Promise<void>;
  /** What is there now. `ask` names the playbacks that the engine wants to know about. */
  snapshot(ask: { readonly playbacks: readonly PlaybackId[] }): Promise<Snapshot>;
  stop(): Promise<void>;
}

/** A change of an agent's phone. */
export interface PresenceEvent {
  readonly agent: AgentId;
  readonly device: DeviceState;
}

/** The port for whether agents' phones are registered and free. */
export interface Presence {
  /** Reports the state of every agent's phone once at the start and after each loss of the link, then every change. */
  start(agents: readonly AgentId[], report: (event: PresenceEvent) => void): Promise<void>;
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

/** One input of one machine, as it was taken. */
export interface JournalEntry {
  readonly at: Timestamp;
  /** The kind of the machine. */
  readonly machine: string;
  readonly id: string;
  /** The input, as plain data. */
  readonly input: unknown;
}

/** Everything that a unit of work has changed, for one transaction. */
export interface Batch {
  /** Somebody relies on it: it must be on the disk before `commit` resolves. */
  readonly durable: boolean;
  readonly journal: readonly JournalEntry[];
  /** The new states by kind, whole; each replaces what was stored under its id. */
  readonly machines: StatesByKind;
  readonly facts: readonly Fact[];
  /** What people have done or looked at, by the HTTP API. */
  readonly audit: readonly AuditEntry[];
  readonly answers: readonly GivenAnswer[];
  /** language.caller: what numbers have chosen, and those of which nothing is to be known any more. */
  readonly customers: readonly CustomerChoice[];
  readonly forgotten: readonly string[];
  /** callback.purpose: numbers that are not called any more, and (E.164) those that may be again. */
  readonly doNotCall: readonly DoNotCall[];
  readonly mayCallAgain: readonly string[];
  /** callback.programme: a row and the callback that comes of it are kept, or lost, together. */
  readonly programmes: ProgrammeChanges;
  readonly away: AwayChanges;
}

/** The keys of offline entries that made a callback, and of those that are gone (callback.unanswered). */
export interface AwayChanges {
  readonly taken: readonly string[];
  readonly gone: readonly string[];
}

/** The new states of programmes and rows (callback.programme). */
export interface ProgrammeChanges {
  readonly rows: readonly RowState[];
  readonly frequencies: readonly CustomerFrequency[];
  readonly called: readonly CustomerCalled[];
}

/** The programmes that a starting engine continues (callback.programme). */
export type KeptProgrammes = { readonly [K in keyof ProgrammeChanges]: ProgrammeChanges[K] };

/** How many rows of a programme have a status. */
export interface ProgrammeCount {
  readonly is: RowState['status']['is'];
  readonly rows: number;
}

/** Which calls a query asks for. */
export interface CallFilter {
  /** Newest first; at most this many. */
  readonly limit: number;
  readonly line?: string;
  /** Only calls that are not done. */
  readonly open?: boolean;
}

/** Which records a query asks for. */
export interface RecordFilter {
  /** Newest first; at most this many. */
  readonly limit: number;
  readonly type?: RecordType;
}

/** A record about a call that must not get lost. */
export interface RecordEntry {
  readonly type: RecordType;
  /** UTC milliseconds. */
  readonly wall: number;
  readonly call: CallState;
  readonly by: Actor | null;
  /** The how many-th of this type it is from that number: repeated nuisance is flagged by it. */
  readonly times: number;
}

/** A fact with its number in the order of all facts. */
export interface NumberedFact {
  readonly number: number;
  readonly fact: Fact;
}

/** A stored state that cannot be read, and the reason. */
export interface StateFault {
  readonly table: string;
  readonly id: string;
  readonly fault: string;
}

/** One call or callback, as one moment had it. */
export interface Stored<S> {
  readonly state: S;
  readonly facts: Fact[];
  readonly journal: JournalEntry[];
  /** Every input in its journal was taken with this version of states and inputs. */
  readonly replayable: boolean;
}

/** The part of the store that the engine needs. */
export interface EngineStore {
  /** Keeps the batch wholly, or rejects and keeps nothing of it. The engine commits one batch at a time: it calls this again only
   * once the call before has settled. Resolves with the facts of the batch and their numbers, which grow from commit to commit;
   * none is visible before a smaller one. */
  commit(batch: Batch): Promise<readonly NumberedFact[]>;
  /** What a starting engine goes on from: calls that are not done (over, and written down), callbacks that are
   * open, all agents, outages, choices of language and numbers that are not called. */
  load(): Promise<{
    machines: StatesByKind;
    customers: CustomerChoice[];
    programmes: KeptProgrammes;
    /** Keys that were taken, and are not known to be gone. */
    away: string[];
    doNotCall: DoNotCall[];
    /** States that could not be read: they are set aside, and the engine goes on without them. */
    unreadable: StateFault[];
  }>;
  /** Callbacks that have ended at `since` (UTC milliseconds) or later, the first to end first. */
  endedCallbacks(since: number): Promise<CallbackState[]>;
  /** Removes what ended before `wall` (UTC milliseconds): calls with their journal and facts, and closed callbacks, for
   * they hold customers' numbers; choices of language that no call has gone by since, outages, and programmes that are over. A call that an open callback came from stays. Returns how many calls. */
  prune(wall: number): Promise<number>;
  /** Keeps these texts of standards, by edition, beside those that are there. */
  keepEditions(editions: ReadonlyMap<string, Standard>): Promise<void>;
  /** Every text of a standard that was ever kept, by edition. */
  editions(): Promise<ReadonlyMap<string, Standard>>;
  /** A consistent copy of the whole store in another file. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}

/** What reports, pages and commands ask of what is kept, in the engine's process or beside it. */
export interface Queries {
  /** How many states have been set aside. */
  unreadableStates(): Promise<number>;
  calls(filter: CallFilter): Promise<CallState[]>;
  call(id: CallId): Promise<Stored<CallState> | undefined>;
  /** Where no order is asked for, the newest first. */
  callbacks(query: CallbackQuery): Promise<CallbackState[]>;
  /** How many there are, whatever part of them is asked for. */
  countCallbacks(filter: CallbackFilter): Promise<number>;
  /** The ids that begin so, at most `limit`. */
  callbackIds(beginning: string, limit: number): Promise<CallbackId[]>;
  callback(id: CallbackId): Promise<Stored<CallbackState> | undefined>;
  /** Every text of a standard that was ever kept, by edition. */
  editions(): Promise<ReadonlyMap<string, Standard>>;
  /** Complaints, nuisance, suggestions… */
  records(filter: RecordFilter): Promise<RecordEntry[]>;
  /** Facts in the order in which they were committed, after the one numbered `after` (0: from the start), at most `limit`:
   * how a live timeline follows the engine from another process. */
  facts(after: number, limit: number): Promise<NumberedFact[]>;
  /** The number of the newest fact; 0 where there is none. */
  lastFact(): Promise<number>;
  /** The calls that arrived at `from` or later and before `to` (UTC milliseconds), oldest first, each with its facts and
   * its callbacks as one moment had them. Holds no more than a page of them in memory, and keeps nobody waiting. */
  callRecords(period: { readonly from: number; readonly to: number }): AsyncIterable<CallRecord>;
  /** The same for the callbacks that were promised in the period, whether they came from a call or not. */
  callbackRecords(period: { readonly from: number; readonly to: number }): AsyncIterable<CallbackRecord>;
  /** What came to be in the period and belongs to neither a call nor a callback (callback.programme), in its order. */
  factsApart(period: { readonly from: number; readonly to: number }): Promise<Fact[]>;
  agents(): Promise<AgentState[]>;
  /** Newest first. */
  programmes(): Promise<{ state: ProgrammeState; counts: ProgrammeCount[] }[]>;
  /** In the order of the list. */
  programmeRows(programme: ProgrammeId): Promise<RowState[]>;
  close(): Promise<void>;
}

/** The port of the store. */
export type Store = EngineStore & Queries;

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
