import type { AgentState } from '../core/agents/state.ts';
import type { CallState } from '../core/call/state.ts';
import type { DoNotCall } from '../core/callback/do-not-call.ts';
import type { CallbackState } from '../core/callback/state.ts';
import type { Actor, Fact, RecordType } from '../core/facts.ts';
import type { CallbackId, CallId, ProgrammeId } from '../core/ids.ts';
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

/** One input of one machine, as it was taken. */
export interface JournalEntry {
  readonly at: Timestamp;
  /** The kind of the machine. */
  readonly machine: string;
  readonly id: string;
  /** The input, as plain data. */
  readonly input: unknown;
}

/** The code of an error with which `commit` rejects where it will never take that batch, though it works. */
export const BATCH_REFUSED = 'STORE_BATCH_REFUSED';

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
  /** Only calls with this customer, E.164. */
  readonly number?: string;
  /** Only calls that arrived before this one: UTC ms, and by its id those of the same moment. */
  readonly before?: { readonly arrivedAt: number; readonly id: CallId };
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

/** The stored calls and callbacks of one customer, as one moment had them: the newest, and how many there are of each. */
export interface CustomerHistory {
  /** With how many clauses were kept, the facts of those that were broken, and what is on record. */
  readonly calls: readonly (Pick<CallRecord, 'call' | 'facts'> & { readonly kept: number })[];
  /** With their notes. */
  readonly callbacks: readonly CallbackRecord[];
  readonly total: { readonly calls: number; readonly callbacks: number };
}

/** What the store knows of the wall clock, UTC ms. */
export interface ClockRecord {
  readonly seenAt: number;
  /** Since when it has gone on without a jump; null: ever since. */
  readonly steadySince: number | null;
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
    /** When the last input was taken that is in the journal; null: it is empty. */
    lastAt: Timestamp | null;
    /** States that could not be read: they are set aside, and the engine goes on without them. */
    unreadable: StateFault[];
  }>;
  /** Callbacks that have ended at `since` (UTC milliseconds) or later, the first to end first. */
  endedCallbacks(since: number): Promise<CallbackState[]>;
  /** Removes what ended before `wall` (UTC milliseconds): calls with their journal and facts, and closed callbacks, for
   * they hold customers' numbers; choices of language that no call has gone by since, outages, and programmes that are over. A call that an open callback came from stays. Returns how many calls. */
  prune(wall: number): Promise<number>;
  /** What is known of the wall clock; null: nothing yet. */
  clockRecord(): Promise<ClockRecord | null>;
  keepClockRecord(record: ClockRecord): Promise<void>;
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
  /** What is stored of the customer with this number (E.164): at most so many calls and callbacks, the newest first. */
  customerHistory(number: string, most: number): Promise<CustomerHistory>;
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
