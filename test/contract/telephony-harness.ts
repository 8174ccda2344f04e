import type { AgentId } from '../../src/core/ids.ts';
import type {
  OfflineRequestStore,
  Presence,
  PresenceEvent,
  Telephony,
  TelephonyEvent,
} from '../../src/engine/ports.ts';

/** A party outside Asterisk: a caller, an agent's phone or a customer's phone. */
export interface Party {
  hold(): Promise<void>;
  resume(): Promise<void>;
  hangUp(): Promise<void>;
  /** Makes itself heard from now on, or stops it; who has said nothing yet is silent. */
  speak(): Promise<void>;
  hush(): Promise<void>;
  /** Sends no sound at all from now on, not even silence. */
  mute(): Promise<void>;
  /** The network loses every tenth packet of its sound from now on, or none any more. */
  weaken(): Promise<void>;
  strengthen(): Promise<void>;
  /** RFC 4733 digits, one after another. */
  press(digits: string): Promise<void>;
  /** Resolves when this party's phone is told that the call has ended. */
  ended(): Promise<void>;
}

/** `unallocated`, `trunkRefused`: as the network in its place says; `announcement`: it plays an announcement first. */
export type Pickup =
  | 'answer'
  | 'ring'
  | 'busy'
  | 'decline'
  | 'vanish'
  | 'unallocated'
  | 'incomplete'
  | 'trunkRefused'
  | 'announcement';

/** Everything outside the engine, as a contract test needs it: one for the real Asterisk with SIPp, one simulated. The
 * suite waits for events (`seen`), never for time. */
export interface TelephonyHarness {
  readonly telephony: Telephony;
  readonly presence: Presence;
  readonly away: OfflineRequestStore;
  /** All events reported since the start; `seen` resolves with the first one, from `from` on, for which `is` holds. */
  readonly events: readonly TelephonyEvent[];
  readonly presences: readonly PresenceEvent[];
  seen<T extends TelephonyEvent['type']>(
    type: T,
    is?: (event: Extract<TelephonyEvent, { type: T }>) => boolean,
  ): Promise<Extract<TelephonyEvent, { type: T }>>;
  present(agent: AgentId, device: PresenceEvent['device']): Promise<void>;
  /** A caller dials in from the trunk. Resolves when the INVITE is on its way. */
  call(from: string, line: string): Promise<Party>;
  /** Registers the agent's phone; when it is rung it does `pickup`. Resolves when it is registered. */
  phone(agent: AgentId, pickup: Pickup): Promise<Party>;
  /** The trunk's far end answers the dialled customer so. */
  customer(pickup: Pickup): Promise<Party>;
  /** Puts an entry where the dialplan puts what callers leave. */
  keepAway(key: string, text: string): Promise<void>;
  /** How long a recording is that has ended, ms. Rejects where it was never made. */
  recordedMs(name: string): Promise<number>;
  /** Lets virtual time pass in the simulation; on the real one waits for nothing. */
  settle(): Promise<void>;
  close(): Promise<void>;
}
