import type { Site } from '../../../src/config/site.ts';
import type { Queries } from '../../../src/engine/store-port.ts';
import type { Behaviour, Caller, Leg, Sipkit, Station, Voice } from '../../../src/sipkit/index.ts';
import { RawPhone } from './raw-phone.ts';
import { until } from './records.ts';

/** Voices that no prompt comes near, so that who is heard is told even while a prompt is. Hz. */
export const CALLER_VOICE = 2600;
export const AGENT_VOICE = 3100;

const SILENCE: Voice = { kind: 'silence' };
export const tone = (hz: number): Voice => ({ kind: 'tone', hz });

/** An agent whose phone rings, or has rung. */
export interface RingingPhone {
  readonly agent: string;
  readonly leg: Leg;
}

/** Everybody outside: callers on the trunk, agents' phones, customers who are called back. Several scenarios go on at
 * once, so a call is found by the number of its caller, whichever agent's phone it comes to. */
export class SipParties {
  readonly #kit: Sipkit;
  readonly #site: Site;
  readonly #secrets: Readonly<Record<string, string>>;
  readonly #store: Queries;
  readonly #phones = new Map<string, Station>();
  readonly #taken = new Set<Leg>();
  #customers: Promise<Station> | undefined;

  constructor(kit: Sipkit, site: Site, secrets: Readonly<Record<string, string>>, store: Queries) {
    this.#kit = kit;
    this.#site = site;
    this.#secrets = secrets;
    this.#store = store;
  }

  /** A caller dials; says nothing but silence unless told. Resolves when the INVITE is out. */
  caller(from: string, to = '4008001234', voice = SILENCE): Promise<Caller> {
    return this.#kit.caller({ from, to, voice });
  }

  /** Registers an agent's phone, which rings until the scenario does something about it, unless told. Resolves when the engine
   * knows. */
  async phone(id: string, voice = SILENCE, behaviour: Behaviour = { does: 'ring' }): Promise<Station> {
    const phone = await this.#kit.phone({ id, secret: this.#secrets[id] ?? '', voice, behaviour });
    this.#phones.set(id, phone);
    const there = async () => (await this.#store.agents()).find((a) => a.id === id && a.device !== 'offline');
    await until(there, `the engine knows that ${id} is there`);
    return phone;
  }

  /** A phone that does what SIPp's cannot, and picks up at once. Resolves when the engine knows. */
  async rawPhone(id: string): Promise<RawPhone> {
    const server = { host: '127.0.0.1', port: this.#site.ports.sip };
    const phone = await RawPhone.open(server, { user: id, secret: this.#secrets[id] ?? '' });
    await phone.register();
    const there = async () => (await this.#store.agents()).find((a) => a.id === id && a.device !== 'offline');
    await until(there, `the engine knows that ${id} is there`);
    return phone;
  }

  /** A phone that rings with this caller's number, and that nobody has asked for yet. */
  async rung(from: string, timeoutMs = 30_000): Promise<RingingPhone> {
    const look = () => {
      for (const [agent, phone] of this.#phones) {
        const here = phone.legs.filter((l) => l.direction === 'incoming' && l.from === from);
        const leg = here.find((l) => !this.#taken.has(l) && !l.events.some(({ name }) => name === 'ended'));
        if (leg) return { agent, leg };
      }
      return undefined;
    };
    const found = await until(look, `a phone rings for ${from}`, timeoutMs);
    this.#taken.add(found.leg);
    return found;
  }

  /** The same, and picked up. */
  async pickedUp(from: string, timeoutMs?: number): Promise<RingingPhone> {
    const rung = await this.rung(from, timeoutMs);
    await rung.leg.event('ringing');
    rung.leg.answer();
    await rung.leg.event('answered');
    return rung;
  }

  /** The next call to a customer of that number, ringing. */
  async customerRung(number: string, timeoutMs = 60_000): Promise<Leg> {
    const customers = await this.openCustomers();
    const look = () => customers.legs.find((leg) => leg.to === number && !this.#taken.has(leg));
    const leg = await until(look, `the phone of ${number} rings`, timeoutMs);
    this.#taken.add(leg);
    return leg;
  }

  /** All calls that came to a number. */
  async callsTo(number: string): Promise<Leg[]> {
    return (await this.openCustomers()).legs.filter((leg) => leg.to === number);
  }

  /** Legs of an agent's phone, in order. */
  legsOf(agent: string): readonly Leg[] {
    return this.#phones.get(agent)?.legs ?? [];
  }

  /** An agent's phone unregisters. Resolves when the engine knows. */
  async goesHome(agent: string): Promise<void> {
    await this.phoneOf(agent)[Symbol.asyncDispose]();
    const gone = async () =>
      (await this.#store.agents()).find((a) => a.id === agent && a.device === 'offline');
    await until(gone, `the engine knows that ${agent} has gone`);
  }

  phoneOf(agent: string): Station {
    const phone = this.#phones.get(agent);
    if (!phone) throw new Error(`${agent} has no phone`);
    return phone;
  }

  /** Where the trunk leads to: the phones of all customers. */
  openCustomers(): Promise<Station> {
    const localPort = this.#site.trunks[0]?.outboundPort ?? 0;
    this.#customers ??= this.#kit.customer({ localPort, voice: { kind: 'tone', hz: CALLER_VOICE } });
    return this.#customers;
  }
}
