import type { LegId } from '../../core/ids.ts';
import type { Log, TelephonyEvent } from '../../engine/ports.ts';
import { messageOf } from '../../util/errors.ts';
import type { AriConnection } from './client.ts';
import { isGone } from './errors.ts';
import type { FoundLeg } from './legs.ts';

/** RING_GUARD in the dialplan, in seconds: without a renewal for that long, Asterisk takes back a caller who still hears ringing. */
const RING_TIMEOUT_S = 6;

/** The dialplan gives a new caller a timeout of a few seconds, so that no caller hears ringing for ever if the engine freezes. The
 * engine renews the timeout while the caller hears ringing, and clears it once it has answered. */
export class RingTimeouts {
  readonly #callers = new Map<LegId, 'ringing' | 'answered'>();
  /** Renewals under way, and what clears a timeout. */
  readonly #renewing = new Map<LegId, Promise<unknown>>();
  readonly #clearing = new Map<LegId, Promise<void>>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** A caller whom Asterisk reports as answered has the timeout cleared, also where the answer's own request has failed. */
  take(event: TelephonyEvent, connection: AriConnection | undefined): void {
    if (event.type === 'callArrived') this.#callers.set(event.leg, 'ringing');
    if (event.type === 'legAnswered' && connection) void this.clear(connection, event.leg);
    if (event.type === 'legEnded') this.#callers.delete(event.leg);
  }

  /** Takes over the legs that a new link has found. An answered caller may still have a timeout. */
  adopt(found: readonly FoundLeg[]): void {
    this.#callers.clear();
    for (const { leg, dialled, answered } of found) {
      if (!dialled) this.#callers.set(leg, answered ? 'answered' : 'ringing');
    }
  }

  /** Clears the timeout of a caller who has been answered. When this resolves Asterisk has cleared it; until then nothing may
   * be played to the leg. Never rejects: tries twice, for during a prompt the timeout could not be cleared any more, and the next
   * `renewAll` tries again. */
  async clear(connection: AriConnection, leg: LegId): Promise<void> {
    if (!this.#callers.has(leg)) return;
    const clearing = this.#clearing.get(leg) ?? this.#clear(connection, leg);
    this.#clearing.set(leg, clearing);
    await clearing;
    this.#clearing.delete(leg);
  }

  async #clear(connection: AriConnection, leg: LegId): Promise<void> {
    this.#callers.set(leg, 'answered');
    // a renewal that arrives later would set the timeout again
    await this.#renewing.get(leg);
    if (!(await this.#set(connection, leg, 0))) await this.#set(connection, leg, 0);
  }

  /** Renews the timeout of each caller who hears ringing. Never rejects. */
  async renewAll(connection: AriConnection): Promise<void> {
    const callers = [...this.#callers];
    await Promise.all(
      callers.map(([leg, is]) =>
        is === 'answered' ? this.#set(connection, leg, 0) : this.#renew(connection, leg),
      ),
    );
  }

  async #renew(connection: AriConnection, leg: LegId): Promise<void> {
    const renewed = this.#set(connection, leg, RING_TIMEOUT_S);
    this.#renewing.set(leg, renewed);
    await renewed;
    if (this.#renewing.get(leg) === renewed) this.#renewing.delete(leg);
  }

  /** False where it has to be tried again. */
  async #set(connection: AriConnection, leg: LegId, seconds: number): Promise<boolean> {
    try {
      const variable = 'TIMEOUT(absolute)';
      await connection.request('channels', 'setChannelVar', {
        channelId: leg,
        variable,
        value: String(seconds),
      });
      if (seconds === 0) this.#callers.delete(leg);
      return true;
    } catch (error) {
      if (isGone(error)) return true;
      this.#log.warn("a caller's ringing timeout could not be set", {
        leg,
        seconds,
        cause: messageOf(error),
      });
      return false;
    }
  }
}
