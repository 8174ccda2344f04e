import type {
  Pickup,
  SimulatedLeg,
  SimulatedPhone,
  Simulation,
} from '../../src/telephony/simulated/index.ts';

/** How a customer behaves who is called: talks so long, and then hangs up. */
interface Behaviour {
  readonly pickup: Pickup;
  readonly talkMs: number;
}

const AT_FIRST: Behaviour = { pickup: { answerAfterMs: 4000 }, talkMs: 20_000 };
/** How often somebody looks whether the customer has answered. */
const LOOK_MS = 1000;

/** The customers' phones, as the engine calls them. */
export class Customers {
  readonly #phones = new Map<string, SimulatedPhone>();
  readonly #behaviours = new Map<string, Behaviour>();
  readonly #sim: Simulation;
  #congested = 0;

  constructor(sim: Simulation) {
    this.#sim = sim;
  }

  /** There is a customer with this number. */
  add(number: string): void {
    if (this.#phones.has(number)) return;
    this.#phones.set(number, this.#sim.controls.party(number));
    this.behave(number, AT_FIRST);
  }

  behave(number: string, { pickup, talkMs }: Behaviour): void {
    this.add(number);
    this.#behaviours.set(number, { pickup, talkMs });
    this.#apply(number);
  }

  /** Everybody answers, and talks for a while. */
  calm(): void {
    for (const number of this.#phones.keys()) this.behave(number, AT_FIRST);
  }

  /** How many faults leave no circuit free to the customers. */
  get congested(): number {
    return this.#congested;
  }

  set congested(count: number) {
    this.#congested = count;
    for (const number of this.#phones.keys()) this.#apply(number);
  }

  /** The engine calls a customer, who hangs up some time after the answer. */
  called(leg: SimulatedLeg): void {
    const { clock } = this.#sim;
    const phone = this.#phones.get(leg.party);
    const { talkMs } = this.#behaviours.get(leg.party) ?? AT_FIRST;
    const look = (): void => {
      if (leg.gone) return;
      if (!leg.answered) {
        clock.after(LOOK_MS, look);
        return;
      }
      clock.after(talkMs, () => {
        if (phone?.leg === leg) phone.hangUp();
      });
    };
    look();
  }

  #apply(number: string): void {
    const phone = this.#phones.get(number);
    const behaviour = this.#behaviours.get(number);
    if (phone && behaviour) phone.pickup = this.#congested > 0 ? 'congested' : behaviour.pickup;
  }
}
