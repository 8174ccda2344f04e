import type { AgentId } from '../../core/ids.ts';
import type { HangupCause } from '../../core/legs.ts';
import type { VirtualClock } from './clock.ts';
import type { SimulatedLeg } from './legs.ts';
import type { Network } from './network.ts';

/** Asterisk's `rtp_timeout` of phones, in ms. */
const RTP_TIMEOUT_MS = 8000;
/** How long it takes until OPTIONS to a phone have failed: in a call, and when it is idle; in ms. */
const ASKED_IN_CALL_MS = 8000;
const ASKED_IDLE_MS = 18_000;

/** A phone that may lose its power. */
interface FailingPhone {
  readonly name: string;
  readonly leg: SimulatedLeg | null;
  readonly dead: boolean;
  answersOptions: boolean;
}

interface DeathExchange {
  end(leg: SimulatedLeg, how: HangupCause, cause: number): void;
  deviceChanged(phone: FailingPhone): void;
}

/** Finds out, as Asterisk does, that a phone has lost its power: by the sound that does not come, or by OPTIONS without an answer. */
export class PhoneDeaths {
  /** A phone that is in a call has not answered OPTIONS, or has registered anew. */
  onGone: (agent: AgentId) => void = () => undefined;
  readonly #clock: VirtualClock;
  readonly #network: Network;
  readonly #exchange: DeathExchange;

  constructor(clock: VirtualClock, network: Network, exchange: DeathExchange) {
    this.#clock = clock;
    this.#network = network;
    this.#exchange = exchange;
  }

  died(phone: FailingPhone): void {
    const { leg } = phone;
    if (leg?.answered) this.#inCall(phone, leg);
    this.#clock.after(ASKED_IDLE_MS, () => {
      if (!phone.dead) return;
      phone.answersOptions = false;
      this.#exchange.deviceChanged(phone);
    });
  }

  restarted(phone: FailingPhone): void {
    if (phone.leg?.answered) this.onGone(phone.name);
  }

  /** The leg stays in Asterisk, also when the phone has power again. */
  #inCall(phone: FailingPhone, leg: SimulatedLeg): void {
    this.#network.change(leg, { mute: true });
    this.#clock.after(RTP_TIMEOUT_MS, () => {
      if (!leg.held) this.#exchange.end(leg, 'lost', 44);
    });
    this.#clock.after(ASKED_IN_CALL_MS, () => {
      if (phone.dead && !leg.gone) this.onGone(phone.name);
    });
  }
}
