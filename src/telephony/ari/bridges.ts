import type { BridgeId, LegId } from '../../core/ids.ts';
import type { AriEvent } from './events.ts';

/** The bridges that `connect` has made over this link, and who of those in them has pressed hold. */
export class Bridges {
  readonly #legs = new Map<BridgeId, readonly LegId[]>();
  readonly #holding = new Set<LegId>();

  /** `legs`: the caller's first. */
  connected(bridge: BridgeId, legs: readonly LegId[]): void {
    this.#legs.set(bridge, legs);
  }

  forget(bridge: BridgeId): void {
    for (const leg of this.#legs.get(bridge) ?? []) this.#holding.delete(leg);
    this.#legs.delete(bridge);
  }

  /** A new link: nobody knows who has pressed hold, or has resumed, while there was none. */
  forgetAll(): void {
    this.#legs.clear();
    this.#holding.clear();
  }

  /** Legs of bridges that are there stay noted when they end: a phone that dies on hold leaves its bridge as one that holds. */
  take(event: AriEvent): void {
    if (event.type === 'ChannelHold') this.#holding.add(event.channel.id);
    else if (event.type === 'ChannelUnhold') this.#holding.delete(event.channel.id);
    else if (event.type === 'ChannelDestroyed') this.#forgetAlone(event.channel.id);
  }

  /** Who must leave a bridge before it is ended: the caller, and all that are there where somebody holds, or held at the end. Undefined for a bridge that was made before this link. */
  toTakeOut(bridge: BridgeId, isThere: (leg: LegId) => boolean): readonly LegId[] | undefined {
    const legs = this.#legs.get(bridge);
    if (legs === undefined) return undefined;
    const there = legs.filter(isThere);
    if (legs.some((leg) => this.#holding.has(leg))) return there;
    return there.filter((leg) => leg === legs[0]);
  }

  #forgetAlone(leg: LegId): void {
    const isIn = [...this.#legs.values()].some((legs) => legs.includes(leg));
    if (!isIn) this.#holding.delete(leg);
  }
}
