import type { LegId } from '../../core/ids.ts';
import { type Log, TelephonyError, type TelephonyEvent } from '../../engine/ports.ts';
import type { AriConnection } from './client.ts';
import { isGone } from './errors.ts';
import type { FoundLeg } from './legs.ts';

/** RING_GUARD in the dialplan: so many seconds without a beat, and a caller who is still ringing is Asterisk's own again. */
const GUARD_S = 6;

/** The dialplan hands callers over for a few seconds only, so that nobody rings for ever should the engine freeze. Whoever
 * rings is kept by renewing that with each beat, and for good once answered. */
export class RingGuards {
  readonly #callers = new Map<LegId, 'ringing' | 'answered'>();
  /** Renewals under way. */
  readonly #renewing = new Map<LegId, Promise<void>>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  take(event: TelephonyEvent): void {
    if (event.type === 'callArrived') this.#callers.set(event.leg, 'ringing');
    if (event.type === 'legEnded') this.#callers.delete(event.leg);
  }

  /** What a new link has found: who was answered may be guarded still. */
  adopt(found: readonly FoundLeg[]): void {
    this.#callers.clear();
    for (const { leg, dialled, answered } of found) {
      if (!dialled) this.#callers.set(leg, answered ? 'answered' : 'ringing');
    }
  }

  /** The caller is about to be answered, and may wait as long as it takes. Asterisk has taken it when this resolves; until then
   * nothing may be played to the leg. Rejects never: the next beat tries again. */
  async lift(connection: AriConnection, leg: LegId): Promise<void> {
    if (!this.#callers.has(leg)) return;
    this.#callers.set(leg, 'answered');
    // of the two this one must come last
    await this.#renewing.get(leg);
    await this.#set(connection, leg, 0);
  }

  /** Rejects never. */
  async beat(connection: AriConnection): Promise<void> {
    const callers = [...this.#callers];
    await Promise.all(
      callers.map(([leg, is]) =>
        is === 'answered' ? this.#set(connection, leg, 0) : this.#renew(connection, leg),
      ),
    );
  }

  async #renew(connection: AriConnection, leg: LegId): Promise<void> {
    const renewed = this.#set(connection, leg, GUARD_S);
    this.#renewing.set(leg, renewed);
    await renewed;
    if (this.#renewing.get(leg) === renewed) this.#renewing.delete(leg);
  }

  async #set(connection: AriConnection, leg: LegId, seconds: number): Promise<void> {
    try {
      const variable = 'TIMEOUT(absolute)';
      await connection.request('channels', 'setChannelVar', {
        channelId: leg,
        variable,
        value: String(seconds),
      });
      if (seconds === 0) this.#callers.delete(leg);
    } catch (error) {
      if (isGone(error)) return;
      const cause = error instanceof TelephonyError ? error.message : String(error);
      this.#log.warn("a caller's guard was not renewed or lifted", { leg, seconds, cause });
    }
  }
}
