import type { KeyedClause } from '../agents/keys.ts';
import type { AgentId, BridgeId, CallbackId, CallId, Language, LegId, OutageId } from '../ids.ts';
import type { AlertCause } from '../model/alert.ts';
import type { Recording, Salutation } from '../model/call.ts';
import type { AttemptOutcome, CallbackKind } from '../model/callback.ts';
import type { Placing } from '../model/outgoing-call.ts';
import type { RequestedAgent } from '../model/requested-agent.ts';
import type { Timestamp } from '../time.ts';
import type { AgentLeg, Phase } from './phase.ts';
import type { SpeechActivity } from './speech-state.ts';

/** A wrap-up that an agent still has to finish, with its end (close.record). */
export interface PendingWrapUp {
  readonly agent: AgentId;
  readonly untilMono: number;
}

/** Why an agent transfers a caller. */
export type TransferReason = 'complaint' | 'supervisor' | 'language';

/** A transfer of the caller to another person, under way or done. */
export interface Transfer {
  readonly why: TransferReason;
  /** Null where the caller has asked for it before anybody answered. */
  readonly by: AgentId | null;
  /** What is said before it could be heard. */
  readonly heard: boolean;
  /** Nobody has taken over yet, and no callback is promised: its clause is still to be judged. */
  readonly open: boolean;
}

/** The customer of a call: who called, or who is called back. */
export interface Customer {
  /** Null before a callback has dialled it and after it has gone. */
  readonly leg: LegId | null;
  readonly answered: boolean;
  /** E.164, or null where the caller id was withheld or cannot be called. */
  readonly number: string | null;
  /** As the network gave it. */
  readonly dialled: string;
}

/** The callback that a call is an attempt at. */
export interface AttemptOf extends Placing {
  readonly id: CallbackId;
  /** The how many-th. */
  readonly attempt: number;
  readonly kind: CallbackKind;
  /** UTC ms of the promise. */
  readonly since: number;
  readonly why?: 'oneWay';
  /** The customer has been told that it takes a moment longer. */
  readonly apologised?: true;
}

/** A call as the engine keeps it. */
export interface CallState {
  readonly id: CallId;
  /** `out`: a callback; `alert`: to the supervisors (people.urgent, callback.done). */
  readonly direction: 'in' | 'out' | 'alert';
  /** The number that was dialled: which company, which standard. */
  readonly line: string;
  readonly standard: string;
  /** Which text of it: the one that was in force when the call began. */
  readonly edition: string;
  readonly language: Language;
  readonly salutation: Salutation;
  readonly customer: Customer;
  readonly arrivedAt: Timestamp;
  /** UTC ms: the place in the queue. */
  readonly place: number;
  readonly phase: Phase;
  /** Who is asked for, where that is not just any agent. */
  readonly wants?: RequestedAgent;
  readonly transfer?: Transfer;
  /** close.record: agents who have handed the call over, and have still to write it down. */
  readonly pendingWrapUps?: readonly PendingWrapUp[];
  /** people.urgent: an alert has been raised. */
  readonly alertRaised?: true;
  /** Of an alert: what it is for. */
  readonly alert?: AlertCause;
  /** Legs of agents that have not ended yet, whatever the phase. */
  readonly agentLegs: readonly AgentLeg[];
  readonly bridge: BridgeId | null;
  /** What the agent is keying in during the call (`*3…`). */
  readonly agentKeys: string;
  /** How many steps of each script the agent's keys have played. */
  readonly scripts?: Readonly<Partial<Record<KeyedClause, number>>>;
  /** Nothing has been heard of anybody where it is not there. */
  readonly speech?: SpeechActivity;
  /** Absent where the line records nothing. */
  readonly recording?: Recording;
  /** Number of ids made so far: ids are the call's own, counted. */
  readonly made: number;
  /** hold.hurried: whenever the caller waits again, before others. */
  readonly priority?: true;
  /** Who hung up first, once somebody has. */
  readonly hungUpFirst: 'caller' | 'agent' | 'engine' | 'network' | null;
  readonly lastAgent: AgentId | null;
  /** close.record: null once it is written or its time is over, or where nobody has to. */
  readonly wrapUp: PendingWrapUp | null;
  readonly disposition: string | null;
  /** outage.notice: what the caller has heard of; who hangs up until then (monotonic ms), does so with that. */
  readonly notice?: { readonly outage: OutageId; readonly untilMono: number } | null;
  /** Of a callback, or of a customer who rings in while one is open: which. Null once it knows what came of the call. */
  readonly callback: AttemptOf | null;
  /** Of a callback: how the attempt went, once it is known. */
  readonly outcome: AttemptOutcome | null;
  /** UTC ms at which the last leg ended. */
  readonly endedAt: number | null;
}
