import type { Log, OfflineRequestStore, Telephony } from '../../engine/ports.ts';
import type { LineQuality } from '../line-quality.ts';
import type { AriAddress } from './client.ts';

/** One way out to a customer: the trunk, and what is dialled and shown on it. */
export interface OutgoingRoute {
  readonly trunk: string;
  readonly number: string;
  readonly callerId: string;
  /** So long the next trunk waits for ringing on this one. */
  readonly nextAfterMs: number;
}

/** Where Asterisk is and what it calls things. */
export interface AriOptions extends AriAddress {
  /** Absolute folder with `<language>/<prompt>.wav`. */
  readonly sounds: string;
  /** Names of the SIP endpoints that lead to the outside. */
  readonly trunks: readonly string[];
  /** The ways out to a customer of a line, one at least, in their order. */
  routes(line: string, dialled: string): readonly OutgoingRoute[];
  /** Global variables that the dialplan reads while the engine is away: asked for at each connection, and by `setVariables`. */
  variables(): Readonly<Record<string, string>>;
  /** Asterisk (22.3 or newer) leaves the transfer key of agents' phones to the engine. */
  readonly transferKey?: boolean;
  readonly log: Log;
  /** Reports calls whose sound arrives badly. */
  readonly lines?: LineQuality;
}

/** What the engine does by ARI. */
export interface AriTelephony extends Telephony, Pick<OfflineRequestStore, 'removeAway'> {
  /** Sets the dialplan's variables anew. Never rejects: the next connection sets them again. */
  setVariables(): Promise<void>;
  /** Lets Asterisk read its configuration of SIP and its certificates anew; calls go on. Rejects with TelephonyError. */
  reloadSip(): Promise<void>;
}
