import type { Command, HangUpReason } from '../../core/commands.ts';
import type { AgentId } from '../../core/ids.ts';
import type { LegEnd } from '../../core/legs.ts';
import { TelephonyError } from '../../engine/ports.ts';
import type { LineReport } from '../lines.ts';
import type { SimulatedAway } from './away.ts';
import type { VirtualClock } from './clock.ts';
import type { Link } from './link.ts';
import type { Leg, Network } from './network.ts';
import type { Player } from './player.ts';
import { type Pickup, Station } from './station.ts';
import type { Heard } from './track.ts';

/** From one report of how sound has arrived to the next, in ms. */
const REPORT_MS = 5000;
/** From the INVITE to the first reply, in ms. */
const REPLY_MS = 3;

/** Brings phones and Asterisk together: calls in, calls out, and what parties do in them. */
export class Exchange {
  readonly agents = new Map<AgentId, Station>();
  readonly outside = new Map<string, Station>();
  /** Gets the calls to numbers that nobody has. */
  readonly otherCustomer: Station;
  onDeviceChange: (agent: AgentId) => void = () => undefined;
  #arrivals = 0;
  readonly #clock: VirtualClock;
  readonly #link: Link;
  readonly #network: Network;
  readonly #player: Player;
  readonly #away: SimulatedAway;

  constructor(
    clock: VirtualClock,
    link: Link,
    network: Network,
    player: Player,
    away: SimulatedAway,
    agents: readonly AgentId[],
  ) {
    this.#clock = clock;
    this.#link = link;
    this.#network = network;
    this.#player = player;
    this.#away = away;
    for (const agent of agents) this.agents.set(agent, new Station(this, agent, 'agent'));
    this.otherCustomer = new Station(this, 'other customer', 'outside');
  }

  /** A call from a phone to Asterisk; the dialplan turns it away where the application does not listen. */
  arrive(from: Station, number: string): void {
    if (!from.registered) throw new Error(`${from.name} is not registered`);
    if (!this.#link.up) {
      from.turnedAway += 1;
      if (from.kind === 'outside' && from.leaves !== null)
        this.#away.answer(number, numberOf(from), from.leaves);
      return;
    }
    this.#arrivals += 1;
    const leg = this.#network.addLeg({ id: `in-${this.#arrivals}`, ...this.#partyOf(from), direction: 'in' });
    from.take(leg);
    if (from.kind === 'agent') {
      this.#link.soon({ type: 'codeDialled', leg: leg.id, agent: from.name, code: number });
      this.deviceChanged(from);
    } else {
      this.#network.change(leg, { ringing: true });
      this.#link.soon({ type: 'callArrived', leg: leg.id, line: number, from: numberOf(from) });
    }
  }

  /** Carries out `dial`. TelephonyError REFUSED where there is a leg of that id. */
  dial(command: Extract<Command, { do: 'dial' }>): void {
    if (this.#network.legs.has(command.leg)) {
      throw new TelephonyError('REFUSED', `leg ${command.leg} is there already`, 'use a new id');
    }
    const { to } = command;
    const station = 'agent' in to ? this.agents.get(to.agent) : this.#customer(to.customer);
    if (station === undefined || station.leg !== null || !station.registered) {
      const leg = this.#network.addLeg({
        id: command.leg,
        party: station?.name ?? 'nobody',
        direction: 'out',
        onEnd: () => undefined,
      });
      if (station === undefined || station.leg === null) this.end(leg, 'unreachable', 20);
      else this.#clock.after(REPLY_MS, () => this.end(leg, 'busy', 17));
      return;
    }
    const leg = this.#network.addLeg({ id: command.leg, ...this.#partyOf(station), direction: 'out' });
    station.take(leg);
    this.#clock.after(REPLY_MS, () => this.#reply(leg, station, station.pickup));
    this.#clock.after(command.giveUpMs, () => {
      if (!leg.answered) this.end(leg, leg.ringing ? 'noAnswer' : 'unreachable', 19);
    });
  }

  pickUp(station: Station, leg: Leg): void {
    this.#network.change(leg, { answered: true, ringing: false });
    this.#link.soon({ type: 'legAnswered', leg: leg.id });
    this.deviceChanged(station);
  }

  /** Asterisk tells only changes: a second hold in a row is not reported. */
  hold(leg: Leg, held: boolean): void {
    if (leg.held === held) return;
    this.#network.change(leg, { held });
    this.#link.soon({ type: held ? 'legHeld' : 'legResumed', leg: leg.id });
  }

  mute(leg: Leg): void {
    this.#network.change(leg, { mute: true });
  }

  network(leg: Leg, brings: Omit<LineReport, 'leg'>): void {
    this.#clock.after(REPORT_MS, () => {
      if (!leg.gone && leg.answered && !leg.held && !leg.mute)
        this.#network.lines.take({ leg: leg.id, ...brings });
    });
  }

  press(leg: Leg, digit: string, inMs: number): void {
    this.#clock.after(inMs, () => {
      if (!leg.gone) this.#link.soon({ type: 'digit', leg: leg.id, digit });
    });
  }

  /** Ends a leg, whoever wants it; `reason` where it is the engine. */
  end(leg: Leg, how: LegEnd, cause: number, reason: HangUpReason | null = null): void {
    if (leg.gone) return;
    this.#player.silence(leg);
    this.#network.end(leg, how, cause, reason);
  }

  deviceChanged(station: Station): void {
    if (station.kind === 'agent') this.onDeviceChange(station.name);
  }

  heardBy(station: Station): Heard[] {
    const now = this.#clock.now().mono;
    return this.#network.history
      .filter((leg) => leg.party === station.name)
      .flatMap((leg) => leg.track.heard(now));
  }

  /** The phone with that number outside; a further one where it is in a call. */
  party(number: string): Station {
    for (let copy = 1; ; copy += 1) {
      const name = copy === 1 ? number : `${number}~${copy}`;
      const station = this.outside.get(name) ?? new Station(this, name, 'outside');
      this.outside.set(name, station);
      if (station.leg === null) return station;
    }
  }

  #reply(leg: Leg, station: Station, pickup: Pickup): void {
    if (leg.gone || pickup === 'vanish') return;
    if (pickup === 'busy') this.end(leg, 'busy', 17);
    else if (pickup === 'decline') this.end(leg, 'refused', 21);
    else if (pickup === 'unallocated') this.end(leg, 'invalidNumber', 1);
    else if (pickup === 'congested') this.end(leg, 'congested', 34);
    else {
      this.#network.change(leg, { ringing: true });
      this.#link.now({ type: 'legRinging', leg: leg.id });
      this.deviceChanged(station);
      if (pickup === 'ring') return;
      if ('announceMs' in pickup)
        this.#clock.after(pickup.announceMs, () => this.end(leg, 'invalidNumber', 1));
      else this.#answerIn(pickup.answerAfterMs, leg, station);
    }
  }

  #answerIn(ms: number, leg: Leg, station: Station): void {
    this.#clock.after(ms, () => {
      if (!leg.gone && !leg.answered) this.pickUp(station, leg);
    });
  }

  #customer(number: string): Station {
    return this.outside.get(number) ?? this.otherCustomer;
  }

  #partyOf(station: Station): Pick<Leg, 'party' | 'onEnd'> {
    return {
      party: station.name,
      onEnd: (reason) => {
        if (station.leg !== null) station.drop(station.leg, reason);
      },
    };
  }
}

/** The number behind the name of a further phone. */
function numberOf(station: Station): string {
  return station.name.split('~')[0] ?? station.name;
}
