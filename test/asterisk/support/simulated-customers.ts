import type { Leg, Station } from '../../../src/sipkit/index.ts';
import { pause } from '../../host/machine.ts';
import type { FactFollower } from './fact-follower.ts';
import type { SipParties } from './sip-parties.ts';

/** Longer than any test. */
const SHIFT_MS = 600_000;
const RINGS_MS = 100;
const TALK_MS = 500;
/** From the answer until the customer has understood which key takes the call. */
const UNDERSTOOD_MS = 300;
const SILENCE = { kind: 'silence' } as const;
const QUICK = { toneMs: 60, gapMs: 60 };

/** What a customer does when the phone rings. `states`: answers, and the agent states that it is resolved; `talks`: answers, and
 * nothing is stated; `machine`: answers, speaks, and presses nothing. */
export type Manner = 'states' | 'talks' | 'busy' | 'ringsOut' | 'rejects' | 'machine' | 'notInService';

/** Customers, each at a number of their own, and what each does at the first call, the second…; the last repeats. */
export class SimulatedCustomers {
  readonly faults: unknown[] = [];
  readonly #parties: SipParties;
  readonly #facts: FactFollower;
  readonly #manners: ReadonlyMap<string, readonly Manner[]>;
  readonly #agents: readonly string[];
  readonly #calls = new Map<string, number>();
  readonly #talked = new Map<string, number>();

  constructor(
    parties: SipParties,
    facts: FactFollower,
    manners: ReadonlyMap<string, readonly Manner[]>,
    agents: readonly string[],
  ) {
    this.#parties = parties;
    this.#facts = facts;
    this.#manners = manners;
    this.#agents = agents;
  }

  /** The agents come, and whoever is called does as is said, from now on, until the phones are gone. */
  async lives(customers: Station): Promise<void> {
    customers.behave({ does: 'vanish' });
    void this.#comes(customers);
    for (const agent of this.#agents)
      await this.#parties.phone(agent, SILENCE, { does: 'answer', afterMs: 50 });
  }

  async #comes(customers: Station): Promise<void> {
    // rejects when the station has gone, and with it the customers
    const next = () => customers.incoming({ timeoutMs: SHIFT_MS }).catch(() => undefined);
    for (let leg = await next(); leg; leg = await next()) {
      this.#rung(leg).catch((error: unknown) => this.faults.push(error));
    }
  }

  async #rung(leg: Leg): Promise<void> {
    const manners = this.#manners.get(leg.to);
    const call = (this.#calls.get(leg.to) ?? 0) + 1;
    this.#calls.set(leg.to, call);
    const manner = manners?.[Math.min(call, manners.length) - 1];
    if (manner === undefined) throw new Error(`no customer has the number ${leg.to}`);
    if (manner === 'busy') leg.refuse(486);
    else if (manner === 'notInService') leg.refuse(404);
    else await this.#rings(leg, manner);
  }

  async #rings(leg: Leg, manner: Manner): Promise<void> {
    leg.ring();
    await leg.event('ringing');
    if (manner === 'ringsOut') return;
    await pause(RINGS_MS);
    if (manner === 'rejects') {
      leg.refuse(603);
      return;
    }
    leg.answer();
    await leg.event('answered');
    // a machine speaks on until it is hung up on
    if (manner === 'machine') return;
    await pause(UNDERSTOOD_MS);
    await leg.rtp.sendDigits('1', QUICK);
    await this.#talks(leg, manner === 'states');
    if (!leg.events.some(({ name }) => name === 'ended')) await leg.hangUp();
  }

  async #talks({ to }: Leg, states: boolean): Promise<void> {
    const talk = (this.#talked.get(to) ?? 0) + 1;
    this.#talked.set(to, talk);
    await this.#facts.happened('connected', to, talk);
    if (!states) return pause(TALK_MS);
    const before = this.#facts.times('disposition', to);
    await this.#agentOf(to).rtp.sendDigits('*31', QUICK);
    await this.#facts.happened('disposition', to, before + 1);
  }

  /** The phone of the agent who talks with that number. */
  #agentOf(number: string): Leg {
    for (const agent of this.#agents) {
      const leg = this.#parties
        .legsOf(agent)
        .find((one) => one.from === number && !one.events.some(({ name }) => name === 'ended'));
      if (leg) return leg;
    }
    throw new Error(`no agent's phone talks with ${number}`);
  }
}
