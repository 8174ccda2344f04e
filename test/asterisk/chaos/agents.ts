import { setTimeout as sleep } from 'node:timers/promises';
import type { Leg, Sipkit, Station } from '../../../src/sipkit/index.ts';
import type { Dice } from './dice.ts';
import type { Party } from './party.ts';
import { agentHz } from './tones.ts';
import type { World } from './world.ts';

const FOREVER_MS = 2 ** 31 - 1;
const MISSES = 0.06;
const HOLDS = 0.2;
const HANGS_UP_FIRST = 0.1;
const STATES_RESULT = 0.3;
const DROPS_IN_GREETING = 0.04;

/** An agent at a phone, who does what agents do. */
export class Agent {
  readonly id: string;
  readonly phone: Station;
  readonly #world: World;
  readonly #dice: Dice;
  readonly #hz: number;
  /** The call of this moment. */
  current: Party | undefined;

  constructor(id: string, phone: Station, hz: number, world: World, dice: Dice) {
    this.id = id;
    this.phone = phone;
    this.#hz = hz;
    this.#world = world;
    this.#dice = dice;
  }

  /** Takes calls until the phone is gone. */
  async works(): Promise<void> {
    const next = () => this.phone.incoming({ timeoutMs: FOREVER_MS }).catch(() => undefined);
    for (let leg = await next(); leg; leg = await next()) {
      const party = this.#world.join({
        ...{ role: 'agent', leg, station: this.phone, number: leg.from, hz: this.#hz, agent: this.id },
      });
      this.#takes(party, leg).catch((error: unknown) => this.#world.trouble(party, error));
    }
  }

  async #takes(party: Party, leg: Leg): Promise<void> {
    const dice = this.#dice.fork(`${party.number} ${this.#dice.next()}`);
    if (dice.chance(MISSES)) return;
    await this.#during(party, dice.between(400, 4000));
    if (party.isOver) return;
    leg.answer();
    await leg.event('answered', { timeoutMs: FOREVER_MS }).catch(() => undefined);
    if (party.isOver) return;
    this.current = party;
    await this.#talks(party, leg, dice);
  }

  async #talks(party: Party, leg: Leg, dice: Dice): Promise<void> {
    if (dice.chance(DROPS_IN_GREETING)) {
      await this.#during(party, 1200);
      await party.leave();
      return;
    }
    await this.#during(party, dice.between(7000, 12_000));
    if (dice.chance(HOLDS)) await this.#holds(party, leg, dice.between(4000, 25_000));
    if (dice.chance(STATES_RESULT)) await party.keys('*31');
    if (!dice.chance(HANGS_UP_FIRST)) return;
    await this.#during(party, dice.between(1000, 6000));
    await party.leave();
  }

  async #holds(party: Party, leg: Leg, ms: number): Promise<void> {
    if (party.isOver) return;
    party.mark('holds');
    await leg.hold();
    await this.#during(party, ms);
    if (party.isOver) return;
    await leg.resume();
    party.mark('resumes');
    await this.#during(party, 3000);
  }

  async #during(party: Party, ms: number): Promise<void> {
    await Promise.race([party.over, sleep(ms)]);
  }
}

export interface AgentsOptions {
  readonly ids: readonly string[];
  readonly secrets: Readonly<Record<string, string>>;
}

/** Registers the phones of all agents, who are at work then. */
export async function startAgents(
  kit: Sipkit,
  { ids, secrets }: AgentsOptions,
  world: World,
  dice: Dice,
): Promise<Agent[]> {
  const agents: Agent[] = [];
  for (const [index, id] of ids.entries()) {
    const hz = agentHz(index);
    const phone = await kit.phone({ id, secret: secrets[id] ?? '', voice: { kind: 'tone', hz } });
    const agent = new Agent(id, phone, hz, world, dice.fork(id));
    agents.push(agent);
    void agent.works();
  }
  return agents;
}
