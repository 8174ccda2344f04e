import type { FirstPress, KeyTiming } from '../agents/key-timing.ts';
import type { KeyedClause } from '../agents/keys.ts';
import type { Actor } from '../facts.ts';
import type { AgentId, BridgeId, CallbackId, CallId, Language, LegId, OutageId, PlaybackId } from '../ids.ts';
import type { AlertCause } from '../model/alert.ts';
import type { Recording, Salutation } from '../model/call.ts';
import type { AttemptOutcome, CallbackKind } from '../model/callback.ts';
import type { Placing } from '../model/outgoing-call.ts';
import type { RequestedAgent } from '../model/requested-agent.ts';
import type { TemplateName } from '../programme/templates.ts';
import type { Disposition } from '../rules.ts';
import type { ClauseId } from '../standard/standard.ts';
import type { Timestamp } from '../time.ts';
import type { AgentLeg, Phase } from './phase.ts';
import type { SpeechActivity } from './speech-state.ts';

/** A wrap-up that an agent still has to finish, with its end (close.record). */
export interface PendingWrapUp {
  readonly agent: AgentId;
  readonly untilMono: number;
  /** The phone broke off: a caller who waits goes before the wrap-up. */
  readonly yields?: true;
}

/** A disposition that an agent has stated, and may still change (close.record). */
export interface StatedDisposition extends Disposition {
  readonly agent: AgentId;
  readonly key: string;
  /** Monotonic ms: the end of the time for the wrap-up; absent as long as the agent is in the call. */
  readonly untilMono?: number;
  /** It is about this agent's part of a call that goes on with others. */
  readonly part?: true;
  /** callback.follow_up: stated in a follow-up, after which there is no other one. */
  readonly inFollowUp?: true;
}

/** Why an agent transfers a caller. */
export type TransferReason = 'complaint' | 'supervisor' | 'language' | 'colleague';

/** A transfer of the caller to another person, under way or done. */
export interface Transfer {
  readonly why: TransferReason;
  /** Null if the caller asked for it before anybody answered. */
  readonly by: AgentId | null;
  /** The phrase before the transfer was heard, or none was due; null: nobody knows. */
  readonly heard: boolean | null;
  /** Nobody has taken over yet, and no callback is promised: the verdict on its clause is still open. */
  readonly open: boolean;
}

/** The engine or the agent who answers a caller. */
export type AnsweredBy = 'engine' | { readonly agent: AgentId };

/** The customer of a call: the caller, or the person whom a callback dials. */
export interface Customer {
  /** Null before a callback has dialled it and after it has ended. */
  readonly leg: LegId | null;
  /** Of a caller: the engine has ordered the answer. */
  readonly answered: boolean;
  /** Who answers the caller, as long as Asterisk has not reported the answer. */
  readonly answering?: AnsweredBy;
  /** The engine has ordered the dial, and Asterisk has reported nothing about the leg yet. */
  readonly dialling?: true;
  /** The customer's own phone holds the call, and hears nothing of it. */
  readonly holds?: true;
  /** E.164, or null if the caller id was withheld or the line cannot call it. */
  readonly number: string | null;
  /** As the network sent it. */
  readonly dialled: string;
}

/** The callback that a call is an attempt at. */
export interface AttemptOf extends Placing {
  readonly id: CallbackId;
  /** The number of the attempt. */
  readonly attempt: number;
  readonly kind: CallbackKind;
  /** UTC ms of the promise. */
  readonly since: number;
  readonly why?: 'oneWay';
  /** The customer's name, as an operator or a list has it. */
  readonly name?: string;
  /** callback.programme: the follow-up has a script of its own. */
  readonly template?: TemplateName;
  /** callback.follow_up: what the customer has answered; absent: nothing yet. */
  readonly satisfied?: boolean;
  /** The customer has heard that it takes a moment longer. */
  readonly apologised?: true;
}

/** A verdict that waits until the customer hears something. */
export interface PendingVerdict {
  readonly clause: ClauseId;
  readonly by: Actor;
  readonly note?: string;
  /** Null: any words to the customer. */
  readonly playback: PlaybackId | null;
  readonly whole: boolean;
}

/** A call as the engine keeps it. */
export interface CallState {
  readonly id: CallId;
  /** `out`: a callback; `alert`: to the supervisors (people.urgent, callback.done). */
  readonly direction: 'in' | 'out' | 'alert';
  /** The number that the caller dialled: it determines the company and the standard. */
  readonly line: string;
  readonly standard: string;
  /** The version of its text that was in force when the call began. */
  readonly edition: string;
  readonly language: Language;
  readonly salutation: Salutation;
  readonly customer: Customer;
  readonly arrivedAt: Timestamp;
  /** UTC ms: the place in the queue. */
  readonly place: number;
  readonly phase: Phase;
  /** The agent that the call asks for, if not just any agent. */
  readonly wants?: RequestedAgent;
  readonly transfer?: Transfer;
  /** close.record: agents who have transferred the call, and still have to finish their wrap-up. */
  readonly pendingWrapUps?: readonly PendingWrapUp[];
  /** people.urgent: an agent has raised an alert. */
  readonly alertRaised?: true;
  /** Of an alert: its reason. */
  readonly alert?: AlertCause;
  /** Legs of agents that have not ended yet, in any phase. */
  readonly agentLegs: readonly AgentLeg[];
  readonly bridge: BridgeId | null;
  /** The last playbacks that the call has stopped, as long as Asterisk has not reported their ends. Absent: none. */
  readonly stopping?: readonly PlaybackId[];
  /** The keys that the agent is entering during the call (`*3…`). */
  readonly agentKeys: string;
  /** When the agent pressed the last key; absent before the first one. */
  readonly agentKeyTiming?: KeyTiming;
  /** The agent has pressed a code that ends the call, and has to press it again; absent: none. */
  readonly firstPress?: FirstPress;
  /** The number of steps of each script that the agent's keys have played. */
  readonly scripts?: Readonly<Partial<Record<KeyedClause, number>>>;
  /** Absent if the engine has heard nobody yet. */
  readonly speech?: SpeechActivity;
  /** Absent where the line records nothing. */
  readonly recording?: Recording;
  /** Number of ids made so far: ids are the call's own, counted. */
  readonly made: number;
  /** people.complaint: the caller's key for it, for as long as the caller waits. */
  readonly complaintKey?: string;
  /** hold.hurried: the caller goes before others at each further wait. */
  readonly priority?: true;
  /** The party that hung up first, once somebody has. */
  readonly hungUpFirst: 'caller' | 'agent' | 'engine' | 'network' | null;
  readonly lastAgent: AgentId | null;
  /** The number of greetings during which the agent left; absent: none. */
  readonly greetingsLeft?: number;
  /** close.record: null once it is written or its time is over, or if nobody has to write one. */
  readonly wrapUp: PendingWrapUp | null;
  readonly disposition: string | null;
  /** close.record: what agents have stated and may still change; absent: nothing. */
  readonly stated?: readonly StatedDisposition[];
  /** outage.notice: the outage that the caller has heard of. A caller who hangs up before the time (monotonic ms) counts as
   * satisfied with the notice. */
  readonly notice?: { readonly outage: OutageId; readonly untilMono: number } | null;
  /** Verdicts that wait until the customer hears something. */
  readonly pendingVerdicts?: readonly PendingVerdict[];
  /** The callback of this call, or the open callback of a customer who calls in. Null once it knows the outcome of the call. */
  readonly callback: AttemptOf | null;
  /** Of a callback: the outcome of the attempt, once it is known. */
  readonly outcome: AttemptOutcome | null;
  /** UTC ms at which the last leg ended. */
  readonly endedAt: number | null;
}
