import type { Command, HangUpReason } from '../../core/commands.ts';
import type { AgentId } from '../../core/ids.ts';
import type { HangupCause } from '../../core/legs.ts';
import { TelephonyError } from '../../engine/ports.ts';
import type { LineQualityReport } from '../line-quality.ts';
import type { VirtualClock } from './clock.ts';
import type { Dialplan } from './dialplan.ts';
import { entriesFor } from './left-number.ts';
import type { SimulatedLeg } from './legs.ts';
import type { Link } from './link.ts';
import type { Network } from './network.ts';
import { numberOf, type PhoneExchange, type Pickup, SimulatedPhone } from './phone.ts';
import { PhoneDeaths } from './phone-deaths.ts';
import type { Player } from './player.ts';
import type { Heard } from './track.ts';

/** From one report of how sound has arrived to the next, in ms. */
const REPORT_MS = 5000;
/** The length of a key's tone, in ms. */
const TONE_MS = 100;
/** From the INVITE to the first reply, in ms. */
const REPLY_MS = 3;

/** Connects phones and Asterisk: calls in, calls out, and what parties do in them. */
export class Exchange implements PhoneExchange {
  readonly agents = new Map<AgentId, SimulatedPhone>();
  readonly customers = new Map<string, SimulatedPhone>();
  /** Gets the calls to numbers that nobody has. */
  readonly otherCustomer: SimulatedPhone;
  onDeviceChange: (agent: AgentId) => void = () => undefined;
  readonly deaths: PhoneDeaths;
  #arrivals = 0;
  readonly #clock: VirtualClock;
  readonly #link: Link;
  readonly #network: Network;
  readonly #player: Player;
  readonly #dialplan: Dialplan;
  #running = true;

  constructor(
    clock: VirtualClock,
    link: Link,
    network: Network,
    player: Player,
    dialplan: Dialplan,
    agents: readonly AgentId[],
  ) {
    this.#clock = clock;
    this.#link = link;
    this.#network = network;
    this.#player = player;
    this.#dialplan = dialplan;
    this.deaths = new PhoneDeaths(clock, network, this);
    for (const agent of agents) this.agents.set(agent, new SimulatedPhone(this, agent, 'agent'));
    this.otherCustomer = new SimulatedPhone(this, 'other customer', 'customer');
  }

  /** A call from a phone to Asterisk; the dialplan refuses it where the application does not listen. */
  arrive(from: SimulatedPhone, number: string): void {
    if (!from.registered) throw new Error(`${from.name} is not registered`);
    const isTaken = this.#dialplan.handsOver;
    if (!isTaken) from.turnedAway += 1;
    if (!this.#running || (!isTaken && from.kind === 'agent')) return;
    this.#arrivals += 1;
    const arrivedWall = this.#clock.now().wall;
    const leg = this.#network.addLeg({
      id: `in-${this.#arrivals}`,
      ...this.#partyOf(from),
      direction: 'in',
      ...(from.kind === 'customer' && { caller: { line: number, from: numberOf(from), arrivedWall } }),
    });
    from.take(leg);
    if (from.kind === 'agent') {
      this.#link.soon({ type: 'codeDialled', leg: leg.id, agent: from.name, code: number });
      this.deviceChanged(from);
      return;
    }
    this.#network.change(leg, { ringing: true });
    const own = numberOf(from);
    if (isTaken) {
      leg.guarded = true;
      this.#dialplan.guard(leg, number, own);
      this.#link.soon({ type: 'callArrived', leg: leg.id, line: number, from: own });
    } else this.#dialplan.serve(leg, number, own);
    if (!isTaken && from.callbackNumber !== null) this.#leave(leg, own, from.callbackNumber);
  }

  /** The caller leaves this number with the dialplan. */
  #leave(leg: SimulatedLeg, own: string, number: string): void {
    for (const { keys, inMs } of entriesFor(number, this.#dialplan.knows(own) ? own : null))
      for (const key of keys) this.press(leg, key, inMs);
  }

  /** Asterisk stops, and everything in it is gone; or it runs again, empty. */
  run(running: boolean): void {
    this.#running = running;
    if (running) return;
    for (const leg of [...this.#network.legs.values()]) this.end(leg, 'lost', 0);
    this.#network.bridges.clear();
  }

  /** Carries out `dial`. TelephonyError REFUSED where there is a leg of that id. */
  dial(command: Extract<Command, { do: 'dial' }>): void {
    if (this.#network.legs.has(command.leg)) {
      throw new TelephonyError('REFUSED', `leg ${command.leg} is there already`, 'use a new id');
    }
    const { to } = command;
    const phone = 'agent' in to ? this.agents.get(to.agent) : this.#customer(to.customer);
    if (phone === undefined || phone.leg !== null || !phone.isThere) {
      const leg = this.#network.addLeg({
        id: command.leg,
        party: phone?.name ?? 'nobody',
        direction: 'out',
        onEnd: () => undefined,
      });
      if (phone === undefined || phone.leg === null) this.end(leg, 'unreachable', 20);
      else this.#clock.after(REPLY_MS, () => this.end(leg, 'busy', 17));
      return;
    }
    const agent = phone.kind === 'agent' && { agent: phone.name };
    const leg = this.#network.addLeg({
      id: command.leg,
      ...this.#partyOf(phone),
      direction: 'out',
      ...agent,
    });
    if (command.listen) leg.talk.listen();
    phone.take(leg);
    this.#clock.after(REPLY_MS, () => this.#reply(leg, phone, phone.pickup));
    this.#clock.after(command.giveUpMs, () => {
      if (!leg.answered) this.end(leg, leg.ringing ? 'noAnswer' : 'unreachable', 19);
    });
  }

  /** Carries out `answer`. */
  answer(leg: SimulatedLeg): void {
    if (leg.answered) return;
    this.#network.change(leg, { answered: true, ringing: false });
    this.#link.soon({ type: 'legAnswered', leg: leg.id });
  }

  pickUp(phone: SimulatedPhone, leg: SimulatedLeg): void {
    this.#network.change(leg, { answered: true, ringing: false });
    this.#link.soon({ type: 'legAnswered', leg: leg.id });
    this.deviceChanged(phone);
  }

  /** Asterisk reports only changes, so not a second hold in a row. */
  hold(leg: SimulatedLeg, held: boolean): void {
    if (leg.held === held) return;
    this.#network.change(leg, { held });
    this.#link.soon({ type: held ? 'legHeld' : 'legResumed', leg: leg.id });
  }

  transfer(leg: SimulatedLeg, target: string | null): void {
    this.#link.soon({ type: 'transferAsked', leg: leg.id, target });
  }

  /** Carries out `answerTransfer`. */
  transferAnswered({ leg, accepted }: Extract<Command, { do: 'answerTransfer' }>): void {
    this.agents.get(this.#network.leg(leg).party)?.transferAnswered(accepted);
  }

  mute(leg: SimulatedLeg): void {
    this.#network.change(leg, { mute: true });
  }

  network(leg: SimulatedLeg, brings: Omit<LineQualityReport, 'leg'>): void {
    this.#clock.after(REPORT_MS, () => {
      if (!leg.gone && leg.answered && !leg.held && !leg.mute)
        this.#network.quality.take({ leg: leg.id, ...brings });
    });
  }

  press(leg: SimulatedLeg, digit: string, inMs: number): void {
    this.#clock.after(inMs, () => {
      const timing = { endedAt: this.#clock.now().wall, durationMs: TONE_MS };
      if (leg.gone) return;
      if (leg.inStasis) this.#link.soon({ type: 'digit', leg: leg.id, digit, timing });
      else this.#dialplan.press(leg, digit);
    });
  }

  /** Ends a leg; `reason` where the engine ends it. */
  end(leg: SimulatedLeg, how: HangupCause, cause: number, reason: HangUpReason | null = null): void {
    if (leg.gone) return;
    this.#player.silence(leg);
    this.#network.end(leg, { how, cause, reason });
  }

  deviceChanged(phone: SimulatedPhone): void {
    if (phone.kind === 'agent') this.onDeviceChange(phone.name);
  }

  heardBy(phone: SimulatedPhone): Heard[] {
    const now = this.#clock.now().mono;
    return this.#network.history
      .filter((leg) => leg.party === phone.name)
      .flatMap((leg) => leg.track.heard(now));
  }

  /** The customer's phone with that number; a further one where it is in a call. */
  party(number: string): SimulatedPhone {
    for (let copy = 1; ; copy += 1) {
      const name = copy === 1 ? number : `${number}~${copy}`;
      const phone = this.customers.get(name) ?? new SimulatedPhone(this, name, 'customer');
      this.customers.set(name, phone);
      if (phone.leg === null) return phone;
    }
  }

  #reply(leg: SimulatedLeg, phone: SimulatedPhone, pickup: Pickup): void {
    if (leg.gone || pickup === 'vanish' || phone.dead) return;
    if (pickup === 'busy') this.end(leg, 'busy', 17);
    else if (pickup === 'unallocated') this.end(leg, 'invalidNumber', 1);
    else if (pickup === 'congested') this.end(leg, 'congested', 34);
    else if (pickup === 'trunkRefused') {
      this.end(leg, 'trunkRefused', 21);
      this.#link.soon({ type: 'trunkRefused', trunk: 'trunk', status: 403 });
    } else {
      this.#network.change(leg, { ringing: true });
      this.#link.now({ type: 'legRinging', leg: leg.id });
      this.deviceChanged(phone);
      if (pickup === 'ring') return;
      if (pickup === 'decline') this.end(leg, 'refused', 21);
      else if ('announceMs' in pickup)
        this.#clock.after(pickup.announceMs, () => this.end(leg, 'invalidNumber', 1));
      else this.#answerIn(pickup.answerAfterMs, leg, phone);
    }
  }

  #answerIn(ms: number, leg: SimulatedLeg, phone: SimulatedPhone): void {
    this.#clock.after(ms, () => {
      if (!leg.gone && !leg.answered) this.pickUp(phone, leg);
    });
  }

  #customer(number: string): SimulatedPhone {
    return this.customers.get(number) ?? this.otherCustomer;
  }

  #partyOf(phone: SimulatedPhone): Pick<SimulatedLeg, 'party' | 'onEnd'> {
    return {
      party: phone.name,
      onEnd: (reason) => {
        if (phone.leg !== null) phone.drop(phone.leg, reason);
      },
    };
  }
}
