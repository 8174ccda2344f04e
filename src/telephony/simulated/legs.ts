import type { HangUpReason } from '../../core/commands.ts';
import type { AgentId, BridgeId, Language, LegId, PlaybackId, PromptId } from '../../core/ids.ts';
import type { HangupCause, PhoneRefusal } from '../../core/legs.ts';
import type { SnapshotLeg } from '../../engine/ports.ts';
import type { TalkDetection } from './talk-detection.ts';
import type { PromptSound, Track } from './track.ts';

/** A prompt list on its way to a leg or a bridge; `sounding` is null before it starts. */
export interface Playback {
  readonly id: PlaybackId;
  readonly on: SimulatedLeg | Bridge;
  /** Starts it when its turn has come. */
  readonly begin: () => void;
  sounding: PromptSound | null;
  /** Cancels the timer that it waits for. */
  cancel: () => void;
}

/** Asterisk's end of one party's connection. */
export interface SimulatedLeg {
  readonly kind: 'leg';
  readonly id: LegId;
  readonly party: string;
  readonly direction: 'in' | 'out';
  /** Of a call in from outside. */
  readonly caller?: SnapshotLeg['caller'];
  /** Of a leg to an agent's phone. */
  readonly agent?: AgentId;
  /** Monotonic ms. */
  readonly beganAt: number;
  readonly track: Track;
  /** What the party says, as Asterisk notices it. */
  readonly talk: TalkDetection;
  answered: boolean;
  answeredAt: number | null;
  /** False once the leg has left the application for the dialplan: the application knows it no more. */
  inStasis: boolean;
  /** The dialplan takes the leg back unless the engine renews this while the caller hears ringing. */
  guarded: boolean;
  /** The party hears ringing (a caller), or its phone rings (a phone). */
  ringing: boolean;
  held: boolean;
  /** Every hold by this party: from when to when. */
  readonly holds: { readonly from: number; to: number }[];
  /** Prompts that this leg alone has heard while another talked with it: neither hears the other meanwhile. */
  readonly spokenOver: { readonly prompt: PromptId; readonly from: number; to: number }[];
  /** The language in which the music of this leg reassures; null: it has no words. */
  reassures: Language | null;
  /** The reassurance in the music, while it sounds. */
  reassuring: PromptSound | null;
  /** Cancels the timer that its music waits for. */
  endMusic: () => void;
  /** Nothing of the party's sound arrives, not even silence. */
  mute: boolean;
  /** `stasis`: in no bridge, in silence. `wait`: alone with the music. `waitTwice`: put there once more, which in Asterisk
   * ends the music. */
  place: 'stasis' | 'wait' | 'waitTwice' | Bridge;
  /** The first one sounds, the others wait their turn. */
  readonly playbacks: Playback[];
  /** Called once when no playback is left or the leg is gone. */
  readonly whenQuiet: (() => void)[];
  /** Called as the leg ends; `reason` where the engine ended it. */
  readonly onEnd: (reason: HangUpReason | null) => void;
  gone: boolean;
  /** When it ended, and how. */
  endedAt: number | null;
  ended: EndOfLeg | null;
}

/** How a leg ended; `reason` where the engine ended it. */
export interface EndOfLeg {
  readonly how: HangupCause;
  readonly cause: number;
  readonly reason: HangUpReason | null;
}

export interface Bridge {
  readonly kind: 'bridge';
  readonly id: BridgeId;
  readonly legs: Set<SimulatedLeg>;
  readonly playbacks: Playback[];
  /** There is no music for the whole of this hold: it began before both were in the bridge, or met a prompt that was played to the
   * bridge. A prompt to the leg alone does not bring it back. */
  musicLost: boolean;
}

export type NewLeg = Pick<SimulatedLeg, 'id' | 'party' | 'direction' | 'caller' | 'agent' | 'onEnd'>;

/** Q.850: subscriber absent. */
const NOT_REGISTERED = 20;

const REFUSALS: Readonly<Partial<Record<HangupCause, PhoneRefusal>>> = {
  busy: 'doNotDisturb',
  refused: 'doNotDisturb',
  unreachable: 'noReply',
};

/** Why a phone that was dialled did not ring. One that is not registered is not asked. */
export function simulatedRefusal(
  { agent, answered, ringing }: SimulatedLeg,
  { how, cause }: EndOfLeg,
): { readonly refusal?: PhoneRefusal } {
  const hasRung = answered || ringing || cause === NOT_REGISTERED;
  const refusal = agent === undefined || hasRung ? undefined : REFUSALS[how];
  return refusal === undefined ? {} : { refusal };
}

/** The leg as a snapshot tells it. */
export function foundLeg({ id: leg, answered, held, place, caller, agent }: SimulatedLeg): SnapshotLeg {
  const where = place === 'stasis' ? null : typeof place === 'string' ? 'music' : place.id;
  return {
    leg,
    answered,
    held,
    place: where,
    ...(caller && { caller }),
    ...(agent !== undefined && { agent }),
  };
}
