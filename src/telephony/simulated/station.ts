import type { HangUpReason } from '../../core/commands.ts';
import type { DeviceState } from '../../core/legs.ts';
import type { Exchange } from './exchange.ts';
import type { Leg } from './network.ts';
import type { Heard } from './track.ts';

/** What a phone, or the network before it, does when it is rung. `ring`: nobody picks up. `vanish`: it does not reply at all.
 * `unallocated`: there is no such number; `announceMs`: nor there, and an announcement of that length says so first.
 * `congested`: no way is free to it. */
export type Pickup =
  | { readonly answerAfterMs: number }
  | { readonly announceMs: number }
  | 'ring'
  | 'busy'
  | 'decline'
  | 'vanish'
  | 'unallocated'
  | 'congested';

/** Milliseconds from one key to the next. */
const KEY_MS = 200;

/** A phone outside Asterisk, with somebody at it: an agent's, a caller's or a customer's. It has one call at a time. */
export class Station {
  /** What others hear when they hear this one. */
  readonly name: string;
  readonly kind: 'agent' | 'outside';
  pickup: Pickup = 'ring';
  leg: Leg | null = null;
  /** Calls that the phone shows as missed. */
  missed = 0;
  /** Calls that it made while nobody was listening at Asterisk: turned away by the dialplan. */
  turnedAway = 0;
  /** The number that it leaves where the dialplan asks for one; null: it hangs up instead. */
  leaves: string | null = null;
  #registered = false;
  readonly #exchange: Exchange;

  constructor(exchange: Exchange, name: string, kind: 'agent' | 'outside') {
    this.#exchange = exchange;
    this.name = name;
    this.kind = kind;
  }

  get registered(): boolean {
    return this.kind === 'outside' || this.#registered;
  }

  get device(): DeviceState {
    if (this.leg?.answered || this.leg?.direction === 'in') return 'busy';
    if (!this.#registered) return 'offline';
    return this.leg?.ringing ? 'ringing' : 'idle';
  }

  /** All that was heard on this phone, over all its calls. */
  get heard(): Heard[] {
    return this.#exchange.heardBy(this);
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

  /** One key after another, the first now. Those that are left when the call ends are not pressed. */
  press(digits: string): void {
    const leg = this.#current();
    [...digits].forEach((digit, index) => {
      this.#exchange.press(leg, digit, index * KEY_MS);
    });
  }

  /** Is heard to speak from now on, or to have stopped, in this call: the line itself is open all the same. */
  speak(): void {
    this.#current().talk.speaks(true);
  }

  hush(): void {
    this.#current().talk.speaks(false);
  }

  /** Nothing of its sound arrives any more in this call, not even silence: a one-way line. */
  mute(): void {
    this.#exchange.mute(this.#current());
  }

  /** The network brings its sound so from now on in this call; Asterisk tells within 5 s. */
  network(brings: { readonly lossPercent: number; readonly jitterMs: number }): void {
    this.#exchange.network(this.#current(), brings);
  }

  /** Ends the call; declines it where the phone still rings, gives up where nobody has answered. */
  hangUp(): void {
    const leg = this.#current();
    if (leg.answered) this.#exchange.end(leg, 'hungUp', 16);
    else if (leg.direction === 'in') this.#exchange.end(leg, 'hungUp', 127);
    else this.#exchange.end(leg, 'refused', 21);
  }

  /** The network to this phone breaks: Asterisk notices that its RTP has stopped. */
  cut(): void {
    this.#exchange.end(this.#current(), 'lost', 44);
  }

  /** For the exchange: the call on `leg` is this phone's from now on. */
  take(leg: Leg): void {
    this.leg = leg;
  }

  /** For the exchange: the call is over; `reason` where the engine ended it. */
  drop(leg: Leg, reason: HangUpReason | null): void {
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

  #current(): Leg {
    if (this.leg === null) throw new Error(`${this.name} has no call`);
    return this.leg;
  }
}
