import type { HangUpReason } from '../../core/commands.ts';
import type { DeviceState, HangupCause } from '../../core/legs.ts';
import type { LineQualityReport } from '../line-quality.ts';
import type { SimulatedLeg } from './legs.ts';
import type { PhoneDeaths } from './phone-deaths.ts';
import type { Heard } from './track.ts';

/** What a called phone, or the network before it, does. `ring`: nobody picks up. `vanish`: it does not reply at all.
 * `unallocated`: there is no such number; `announceMs`: the same, after an announcement of that length.
 * `congested`: no circuit is free; `trunkRefused`: the carrier does not take the call. */
export type Pickup =
  | { readonly answerAfterMs: number }
  | { readonly announceMs: number }
  | 'ring'
  | 'busy'
  | 'decline'
  | 'vanish'
  | 'unallocated'
  | 'congested'
  | 'trunkRefused';

/** What a phone needs of the exchange that it is connected to. */
export interface PhoneExchange {
  /** The phone calls this number. */
  arrive(from: SimulatedPhone, number: string): void;
  pickUp(phone: SimulatedPhone, leg: SimulatedLeg): void;
  hold(leg: SimulatedLeg, held: boolean): void;
  transfer(leg: SimulatedLeg, target: string | null): void;
  mute(leg: SimulatedLeg): void;
  network(leg: SimulatedLeg, brings: Omit<LineQualityReport, 'leg'>): void;
  press(leg: SimulatedLeg, digit: string, inMs: number): void;
  end(leg: SimulatedLeg, how: HangupCause, cause: number): void;
  deviceChanged(phone: SimulatedPhone): void;
  readonly deaths: PhoneDeaths;
  heardBy(phone: SimulatedPhone): Heard[];
}

/** Milliseconds from one key to the next. */
const KEY_MS = 200;

/** The phone of an agent, a caller or a customer. It has one call at a time. */
export class SimulatedPhone {
  /** What others hear when they hear this one. */
  readonly name: string;
  readonly kind: 'agent' | 'customer';
  pickup: Pickup = 'ring';
  leg: SimulatedLeg | null = null;
  /** Calls that the phone shows as missed. */
  missed = 0;
  /** Its calls that the dialplan refused because no engine was listening. */
  turnedAway = 0;
  /** The number that the caller leaves when the dialplan asks for one; null: the caller hangs up instead. */
  callbackNumber: string | null = null;
  /** It has no power: it answers nothing, and nothing comes from it. */
  dead = false;
  /** How its transfers went, one after another. */
  readonly transfers: boolean[] = [];
  /** As far as Asterisk knows. */
  answersOptions = true;
  #registered = false;
  readonly #exchange: PhoneExchange;

  constructor(exchange: PhoneExchange, name: string, kind: 'agent' | 'customer') {
    this.#exchange = exchange;
    this.name = name;
    this.kind = kind;
  }

  get registered(): boolean {
    return this.kind === 'customer' || this.#registered;
  }

  get device(): DeviceState {
    if (this.leg?.answered || this.leg?.direction === 'in') return 'busy';
    if (!this.#registered || !this.answersOptions) return 'offline';
    return this.leg?.ringing ? 'ringing' : 'idle';
  }

  /** All that was heard on this phone, over all its calls. */
  get heard(): Heard[] {
    return this.#exchange.heardBy(this);
  }

  /** Asterisk can ring it. */
  get isThere(): boolean {
    return this.registered && this.answersOptions;
  }

  /** It loses its power, in a call or not. */
  die(): void {
    this.dead = true;
    this.#exchange.deaths.died(this);
  }

  /** It has power again, knows nothing of its call, and registers. */
  restart(): void {
    this.dead = false;
    this.answersOptions = true;
    this.register();
    this.#exchange.deaths.restarted(this);
  }

  register(): void {
    this.#registered = true;
    this.#exchange.deviceChanged(this);
  }

  unregister(): void {
    this.#registered = false;
    this.#exchange.deviceChanged(this);
  }

  /** Calls a line of the company or, from an agent's phone, a feature code. */
  dial(number: string): void {
    if (this.leg !== null) throw new Error(`${this.name} is in a call already`);
    this.#exchange.arrive(this, number);
  }

  answer(): void {
    const leg = this.#current();
    if (leg.direction === 'in' || leg.answered) throw new Error(`nothing rings at ${this.name}`);
    this.#exchange.pickUp(this, leg);
  }

  hold(): void {
    this.#setHeld(true);
  }

  resume(): void {
    this.#setHeld(false);
  }

  /** Presses the transfer key and dials, or transfers to a second call (null). */
  transfer(target: string | null): void {
    this.#exchange.transfer(this.#current(), target);
  }

  /** For the exchange: how the transfer went. A phone then ends its part of the call. */
  transferAnswered(accepted: boolean): void {
    this.transfers.push(accepted);
    if (accepted) this.hangUp();
  }

  /** Presses one key after another, the first now, until the call ends. A phone that stood still sends them at once:
   * `everyMs` 0. */
  press(digits: string, everyMs = KEY_MS): void {
    const leg = this.#current();
    [...digits].forEach((digit, index) => {
      this.#exchange.press(leg, digit, index * everyMs);
    });
  }

  /** Speaks from now on. */
  speak(): void {
    this.#current().talk.speaks(true);
  }

  /** Stops speaking; silence still arrives. */
  hush(): void {
    this.#current().talk.speaks(false);
  }

  /** From now on no sound arrives in this call, not even silence: one-way audio. */
  mute(): void {
    this.#exchange.mute(this.#current());
  }

  /** From now on its sound arrives like this; Asterisk reports it within 5 s. */
  network(brings: { readonly lossPercent: number; readonly jitterMs: number }): void {
    this.#exchange.network(this.#current(), brings);
  }

  /** Ends the call; declines it while the phone rings, cancels it while nobody has answered. */
  hangUp(): void {
    const leg = this.#current();
    if (leg.answered) this.#exchange.end(leg, 'hungUp', 16);
    else if (leg.direction === 'in') this.#exchange.end(leg, 'hungUp', 127);
    else this.#exchange.end(leg, 'refused', 21);
  }

  /** The network to this phone fails: Asterisk notices that its RTP has stopped. */
  cut(): void {
    this.#exchange.end(this.#current(), 'lost', 44);
  }

  /** For the exchange: gives this phone the call on `leg`. */
  take(leg: SimulatedLeg): void {
    this.leg = leg;
  }

  /** For the exchange: the call is over; `reason` where the engine ended it. */
  drop(leg: SimulatedLeg, reason: HangUpReason | null): void {
    if (leg.ringing && leg.direction === 'out' && reason !== null && reason !== 'answeredElsewhere')
      this.missed += 1;
    this.leg = null;
    this.#exchange.deviceChanged(this);
  }

  #setHeld(held: boolean): void {
    const leg = this.#current();
    if (!leg.answered) throw new Error(`${this.name} is not in a call`);
    this.#exchange.hold(leg, held);
  }

  #current(): SimulatedLeg {
    if (this.leg === null) throw new Error(`${this.name} has no call`);
    return this.leg;
  }
}

/** The number behind the name of a further phone. */
export function numberOf(phone: SimulatedPhone): string {
  return phone.name.split('~')[0] ?? phone.name;
}
