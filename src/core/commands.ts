import type { AgentId, BridgeId, Language, LegId, PlaybackId, PromptId } from './ids.ts';

/** The party that a new leg reaches: an agent's phone, or a customer's number as dialled on the trunk. */
export type DialTarget = { readonly agent: AgentId } | { readonly customer: string };

/** What a phone shows about the caller. */
export interface CallerId {
  readonly number: string;
  readonly name?: string;
}

/** The reason that a leg gets when the engine ends it. `lost`: nobody is at its other end, and its end is reported as that. */
export type HangUpReason = 'normal' | 'busy' | 'congestion' | 'answeredElsewhere' | 'unallocated' | 'lost';

/** An order to the telephone network, as plain data. The orders of a call run one after another, in their sequence. Ending
 * something that has already ended is no error. */
export type Command =
  | { readonly do: 'answer'; readonly leg: LegId }
  /** Makes a new leg and rings it. The result comes as legRinging, legAnswered or legEnded. `giveUpMs`: Asterisk then ends
   * the attempt by itself, in case the engine is down. */
  | {
      readonly do: 'dial';
      readonly leg: LegId;
      readonly to: DialTarget;
      readonly callerId: CallerId;
      readonly giveUpMs: number;
      /** From now on Asterisk reports when the party speaks, until `listen` ends that. */
      readonly listen?: true;
    }
  /** Puts an answered leg where it hears music, alone. A prompt interrupts the music, which then goes on. */
  | { readonly do: 'wait'; readonly leg: LegId }
  /** Takes an answered leg out of its waiting place: it hears silence, and prompts. */
  | { readonly do: 'leave'; readonly leg: LegId }
  /** Makes the bridge and puts both legs in: they talk. Keys come as events; those of `agent` are not heard by the other.
   * `listen`: before that Asterisk begins to report when the caller speaks. */
  | {
      readonly do: 'connect';
      readonly bridge: BridgeId;
      readonly caller: LegId;
      readonly agent: LegId;
      readonly listen?: true;
    }
  | { readonly do: 'endBridge'; readonly bridge: BridgeId }
  /** From now on Asterisk reports when the party of an answered leg speaks, and not any more. While a prompt plays to the leg Asterisk
   * does it later. Of a leg that has ended it is no error. */
  | { readonly do: 'listen'; readonly leg: LegId; readonly on: boolean }
  /** Tells the phone that has asked for a transfer how it went. Phones then end their part of the call (`accepted`), or take it back. */
  | { readonly do: 'answerTransfer'; readonly leg: LegId; readonly accepted: boolean }
  /** Plays prompts one after another as one playback: to one leg alone (in whatever bridge it is), or to all in a bridge.
   * While two talk, a prompt to one of the legs keeps both from hearing the other as long as it lasts. */
  | {
      readonly do: 'play';
      readonly playback: PlaybackId;
      readonly on: { readonly leg: LegId } | { readonly bridge: BridgeId };
      readonly prompts: readonly PromptId[];
      readonly language: Language;
      /** hold.reminder: the leg waits. As long as it hears nothing else, the music that follows reassures by itself, the first time
       * after some 14 s: the engine's own reassurances come sooner, unless it is away. */
      readonly thenReassure?: true;
    }
  | { readonly do: 'stopPlay'; readonly playback: PlaybackId }
  /** quality.check: records what the leg's party says and receives, mixed, until the leg ends, to `<name>.wav` (8 kHz) below
   * the folder of recordings. For a conversation, record the agent's leg: it has no music, and no prompts for the caller
   * alone; it has what the caller says while on hold. `name`: letters, digits, `-`, `_`, and `/` for folders; a name that
   * exists is refused. */
  | { readonly do: 'record'; readonly leg: LegId; readonly name: string }
  | { readonly do: 'hangUp'; readonly leg: LegId; readonly reason: HangUpReason };

/** The kinds of commands. */
export type CommandKind = Command['do'];
