import type { Command } from '../../core/commands.ts';
import type { PlaybackId } from '../../core/ids.ts';
import { TelephonyError } from '../../engine/ports.ts';
import type { VirtualClock } from './clock.ts';
import type { Bridge, Playback, SimulatedLeg } from './legs.ts';
import type { Link } from './link.ts';
import type { Network } from './network.ts';
import type { Durations, PromptSound } from './track.ts';

/** From the request to the first sound, and from the request to stop to silence: as measured, in ms. */
const START_MS = 2;
const STOP_MS = 5;

/** Plays prompts to legs and bridges, on each one after another as Asterisk does. */
export class Player {
  readonly #clock: VirtualClock;
  readonly #link: Link;
  readonly #network: Network;
  readonly #durations: Durations;

  constructor(clock: VirtualClock, link: Link, network: Network, durations: Durations) {
    this.#clock = clock;
    this.#link = link;
    this.#network = network;
    this.#durations = durations;
  }

  /** TelephonyError REFUSED where the id is taken, LEG_GONE or NOT_FOUND where there is nobody to play to. */
  play(command: Extract<Command, { do: 'play' }>): void {
    const on = this.#target(command.on);
    if (this.#network.playbacks.has(command.playback)) {
      throw new TelephonyError('REFUSED', `playback ${command.playback} is there already`, 'use a new id');
    }
    if (command.thenReassure && on.kind === 'leg') on.reassures = command.language;
    const sounds = this.#soundsOf(command);
    const playback: Playback = {
      id: command.playback,
      on,
      begin: () => this.#begin(playback, sounds),
      sounding: null,
      cancel: () => undefined,
    };
    this.#network.playbacks.set(playback.id, playback);
    on.playbacks.push(playback);
    if (on.playbacks[0] === playback) playback.cancel = this.#clock.after(START_MS, playback.begin);
  }

  /** No error where it has ended already. */
  stop(id: PlaybackId): void {
    const playback = this.#network.playbacks.get(id);
    if (playback === undefined) return;
    this.#clock.after(STOP_MS, () => {
      if (this.#network.playbacks.get(id) === playback) this.#end(playback, 'stopped');
    });
  }

  /** Stops everything that is played there, because the leg or the bridge ends. */
  silence(on: SimulatedLeg | Bridge): void {
    for (const playback of on.playbacks.splice(0)) {
      const isKnown = this.#network.playbacks.has(playback.id);
      this.#forget(playback);
      // the dialplan's own is nothing that the application hears of
      if (!isKnown) continue;
      this.#link.soon({ type: 'playEnded', playback: playback.id, outcome: 'stopped' });
    }
  }

  #target(on: Extract<Command, { do: 'play' }>['on']): SimulatedLeg | Bridge {
    if ('leg' in on) return this.#network.leg(on.leg);
    const bridge = this.#network.bridges.get(on.bridge);
    if (bridge === undefined)
      throw new TelephonyError('NOT_FOUND', `no bridge ${on.bridge}`, 'nothing to do');
    return bridge;
  }

  /** Asterisk skips a missing file of a list silently. */
  #soundsOf(command: Extract<Command, { do: 'play' }>): PromptSound[] {
    const { language, playback, prompts } = command;
    return prompts.flatMap((prompt, index) => {
      const durationMs = this.#durations(prompt, language);
      return durationMs === undefined ? [] : [{ playback, prompt, language, index, durationMs }];
    });
  }

  #begin(playback: Playback, sounds: readonly PromptSound[]): void {
    if (sounds.length === 0) {
      this.#end(playback, 'failed');
      return;
    }
    const { on } = playback;
    if (on.kind === 'bridge' && [...on.legs].some((leg) => leg.held)) on.musicLost = true;
    // after early media a caller hears no more ringing
    if (on.kind === 'leg' && !on.answered) on.ringing = false;
    if (on.kind === 'leg') this.#network.music.end(on);
    this.#link.now({ type: 'playStarted', playback: playback.id });
    this.#sound(playback, sounds);
  }

  #sound(playback: Playback, [next, ...rest]: readonly PromptSound[]): void {
    if (next === undefined) {
      this.#end(playback, 'done');
      return;
    }
    playback.sounding = next;
    playback.cancel = this.#clock.after(next.durationMs, () => this.#sound(playback, rest));
    this.#network.refresh(playback.on);
  }

  #end(playback: Playback, outcome: 'done' | 'stopped' | 'failed'): void {
    const { on } = playback;
    const first = on.playbacks[0] === playback;
    on.playbacks.splice(on.playbacks.indexOf(playback), 1);
    this.#forget(playback);
    if (on.kind === 'leg' && on.playbacks.length === 0) this.#network.music.begin(on);
    this.#network.refresh(on);
    this.#link.now({ type: 'playEnded', playback: playback.id, outcome });
    const next = on.playbacks[0];
    if (first && next !== undefined) next.cancel = this.#clock.after(START_MS, next.begin);
    if (next === undefined && on.kind === 'leg') for (const call of on.whenQuiet.splice(0)) call();
  }

  #forget(playback: Playback): void {
    playback.cancel();
    playback.sounding = null;
    this.#network.playbacks.delete(playback.id);
  }
}
