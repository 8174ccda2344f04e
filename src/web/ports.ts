import type { OutageId } from '../core/ids.ts';
import type { OutageState, OutageWish } from '../core/outage/state.ts';
import type { TakenOff } from '../engine/desk.ts';

/** What the API orders of the running engine. Each promise resolves when that is kept, and rejects where it cannot be. */
export interface ApiDesk {
  outages(): OutageState[];
  putOnOutage(wish: OutageWish): Promise<OutageState>;
  takeOffOutage(id: OutageId, by: string): Promise<TakenOff>;
  /** False where nothing was known of this number (E.164). */
  forgetCustomer(number: string, by: string): Promise<boolean>;
}

/** All that the API needs to know, and whom it asks. */
export interface ApiPorts {
  readonly desk: ApiDesk;
  /** The numbers of the lines that are in force. */
  lines(): readonly string[];
  /** How the E.164 numbers of an area begin; null for what begins no number. */
  areaOf(raw: string): string | null;
  /** A customer's number as E.164; null for what is none. */
  numberOf(raw: string): string | null;
  /** UTC ms. */
  now(): number;
}
