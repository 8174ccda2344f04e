import type { LegId } from '../../core/ids.ts';
import type { HangupCause } from '../../core/legs.ts';
import type { TelephonyEvent } from '../../engine/ports.ts';
import type { OutgoingRoute } from './options.ts';

/** A call to a customer that no phone rings for yet. */
interface Attempt {
  readonly route: OutgoingRoute;
  readonly rest: readonly OutgoingRoute[];
  /** Calls the customer by the next trunk. */
  readonly callBy: (routes: readonly OutgoingRoute[]) => void;
  readonly timer: NodeJS.Timeout | undefined;
  /** The trunk has said nothing for too long, and the call by it is being ended. */
  late: boolean;
}

/** SIP's own status for a peer that does not answer. */
const NO_ANSWER = 408;

/** What the customer's own phone or network says: the call has come there, even if its ringing was reported while the link was away. */
const OF_CUSTOMER: ReadonlySet<HangupCause> = new Set(['busy', 'refused', 'invalidNumber', 'hungUp']);

/** Calls customers by the next trunk where one does not take the call: it refuses, or nothing rings for a while. The engine hears of one
 * leg, and besides which trunk has refused. */
export class Failover {
  readonly #attempts = new Map<LegId, Attempt>();
  /** Legs for which the next trunk is being tried. */
  readonly #changing = new Set<LegId>();
  readonly #report: (event: TelephonyEvent) => void;

  constructor(report: (event: TelephonyEvent) => void) {
    this.#report = report;
  }

  /** A customer is called by the first of these routes.
   * @param callBy calls by the others
   * @param end ends the call that nobody has taken */
  begin(
    leg: LegId,
    [route, ...rest]: readonly OutgoingRoute[],
    callBy: (routes: readonly OutgoingRoute[]) => void,
    end: () => void,
  ): void {
    if (!route) return;
    const late = () => {
      const attempt = this.#attempts.get(leg);
      if (attempt) attempt.late = true;
      end();
    };
    const timer = rest.length > 0 ? setTimeout(late, route.nextAfterMs) : undefined;
    this.#attempts.set(leg, { route, rest, callBy, timer, late: false });
  }

  /** The engine ends the leg: no other trunk is tried. */
  forget(leg: LegId): void {
    this.#changing.delete(leg);
    this.drop(leg);
  }

  /** The call by a trunk is over, or was never made. */
  drop(leg: LegId): void {
    clearTimeout(this.#attempts.get(leg)?.timer);
    this.#attempts.delete(leg);
  }

  /** Whether the engine still wants the customer called by another trunk. */
  wants(leg: LegId): boolean {
    return this.#changing.has(leg);
  }

  /** Whether the event is none for the engine: another trunk is tried. */
  takes(event: TelephonyEvent): boolean {
    if (event.type !== 'legRinging' && event.type !== 'legAnswered' && event.type !== 'legEnded')
      return false;
    const attempt = this.#attempts.get(event.leg);
    if (!attempt) return false;
    this.forget(event.leg);
    if (event.type !== 'legEnded') return false;
    const { route, rest, late, callBy } = attempt;
    if (event.how !== 'trunkRefused' && (!late || OF_CUSTOMER.has(event.how))) return false;
    const status = late ? NO_ANSWER : (event.sipStatus ?? 0);
    this.#report({ type: 'trunkRefused', trunk: route.trunk, status });
    if (rest.length === 0) return false;
    this.#changing.add(event.leg);
    callBy(rest);
    return true;
  }

  stop(): void {
    for (const leg of [...this.#attempts.keys()]) this.forget(leg);
  }
}
