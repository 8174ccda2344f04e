import type { KeyTiming } from '../agents/key-timing.ts';
import type { AgentOrder } from '../agents/keys.ts';
import type { AgentId, BridgeId, LegId, PlaybackId } from '../ids.ts';
import type { HangupCause, PhoneRefusal } from '../legs.ts';
import type { Timestamp } from '../time.ts';

/** The target of an agent's transfer key: a colleague, or what the dialled code orders. */
export type TransferTarget = { readonly agent: AgentId } | { readonly order: AgentOrder };

/** Everything that can happen to a call after it has begun. */
export type CallEvent =
  | { readonly type: 'deadline' }
  /** An agent is free for the call. `otherLanguage`: the agent does not speak its language. */
  | { readonly type: 'agentOffered'; readonly agent: AgentId; readonly otherLanguage?: true }
  /** The customer of this callback calls in at this moment, and is served in that call. */
  | { readonly type: 'customerRang' }
  /** Whether any of the requested agents is available, even if busy in another call. */
  | { readonly type: 'agentsPresent' | 'noAgentsPresent' }
  | { readonly type: 'legRinging'; readonly leg: LegId }
  /** `unseen`: it happened before, while the engine had no link to Asterisk or did not run, and is found now. `agoMs`: it
   * happened so long ago, while the engine stood still. `unasked`: the link was lost before, and it is not known yet what happened
   * meanwhile. */
  | { readonly type: 'legAnswered'; readonly leg: LegId; readonly unseen?: true; readonly agoMs?: number }
  | {
      readonly type: 'legEnded';
      readonly leg: LegId;
      readonly how: HangupCause;
      readonly unseen?: true;
      readonly agoMs?: number;
      /** It is lost because nothing came from an agent's phone for so long. */
      readonly silentMs?: number;
      /** Of a phone that was dialled and has not rung. */
      readonly refusal?: PhoneRefusal;
      readonly unasked?: true;
    }
  /** `joining`: customer and agent were still being connected, so Asterisk plays no music for this hold. */
  | { readonly type: 'legHeld'; readonly leg: LegId; readonly unseen?: true; readonly joining?: true }
  /** `bridge`: in which customer and agent are, where the call does not know of it. */
  | { readonly type: 'legResumed'; readonly leg: LegId; readonly unseen?: true; readonly bridge?: BridgeId }
  /** The agent presses the transfer key of the phone. `to`: null where the engine transfers nobody there. */
  | { readonly type: 'transferAsked'; readonly leg: LegId; readonly to: TransferTarget | null }
  /** `timing` is absent in journals of older versions. */
  | {
      readonly type: 'digit';
      readonly leg: LegId;
      readonly digit: string;
      readonly timing?: KeyTiming;
    }
  /** The agent's phone is not there any more, or knows nothing of the call. */
  | { readonly type: 'phoneGone'; readonly agent: AgentId }
  | { readonly type: 'talkStarted'; readonly leg: LegId }
  | { readonly type: 'talkEnded'; readonly leg: LegId; readonly afterMs: number }
  | {
      readonly type: 'lineWeak' | 'lineGood';
      readonly leg: LegId;
      readonly lossPercent: number;
      readonly jitterMs: number;
    }
  | { readonly type: 'playStarted'; readonly playback: PlaybackId }
  | {
      readonly type: 'playEnded';
      readonly playback: PlaybackId;
      readonly outcome: 'done' | 'stopped' | 'failed';
      readonly unseen?: true;
    }
  /** By key, during or after the call. */
  | { readonly type: 'agentOrder'; readonly agent: AgentId; readonly order: AgentOrder };

/** An event of a call with its time. */
export type CallInput = CallEvent & {
  readonly at: Timestamp;
  /** callback.purpose: those of `numbersOf` that are on the do-not-call list; absent: none. */
  readonly doNotCall?: readonly string[];
};

/** The inputs of one type. */
export type InputOf<T extends CallEvent['type']> = Extract<CallInput, { type: T }>;

const ECHOES: readonly CallInput['type'][] = [
  'playStarted',
  'playEnded',
  'digit',
  'talkStarted',
  'talkEnded',
  'lineWeak',
  'lineGood',
  'phoneGone',
];

/** Ends of stopped playbacks, keys that nobody asked for, and speech that makes no difference: nobody has to look at these. */
export function isEcho(input: CallInput): boolean {
  return ECHOES.includes(input.type);
}
