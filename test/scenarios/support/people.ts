import type { SimulatedPhone, Simulation } from '../../../src/telephony/simulated/index.ts';

/** Somebody with a phone. What they do takes effect at once; time passes with `after` or `until`. */
export class Person {
  readonly station: SimulatedPhone;
  /** Monotonic ms at which this person's call (or the scenario) began; times of what they hear count from here. */
  zero: number;

  constructor(station: SimulatedPhone, zero: number) {
    this.station = station;
    this.zero = zero;
  }

  /** The number or extension. */
  get name(): string {
    return this.station.name;
  }

  get inCall(): boolean {
    return this.station.leg?.answered === true;
  }

  get rings(): boolean {
    const { leg } = this.station;
    return leg !== null && leg.direction === 'out' && leg.ringing;
  }

  get gone(): boolean {
    return this.station.leg === null;
  }

  answersAfter(ms: number): this {
    this.station.pickup = { answerAfterMs: ms };
    return this;
  }

  /** Lets it ring. */
  doesNotAnswer(): this {
    this.station.pickup = 'ring';
    return this;
  }

  isBusy(): this {
    this.station.pickup = 'busy';
    return this;
  }

  declines(): this {
    this.station.pickup = 'decline';
    return this;
  }

  /** The phone does not reply at all. */
  vanishes(): this {
    this.station.pickup = 'vanish';
    return this;
  }

  answers(): void {
    this.station.answer();
  }

  hangsUp(): void {
    this.station.hangUp();
  }

  /** The network to this person's phone breaks. */
  isCutOff(): void {
    this.station.cut();
  }

  /** Talks from now on. A person is silent until a test calls this. */
  startsTalking(): void {
    this.station.speak();
  }

  stopsTalking(): void {
    this.station.hush();
  }

  /** From now on the network degrades this person's sound so; Asterisk reports it within 5 s. */
  isBroughtBy(brings: { readonly lossPercent: number; readonly jitterMs: number }): void {
    this.station.network(brings);
  }

  presses(keys: string, everyMs?: number): void {
    this.station.press(keys, everyMs);
  }
}

export class AgentPerson extends Person {
  registered(): this {
    this.station.register();
    return this;
  }

  unregistered(): this {
    this.station.unregister();
    return this;
  }

  holds(): void {
    this.station.hold();
  }

  /** The phone's own transfer key. */
  transfers(target: string | null): void {
    this.station.transfer(target);
  }

  resumes(): void {
    this.station.resume();
  }

  /** The phone loses its power. */
  losesPower(): void {
    this.station.die();
  }

  /** The phone has power again, and registers anew. */
  restarts(): void {
    this.station.restart();
  }

  /** Dials a feature code. */
  dialsCode(code: string): void {
    this.station.dial(code);
  }
}

/** Time for the engine to learn that a phone has registered. */
const PRESENCE_MS = 10;

export class CallerPerson extends Person {
  readonly #sim: Simulation;

  constructor(station: SimulatedPhone, sim: Simulation) {
    super(station, sim.clock.now().mono);
    this.#sim = sim;
  }

  /** The call is on its way when this resolves, and `zero` is now. */
  async dials(line: string): Promise<this> {
    await this.#sim.advance(PRESENCE_MS);
    this.zero = this.#sim.clock.now().mono;
    this.station.dial(line);
    return this;
  }
}
