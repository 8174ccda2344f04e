import type { Address } from './types.ts';

/** What a station's scenario is written for. */
export interface ScenarioOptions {
  readonly local: Address;
  readonly server: Address;
  /** Digest user and password, for stations that register. */
  readonly account?: { readonly user: string; readonly secret: string };
}
