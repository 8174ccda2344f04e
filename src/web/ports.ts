import type { AvailabilityEvent } from '../core/agents/input.ts';
import type { DoNotCall } from '../core/callback/do-not-call.ts';
import type { OperatorOrder } from '../core/callback/operator-orders.ts';
import type { EventFact } from '../core/facts.ts';
import type { AgentId, CallbackId, Language, OutageId } from '../core/ids.ts';
import type { CallbackRequest } from '../core/model/callback.ts';
import type { CustomerChoice } from '../core/model/customer.ts';
import type { OutageState, OutageWish } from '../core/outage/state.ts';
import type { CallbackReportRequest } from '../core/reports/callbacks/report.ts';
import type { Dialling } from '../core/rules.ts';
import type { GivenAnswer } from '../engine/access.ts';
import type { ApiStore } from '../engine/api-store.ts';
import type { AuditEntry, Notes } from '../engine/audit.ts';
import type { FiguresWithOutlook } from '../engine/callback-figures.ts';
import type { CallbackCursor, CallbackFilter, CallbackQuery } from '../engine/callback-query.ts';
import type { AgentOrdered, OrderDone, Requested, TakenOff } from '../engine/commands.ts';
import type { FactFeed } from '../engine/fact-feed.ts';
import type { EngineFigures } from '../engine/figures.ts';
import type { ProgrammeCommands } from '../engine/programme-commands.ts';
import type { Queries } from '../engine/store-port.ts';

/** What the API orders of the running engine. Each promise resolves when that is kept, and rejects where it cannot be. */
export interface ApiCommands {
  outages(): OutageState[];
  closures(): OutageState[];
  putOnOutage(wish: OutageWish): Promise<OutageState>;
  takeOffOutage(id: OutageId, by: string): Promise<TakenOff>;
  endClosure(id: OutageId, by: string): Promise<TakenOff>;
  /** False where nothing was known of this number (E.164). */
  forgetCustomer(number: string, by: string): Promise<boolean>;
  /** language.caller: what a number (E.164) has chosen. */
  customerChoice(number: string): CustomerChoice | undefined;
  /** callback.purpose: numbers (E.164) that no line calls, the newest first. */
  doNotCallList(): DoNotCall[];
  /** The entry of a number (E.164) on that list. */
  doNotCallEntry(number: string): DoNotCall | undefined;
  /** Returns those that were not on the list before. */
  doNotCall(numbers: readonly string[], by: string, why: string, notes: Notes<string[]>): Promise<string[]>;
  /** False where the number was not on the list. */
  mayCallAgain(number: string, by: string, why: string, notes: Notes<boolean>): Promise<boolean>;
  requestCallback(wish: CallbackRequest, notes: Notes<Requested>): Promise<Requested>;
  orderCallback(
    id: CallbackId,
    revision: number,
    order: OperatorOrder,
    by: string,
    notes: Notes<OrderDone>,
  ): Promise<OrderDone>;
  /** Keeps a note on a callback, be it open or ended; what was written is in the fact. */
  noteCallback(id: CallbackId, text: string, by: string, notes: Notes<EventFact>): Promise<EventFact>;
  orderAgent(id: AgentId, event: AvailabilityEvent, notes: Notes<AgentOrdered>): Promise<AgentOrdered>;
  /** Rejects where it cannot be put on record: then nothing is shown. */
  noteLook(entry: AuditEntry): Promise<void>;
}

/** What the API reads of the store. */
export type ApiQueries = Pick<
  Queries,
  | 'callbacks'
  | 'countCallbacks'
  | 'callback'
  | 'callbackIds'
  | 'customerHistory'
  | 'call'
  | 'calls'
  | 'facts'
  | 'lastFact'
  | 'programmes'
  | 'programmeRows'
>;

/** privacy.customer: how customers' numbers are shown to somebody. */
export interface Shown {
  number(number: string): string;
  /** The same for whatever else may have a number in it. Ids stay as they are. */
  data<T extends object>(data: T): T;
}

/** Which page of the table is asked for. */
export interface TableRequest {
  readonly wanted: CallbackFilter & Required<Pick<CallbackQuery, 'sort'>>;
  /** The place after which it begins; null: the first page. */
  readonly after: CallbackCursor | null;
  readonly numbers: 'masked' | 'full';
  /** UTC ms. */
  readonly now: number;
}

/** A page of the table: its rows, and where the next page begins; null after the last. */
export interface TablePage {
  readonly rows: string;
  readonly next: CallbackCursor | null;
}

/** The machine, for whoever watches it. */
export interface MachineFigures {
  /** How late the loop was at worst since the last question, seconds. */
  readonly loopDelay: number;
  readonly diskFreeBytes: number;
  readonly memoryBytes: number;
  /** Since this process began, seconds. */
  readonly uptime: number;
}

/** All that the API needs to know, and whom it asks. */
export interface ApiPorts {
  /** Inputs that the engine has dropped since its start, for a fault of the program; `lastAt`: UTC ms. */
  failedInputs(): { readonly count: number; readonly lastAt: number | null };
  /** What the engine relies on, and what it has to do just now. */
  figures(): EngineFigures;
  /** What the machine has to say of this process, by the names of metrics. */
  machine(): Promise<MachineFigures>;
  /** How late the engine's loop was at worst in the last five minutes, seconds. */
  recentLoopDelay(): number;
  /** Resolves when the engine's loop has had its next turn. */
  turned(): Promise<void>;
  readonly commands: ApiCommands;
  readonly programmes: Pick<ProgrammeCommands, 'import' | 'order' | 'frequency' | 'setFrequency'>;
  readonly queries: ApiQueries;
  /** A page of the table that is exported. */
  tablePage(request: TableRequest): Promise<TablePage>;
  /** What became of the callbacks of a period, and what is to be expected of those that are open. */
  callbackFigures(request: CallbackReportRequest): Promise<FiguresWithOutlook>;
  /** What happens, as it is committed. */
  readonly feed: Pick<FactFeed, 'after' | 'changed'>;
  readonly apiStore: Pick<ApiStore, 'holderOf' | 'user' | 'answer'>;
  /** An answer that the store has not taken yet, with what it tells of. */
  pendingAnswer(who: string, key: string): GivenAnswer | undefined;
  /** Numbers for those who must not see them. */
  readonly masked: Shown;
  /** The numbers of the lines that are in force. */
  lines(): readonly string[];
  /** By what a line is served; null for what is none. */
  lineOf(number: string): { readonly standard: string; readonly language: Language } | null;
  agents(): readonly { readonly id: AgentId; readonly name: string }[];
  /** Why agents pause: the site's names, by key. */
  pauseReasons(): Readonly<Record<string, string>>;
  /** callback.purpose: whether a line may dial a number. */
  mayDial(raw: string, line: string): Dialling;
  /** UTC ms of the beginning of a day (YYYY-MM-DD) where the line is. */
  startOfDay(line: string, day: string): number;
  /** Whether it is cron, in five fields. */
  isSchedule(text: string): boolean;
  /** How the E.164 numbers of an area begin; null for what begins no number. */
  areaOf(raw: string): string | null;
  /** A customer's number as E.164; null for what is none. */
  numberOf(raw: string): string | null;
  /** UTC ms. */
  now(): number;
}
