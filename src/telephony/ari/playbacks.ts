import type { BridgeId, LegId, PlaybackId } from '../../core/ids.ts';
import type { TelephonyEvent } from '../../engine/ports.ts';
import type { AriEvent } from './events.ts';

/** Whom a playback is for. */
export type Listener = { readonly leg: LegId } | { readonly bridge: BridgeId };

interface Playback {
  readonly on: Listener;
  started: boolean;
  stopping: boolean;
}

/** All playbacks that have been accepted and not ended, and what Asterisk's events say about them. */
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

  /** A playback is going to be ordered; its events may come before the answer to the request. */
  expect(id: PlaybackId, on: Listener): void {
    this.#playbacks.set(id, { on, started: false, stopping: false });
  }

  /** A playback was found to be there. */
  adopt(id: PlaybackId, on: Listener, started: boolean): void {
    if (!this.#playbacks.has(id)) this.#playbacks.set(id, { on, started, stopping: false });
  }

  /** It never came to be, or ended unseen. */
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

  /** The bridge is being ended, and with it what is played to it. */
  markBridgeEnding(bridge: BridgeId): void {
    for (const playback of this.#playbacks.values()) {
      if ('bridge' in playback.on && playback.on.bridge === bridge) playback.stopping = true;
    }
  }

  /** What is still open on a leg ends with it. */
  endOfLeg(leg: LegId): TelephonyEvent[] {
    return this.#endAll((on) => 'leg' in on && on.leg === leg);
  }

  endOfBridge(bridge: BridgeId): TelephonyEvent[] {
    return this.#endAll((on) => 'bridge' in on && on.bridge === bridge);
  }

  /** What the engine is to be told of this event. A list of prompts gives a PlaybackStarted for each of them. */
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
