import { type OfflineRequest, type OfflineRequestStore, TelephonyError } from '../../engine/ports.ts';
import { OFFLINE_REQUEST_KEY } from '../offline-requests.ts';
import type { VirtualClock } from './clock.ts';
import type { Link } from './link.ts';

/** The simulated Asterisk's own database. */
export class SimulatedOfflineRequests implements OfflineRequestStore {
  /** By key. */
  readonly entries = new Map<string, string>();
  /** Grows with every request. */
  requests = 0;
  #made = 0;
  #failures = 0;
  readonly #clock: VirtualClock;
  readonly #link: Link;

  constructor(clock: VirtualClock, link: Link) {
    this.#clock = clock;
    this.#link = link;
  }

  /** Makes the next removals reject. */
  failRemovals(count: number): void {
    this.#failures = count;
  }

  /** The dialplan keeps the number that a caller of `line` leaves. */
  keep(line: string, number: string, own: string): void {
    this.#made += 1;
    const seconds = Math.floor(this.#clock.now().wall / 1000);
    this.entries.set(`simulated.${this.#made}`, `${line}|${number}|${own}|${seconds}`);
  }

  async awayEntries(): Promise<readonly OfflineRequest[]> {
    this.#check();
    const broken = ({ text }: OfflineRequest) => /[\r\n]/.test(text);
    const entries = [...this.entries].map(([key, text]) => ({ key, text }));
    return entries.map((entry) => (broken(entry) ? { key: '', text: '' } : entry));
  }

  async removeAway(key: string): Promise<void> {
    this.#check();
    if (!OFFLINE_REQUEST_KEY.test(key))
      throw new TelephonyError('REFUSED', `no key: ${key}`, 'nothing to do');
    if (this.#failures > 0) {
      this.#failures -= 1;
      throw new TelephonyError('TIMED_OUT', 'the removal was made to fail', 'nothing to do');
    }
    this.entries.delete(key);
  }

  #check(): void {
    this.requests += 1;
    if (this.#link.isDown)
      throw new TelephonyError('LINK_DOWN', 'the link to Asterisk is down', 'nothing to do');
  }
}
