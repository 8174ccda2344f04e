import type { BridgeId, LegId, PlaybackId } from '../../core/ids.ts';
import type { TelephonyEvent } from '../../engine/ports.ts';
import type { AriEvent } from './events.ts';

/** Where a playback is heard. */
export type Listener = { readonly leg: LegId } | { readonly bridge: BridgeId };

interface Playback {
  readonly on: Listener;
  started: boolean;
  stopping: boolean;
}

/** All playbacks that Asterisk has accepted and not ended, and what its events mean for them. */
export class Playbacks {
  readonly #playbacks = new Map<PlaybackId, Playback>();
  readonly #isLeaving: (leg: LegId) => boolean;

  /** `isLeaving`: whether a leg is about to end, so that its playbacks do not count as failed. */
  constructor(isLeaving: (leg: LegId) => boolean) {
    this.#isLeaving = isLeaving;
  }

  has(id: PlaybackId): boolean {
    return this.#playbacks.has(id);
  }

  /** Adds a playback before it is requested: its events may come before the answer to the request. */
  expect(id: PlaybackId, on: Listener): void {
    this.#playbacks.set(id, { on, started: false, stopping: false });
  }

  /** Adds a playback that a new link has found. */
  adopt(id: PlaybackId, on: Listener, started: boolean): void {
    if (!this.#playbacks.has(id)) this.#playbacks.set(id, { on, started, stopping: false });
  }

  /** Removes a playback that was refused or has ended unnoticed. */
  forget(id: PlaybackId): void {
    this.#playbacks.delete(id);
  }

  forgetAll(): void {
    this.#playbacks.clear();
  }

  markStopping(id: PlaybackId): void {
    const playback = this.#playbacks.get(id);
    if (playback !== undefined) playback.stopping = true;
  }

  /** Notes that the engine is ending the bridge, and with it what is played to it. */
  markBridgeEnding(bridge: BridgeId): void {
    for (const playback of this.#playbacks.values()) {
      if ('bridge' in playback.on && playback.on.bridge === bridge) playback.stopping = true;
    }
  }

  /** Ends what is still being played to a leg that has ended. */
  endOfLeg(leg: LegId): TelephonyEvent[] {
    return this.#endAll((on) => 'leg' in on && on.leg === leg);
  }

  endOfBridge(bridge: BridgeId): TelephonyEvent[] {
    return this.#endAll((on) => 'bridge' in on && on.bridge === bridge);
  }

  /** What this event means for the engine. Asterisk sends a PlaybackStarted for each prompt of a list. */
  take(event: AriEvent): TelephonyEvent[] {
    if (event.type !== 'PlaybackStarted' && event.type !== 'PlaybackFinished') return [];
    const { id, state } = event.playback;
    const playback = this.#playbacks.get(id);
    if (playback === undefined) return [];
    if (event.type === 'PlaybackStarted') {
      if (playback.started) return [];
      playback.started = true;
      return [{ type: 'playStarted', playback: id }];
    }
    this.#playbacks.delete(id);
    return [{ type: 'playEnded', playback: id, outcome: this.#outcome(playback, state) }];
  }

  /** Asterisk says `done` where it was stopped, and `failed` where the listener hung up. */
  #outcome({ on, stopping }: Playback, state: string): 'done' | 'stopped' | 'failed' {
    if (stopping) return 'stopped';
    if (state !== 'failed') return 'done';
    return 'leg' in on && this.#isLeaving(on.leg) ? 'stopped' : 'failed';
  }

  #endAll(isOver: (on: Listener) => boolean): TelephonyEvent[] {
    const over = [...this.#playbacks].filter(([, { on }]) => isOver(on));
    return over.map(([playback]) => {
      this.#playbacks.delete(playback);
      return { type: 'playEnded', playback, outcome: 'stopped' };
    });
  }
}
