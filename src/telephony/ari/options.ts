import type { Log } from '../../engine/ports.ts';
import type { LineQuality } from '../line-quality.ts';
import type { AriAddress } from './client.ts';

/** Where Asterisk is and what it calls things. */
export interface AriOptions extends AriAddress {
  /** Absolute folder with `<language>/<prompt>.wav`. */
  readonly sounds: string;
  /** Name of the SIP endpoint that leads to the outside. */
  readonly trunk: string;
  /** Global variables that the dialplan reads while the engine is away: asked for at each connection, and by `setVariables`. */
  variables(): Readonly<Record<string, string>>;
  readonly log: Log;
  /** Reports calls whose sound arrives badly. */
  readonly lines?: LineQuality;
}
