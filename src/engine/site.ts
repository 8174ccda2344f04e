import type { PreQueue } from '../core/call/pre-queue-state.ts';
import type { CallState } from '../core/call/state.ts';
import type { AgentId, Language } from '../core/ids.ts';
import type { Salutation } from '../core/model/call.ts';
import type { Role } from '../core/model/requested-agent.ts';
import type { RecordingMode } from '../core/quality/sample.ts';
import type { Rules } from '../core/rules.ts';

/** How many callers are taken at the same time, so that legs are left for agents' phones. */
export interface CallerLimit {
  /** So many are served. */
  readonly most: number;
  /** So many more are told that there is no room, and offered a callback. The others are refused. */
  readonly told: number;
  /** How a caller is refused: SIP 486 or 503. */
  readonly refuseAs: 'busy' | 'unavailable';
}

/** What the engine needs to know about the company. */
export interface EngineSite {
  /** The line with this number, or undefined for one that is not ours. */
  line(number: string):
    | {
        readonly standard: string;
        readonly language: Language;
        /** language.caller: what the menu offers; null: there is none. */
        readonly languages: readonly Language[] | null;
        /** people.complaint: the key for it, before the queue; null: none is offered. */
        readonly complaintKey: string | null;
        /** quality.check; absent: nothing is recorded. */
        readonly recording?: RecordingMode;
        /** Callers are told that calls are recorded. */
        readonly recordingNotice?: boolean;
        /** How callbacks are placed; absent: an agent first, any answer is the customer's. */
        readonly callbacks?: {
          /** The customer is called before an agent is rung. */
          readonly customerFirst: boolean;
          /** The customer takes the call by pressing 1, which an answering machine does not. */
          readonly press1: boolean;
        };
      }
    | undefined;
  /** How many callers there may be at the same time; null: as many as come. */
  readonly callers: CallerLimit | null;
  /** After so long without a packet from an agent's phone that talks, Asterisk reports its leg as lost. */
  readonly phoneTimeoutMs: number;
  /** Null while the line is open. `wall`: UTC ms. */
  closed(line: CallState['line'], wall: number): PreQueue['closed'];
  /** The rules of the standard of this name, in the edition that a call began with where one is named and known, else as they
   * are now; of the first line's, should the standard exist no more. */
  rules(standard: string, edition?: string): Rules;
  /** answer.greeting.time: by hour, weekend and holiday in the line's time zone. */
  salutation(line: CallState['line'], wall: number): Salutation;
  /** callback.programme: UTC ms of the end of the day on which `wall` is, where the line is. */
  endOfDay(line: string, wall: number): number;
  /** callback.programme: UTC ms of the next time after `wall`, which is now, that a schedule (cron, five fields) says so where the
   * line is; null where it never does. */
  nextRound(schedule: string, line: string, wall: number): number | null;
  /** What the site calls the reasons for which an agent pauses, by key. */
  readonly pauseReasons: Rules['pauseReasons'];
  /** Codes of agents that the site has moved or switched off. */
  readonly codes: Rules['codes'];
  /** Who has a phone that may be rung. */
  readonly agents: readonly {
    readonly id: AgentId;
    readonly name: string;
    readonly role: Role;
    readonly languages: readonly Language[];
  }[];
}
