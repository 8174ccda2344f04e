import type { Instant, Leg, LegEnd, Station } from '../../../src/sipkit/index.ts';

export type Role = 'caller' | 'agent' | 'customer';

/** What a party did, or what was done to it, that an audit has to know. */
export type Mark =
  | 'holds'
  | 'resumes'
  | 'hangsUp'
  | 'cancels'
  /** Sends no RTP any more. */
  | 'falls silent'
  /** Answers no SIP any more. */
  | 'loses the network'
  | 'keys';

export interface Marked {
  readonly at: Instant;
  readonly what: Mark;
  readonly detail?: string;
}

export interface PartyOptions {
  readonly role: Role;
  readonly leg: Leg;
  readonly station: Station;
  /** The customer's number: what links the legs of one call. */
  readonly number: string;
  readonly hz: number;
  /** Whose phone. */
  readonly agent?: string;
}

/** One leg of a caller, an agent or a customer, from its INVITE until it is over. */
export class Party {
  readonly role: Role;
  readonly leg: Leg;
  readonly station: Station;
  readonly number: string;
  readonly hz: number;
  readonly agent: string | undefined;
  readonly marks: Marked[] = [];
  /** Numbers that were keyed in, besides the own one. */
  readonly numbers: string[] = [];
  /** Resolves when the leg has ended, or is known to be lost. */
  readonly over: Promise<void>;
  /** Asterisk was killed, or does not answer: nothing will be heard of the leg. */
  lostAt: Instant | undefined;
  #lose: () => void = () => undefined;

  constructor({ role, leg, station, number, hz, agent }: PartyOptions) {
    this.role = role;
    this.leg = leg;
    this.station = station;
    this.number = number;
    this.hz = hz;
    this.agent = agent;
    this.over = new Promise((over) => {
      this.#lose = over;
      leg.on('ended', () => over());
      if (this.end) over();
    });
  }

  at(name: 'invited' | 'ringing' | 'answered' | 'ended'): Instant | undefined {
    return this.leg.events.find((event) => event.name === name)?.at;
  }

  get end(): LegEnd | undefined {
    return this.leg.events.find(({ name }) => name === 'ended')?.end;
  }

  get isOver(): boolean {
    return this.lostAt !== undefined || this.at('ended') !== undefined;
  }

  get isTalking(): boolean {
    return this.at('answered') !== undefined && !this.isOver;
  }

  mark(what: Mark, detail?: string): void {
    this.marks.push({ at: performance.now(), what, ...(detail === undefined ? {} : { detail }) });
  }

  lose(): void {
    if (this.isOver) return;
    this.lostAt = performance.now();
    this.leg.rtp.say({ kind: 'none' });
    this.#lose();
  }

  /** Hangs up, or cancels, whatever there is to answer it. */
  async leave(): Promise<void> {
    if (this.isOver) return;
    const answered = this.at('answered') !== undefined;
    this.mark(answered ? 'hangsUp' : 'cancels');
    try {
      await (answered || this.leg.direction === 'incoming' ? this.leg.hangUp() : this.leg.cancel());
    } catch {
      // nobody answers: Asterisk is frozen, or has been killed
      this.lose();
    }
  }

  async keys(digits: string): Promise<void> {
    if (this.isOver) return;
    this.mark('keys', digits);
    await this.leg.rtp.sendDigits(digits);
  }
}
