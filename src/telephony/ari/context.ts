import type { Log, TelephonyEvent } from '../../engine/ports.ts';
import type { Bridges } from './bridges.ts';
import type { AriConnection } from './client.ts';
import type { Failover } from './failover.ts';
import type { Legs } from './legs.ts';
import type { AriOptions } from './options.ts';
import type { Playbacks } from './playbacks.ts';
import type { RingTimeouts } from './ring-timeouts.ts';
import type { WaitingMusic } from './waiting-music.ts';

/** What it takes to carry out a command. */
export interface AriContext {
  /** The link to Asterisk; throws TelephonyError LINK_DOWN where there is none. */
  connection(): AriConnection;
  readonly legs: Legs;
  readonly playbacks: Playbacks;
  readonly bridges: Bridges;
  readonly ringTimeouts: RingTimeouts;
  readonly waitingMusic: WaitingMusic;
  report(event: TelephonyEvent): void;
  readonly app: string;
  /** Absolute folder of the prompts. */
  readonly sounds: string;
  readonly failover: Failover;
  readonly log: Log;
  readonly dialling: Pick<AriOptions, 'routes' | 'transferKey'>;
}
