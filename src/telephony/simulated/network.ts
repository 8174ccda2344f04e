import type { Command } from '../../core/commands.ts';
import type { BridgeId, LegId, PlaybackId } from '../../core/ids.ts';
import { TelephonyError } from '../../engine/ports.ts';
import { LineQuality } from '../line-quality.ts';
import type { VirtualClock } from './clock.ts';
import {
  type Bridge,
  type EndOfLeg,
  type NewLeg,
  type Playback,
  type SimulatedLeg,
  simulatedRefusal,
} from './legs.ts';
import type { Link } from './link.ts';
import { noteSpokenOver, soundingOn, soundsOf } from './sounds.ts';
import { TalkDetection } from './talk-detection.ts';
import { type Durations, Track } from './track.ts';
import { SimulatedWaitingMusic } from './waiting-music.ts';

/** Everything that exists in the simulated Asterisk, and who hears whom. */
export class Network {
  readonly legs = new Map<LegId, SimulatedLeg>();
  readonly bridges = new Map<BridgeId, Bridge>();
  readonly playbacks = new Map<PlaybackId, Playback>();
  /** Every leg so far, in the order in which they came. */
  readonly history: SimulatedLeg[] = [];
  readonly quality = new LineQuality();
  /** By name, of which leg, and since when. */
  readonly recordings = new Map<string, { readonly leg: SimulatedLeg; readonly from: number }>();
  readonly #clock: VirtualClock;
  readonly #link: Link;
  readonly music: SimulatedWaitingMusic;

  constructor(clock: VirtualClock, link: Link, durations: Durations) {
    this.music = new SimulatedWaitingMusic(clock, durations, (leg) => this.refresh(leg));
    this.#clock = clock;
    this.#link = link;
    this.quality.listen((event) => link.now(event));
  }

  /** The leg of that id; TelephonyError LEG_GONE where there is none (any more). */
  leg(id: LegId): SimulatedLeg {
    const leg = this.legs.get(id);
    if (leg === undefined || !leg.inStasis)
      throw new TelephonyError('LEG_GONE', `leg ${id} is gone`, 'nothing to do');
    return leg;
  }

  /** The numbers of all who have rung in. */
  get callers(): string[] {
    return [...this.legs.values()].flatMap(({ caller }) => caller?.from ?? []);
  }

  addLeg(given: NewLeg): SimulatedLeg {
    const leg: SimulatedLeg = {
      kind: 'leg',
      ...given,
      beganAt: this.#clock.now().mono,
      track: new Track(),
      talk: new TalkDetection(this.#clock, (event) => this.#link.now({ ...event, leg: given.id })),
      answered: false,
      answeredAt: null,
      inStasis: true,
      guarded: false,
      ringing: false,
      held: false,
      holds: [],
      spokenOver: [],
      mute: false,
      reassures: null,
      reassuring: null,
      endMusic: () => undefined,
      place: 'stasis',
      playbacks: [],
      whenQuiet: [],
      gone: false,
      endedAt: null,
      ended: null,
    };
    this.#link.begins(leg.id);
    this.legs.set(leg.id, leg);
    this.history.push(leg);
    this.refresh(leg);
    return leg;
  }

  /** The dialplan lets the caller ring for ever. */
  unguard(id: LegId): void {
    const leg = this.legs.get(id);
    if (leg) leg.guarded = false;
  }

  /** Carries out `listen`. */
  listen({ leg: id, on }: Extract<Command, { do: 'listen' }>): void {
    const leg = this.legs.get(id);
    if (leg === undefined) return;
    const carryOut = () => (on ? leg.talk.listen() : leg.talk.ignore());
    if (leg.playbacks.length === 0) carryOut();
    else leg.whenQuiet.push(carryOut);
  }

  /** TelephonyError LEG_GONE where there is no such leg, REFUSED where there is such a recording, or one of the leg going on. */
  record(id: LegId, name: string): void {
    const leg = this.leg(id);
    const twice = this.recordings.has(name) || [...this.recordings.values()].some((one) => one.leg === leg);
    if (twice || !/^[\w-]+(\/[\w-]+)*$/.test(name)) {
      throw new TelephonyError('REFUSED', `recording ${name} cannot be made`, 'use another name');
    }
    this.recordings.set(name, { leg, from: this.#clock.now().mono });
  }

  /** The bridge of that id, made where it is not there yet. */
  bridge(id: BridgeId): Bridge {
    const known = this.bridges.get(id);
    if (known !== undefined) return known;
    const bridge: Bridge = { kind: 'bridge', id, legs: new Set(), playbacks: [], musicLost: false };
    this.bridges.set(id, bridge);
    return bridge;
  }

  /** The hold in this bridge goes on in silence. */
  loseMusic(bridge: Bridge): void {
    bridge.musicLost = true;
    this.refresh(bridge);
  }

  /** Moves the leg from where it is to `place`. */
  move(leg: SimulatedLeg, place: SimulatedLeg['place']): void {
    if (leg.place === place) return;
    const before = leg.place;
    if (typeof before !== 'string') before.legs.delete(leg);
    leg.place = place;
    // where music begins without a prompt, it has no words
    leg.reassures = null;
    this.music.end(leg);
    if (typeof place !== 'string') {
      place.legs.add(leg);
      if ([...place.legs].some(({ held }) => held)) place.musicLost = true;
    }
    this.refresh(leg);
    if (typeof before !== 'string') this.refresh(before);
  }

  change(
    leg: SimulatedLeg,
    change: Partial<Pick<SimulatedLeg, 'answered' | 'ringing' | 'held' | 'mute'>>,
  ): void {
    Object.assign(leg, change);
    const now = this.#clock.now().mono;
    if (change.answered) leg.answeredAt = now;
    if (change.held) leg.holds.push({ from: now, to: Number.POSITIVE_INFINITY });
    if (change.held === false) for (const hold of leg.holds.slice(-1)) hold.to = now;
    // a phone that holds sends nothing
    leg.talk.arrives(leg.answered && !leg.held && !leg.mute);
    if (change.held !== undefined && typeof leg.place !== 'string') {
      leg.place.musicLost = change.held && soundingOn(leg.place) !== null;
      for (const other of leg.place.legs) this.music.begin(other);
    }
    this.refresh(leg);
  }

  /** Removes the leg; the report follows in a millisecond. Its playbacks must have ended before. */
  end(leg: SimulatedLeg, ended: EndOfLeg): void {
    const { how, cause, reason } = ended;
    leg.gone = true;
    leg.endedAt = this.#clock.now().mono;
    leg.ended = ended;
    this.legs.delete(leg.id);
    const { place } = leg;
    if (typeof place !== 'string') place.legs.delete(leg);
    this.music.end(leg);
    leg.track.end(this.#clock.now().mono);
    noteSpokenOver(leg, leg.endedAt);
    leg.talk.arrives(false);
    this.quality.forget(leg.id);
    if (typeof place !== 'string') this.refresh(place);
    for (const call of leg.whenQuiet.splice(0)) call();
    const why = simulatedRefusal(leg, ended);
    if (leg.inStasis) this.#link.soon({ type: 'legEnded', leg: leg.id, how, cause, ...why });
    leg.onEnd(reason);
  }

  /** Updates what is heard from now on, on this leg and on those bridged with it. */
  refresh(of: SimulatedLeg | Bridge): void {
    const at = this.#clock.now().mono;
    const bridge = of.kind === 'bridge' ? of : of.place;
    const legs = typeof bridge === 'string' ? [] : [...bridge.legs];
    for (const leg of of.kind === 'leg' && !legs.includes(of) ? [of, ...legs] : legs) {
      leg.track.set(soundsOf(leg), at);
      noteSpokenOver(leg, at);
    }
  }
}
