import type { HangUpReason } from '../../core/commands.ts';
import type { AgentId, BridgeId, LegId, PlaybackId } from '../../core/ids.ts';
import type { HangupCause } from '../../core/legs.ts';
import { type SnapshotLeg, TelephonyError } from '../../engine/ports.ts';
import { LineQuality } from '../line-quality.ts';
import type { VirtualClock } from './clock.ts';
import type { Link } from './link.ts';
import { TalkDetection } from './talk-detection.ts';
import { type HeardSound, type PromptSound, Track } from './track.ts';

/** A prompt list on its way to a leg or a bridge; `sounding` is null before it starts. */
export interface Playback {
  readonly id: PlaybackId;
  readonly on: SimulatedLeg | Bridge;
  /** Starts it when its turn has come. */
  readonly begin: () => void;
  sounding: PromptSound | null;
  /** Cancels the timer that it waits for. */
  cancel: () => void;
}

/** Asterisk's end of one party's connection. */
export interface SimulatedLeg {
  readonly kind: 'leg';
  readonly id: LegId;
  readonly party: string;
  readonly direction: 'in' | 'out';
  /** Of a call in from outside. */
  readonly caller?: SnapshotLeg['caller'];
  /** Of a leg to an agent's phone. */
  readonly agent?: AgentId;
  readonly track: Track;
  /** What the party says, as Asterisk notices it. */
  readonly talk: TalkDetection;
  answered: boolean;
  /** The party hears ringing (a caller), or its phone rings (a phone). */
  ringing: boolean;
  held: boolean;
  /** Nothing of the party's sound arrives, not even silence. */
  mute: boolean;
  /** `stasis`: in no bridge, in silence. `wait`: alone with the music. `waitTwice`: put there once more, which in Asterisk
   * ends the music. */
  place: 'stasis' | 'wait' | 'waitTwice' | Bridge;
  /** The first one sounds, the others wait their turn. */
  readonly playbacks: Playback[];
  /** Called once when no playback is left or the leg is gone. */
  readonly whenQuiet: (() => void)[];
  /** Called as the leg ends; `reason` where the engine ended it. */
  readonly onEnd: (reason: HangUpReason | null) => void;
  gone: boolean;
  /** When it ended. */
  endedAt: number | null;
}

export interface Bridge {
  readonly kind: 'bridge';
  readonly id: BridgeId;
  readonly legs: Set<SimulatedLeg>;
  readonly playbacks: Playback[];
  /** There is no music for the whole of this hold: it began before the bridge, or met a prompt that was played to the
   * bridge. A prompt to the leg alone does not bring it back. */
  musicLost: boolean;
}

export type NewLeg = Pick<SimulatedLeg, 'id' | 'party' | 'direction' | 'caller' | 'agent' | 'onEnd'>;

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

  constructor(clock: VirtualClock, link: Link) {
    this.#clock = clock;
    this.#link = link;
    this.quality.listen((event) => link.now(event));
  }

  /** The leg of that id; TelephonyError LEG_GONE where there is none (any more). */
  leg(id: LegId): SimulatedLeg {
    const leg = this.legs.get(id);
    if (leg === undefined) throw new TelephonyError('LEG_GONE', `leg ${id} is gone`, 'nothing to do');
    return leg;
  }

  addLeg(given: NewLeg): SimulatedLeg {
    const leg: SimulatedLeg = {
      kind: 'leg',
      ...given,
      track: new Track(),
      talk: new TalkDetection(this.#clock, (event) => this.#link.now({ ...event, leg: given.id })),
      answered: false,
      ringing: false,
      held: false,
      mute: false,
      place: 'stasis',
      playbacks: [],
      whenQuiet: [],
      gone: false,
      endedAt: null,
    };
    this.legs.set(leg.id, leg);
    this.history.push(leg);
    this.refresh(leg);
    return leg;
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
    if (typeof place !== 'string') {
      place.legs.add(leg);
      if (leg.held) place.musicLost = true;
    }
    this.refresh(leg);
    if (typeof before !== 'string') this.refresh(before);
  }

  change(
    leg: SimulatedLeg,
    change: Partial<Pick<SimulatedLeg, 'answered' | 'ringing' | 'held' | 'mute'>>,
  ): void {
    Object.assign(leg, change);
    // a phone that holds sends nothing
    leg.talk.arrives(leg.answered && !leg.held && !leg.mute);
    if (change.held !== undefined && typeof leg.place !== 'string') {
      leg.place.musicLost = change.held && soundingOn(leg.place) !== null;
    }
    this.refresh(leg);
  }

  /** Removes the leg; the report follows in a millisecond. Its playbacks must have ended before. */
  end(leg: SimulatedLeg, how: HangupCause, cause: number, reason: HangUpReason | null): void {
    leg.gone = true;
    leg.endedAt = this.#clock.now().mono;
    this.legs.delete(leg.id);
    const { place } = leg;
    if (typeof place !== 'string') place.legs.delete(leg);
    leg.track.end(this.#clock.now().mono);
    leg.talk.arrives(false);
    this.quality.forget(leg.id);
    if (typeof place !== 'string') this.refresh(place);
    for (const call of leg.whenQuiet.splice(0)) call();
    this.#link.soon({ type: 'legEnded', leg: leg.id, how, cause });
    leg.onEnd(reason);
  }

  /** Updates what is heard from now on, on this leg and on those bridged with it. */
  refresh(of: SimulatedLeg | Bridge): void {
    const at = this.#clock.now().mono;
    const bridge = of.kind === 'bridge' ? of : of.place;
    if (of.kind === 'leg') of.track.set(soundsOf(of), at);
    if (typeof bridge !== 'string') for (const leg of bridge.legs) leg.track.set(soundsOf(leg), at);
  }
}

/** What Asterisk sends to this leg: a prompt on the leg itself comes before everything else, and a held phone gets nothing. */
function soundsOf(leg: SimulatedLeg): HeardSound[] {
  if (leg.held) return [];
  const prompt = soundingOn(leg);
  if (prompt !== null) return [prompt];
  if (!leg.answered) return leg.ringing ? ['ringing'] : [];
  if (leg.place === 'wait') return ['music'];
  return typeof leg.place === 'string' ? [] : soundsInBridge(leg, leg.place);
}

/** The other's hold gives music; a leg that a prompt is played to is not heard meanwhile; a prompt to the bridge is heard
 * along with the others. */
function soundsInBridge(leg: SimulatedLeg, bridge: Bridge): HeardSound[] {
  const sounds: HeardSound[] = [];
  const prompt = soundingOn(bridge);
  if (prompt !== null) sounds.push(prompt);
  for (const other of bridge.legs) {
    if (other === leg || !other.answered) continue;
    if (!other.held && !other.mute && soundingOn(other) === null) sounds.push({ party: other.party });
    if (other.held && prompt === null && !bridge.musicLost) sounds.push('music');
  }
  return sounds;
}

function soundingOn(target: SimulatedLeg | Bridge): PromptSound | null {
  return target.playbacks[0]?.sounding ?? null;
}
