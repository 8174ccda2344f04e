import type { CallbackState } from '../../../src/core/callback/state.ts';
import { isOpen } from '../../../src/core/callback/state.ts';
import type { Command } from '../../../src/core/commands.ts';
import type { CallbackKind, CallbackRequest } from '../../../src/core/model/callback.ts';
import type { Pickup } from '../../../src/telephony/simulated/phone.ts';
import type { Person } from './people.ts';
import type { Scenario, ScenarioOptions } from './scenario.ts';
import { LINE } from './site.ts';
import { minutes, seconds } from './standard.ts';

export const AGENTS = ['8001', '8002', '8003', '8004', '8005', '8006'];
export const COMPANY: ScenarioOptions = { staff: AGENTS };

const STEP_MS = seconds(5);
const TALK_MS = seconds(20);
const RESTART_MS = seconds(3);
/** What is due no sooner than this is open with its next time. */
const NOT_NOW_MS = minutes(60);
const LONGEST_MS = minutes(24 * 60);

const ANSWERS: Pickup = { answerAfterMs: seconds(3) };
/** What ten customers do when they are called, the first time, the second…; the last repeats. */
const MANNERS: readonly (readonly Pickup[])[] = [
  ...Array.from({ length: 5 }, () => [ANSWERS]),
  ['busy', ANSWERS],
  ['ring', ANSWERS],
  ['decline'],
  ['vanish', 'congested', ANSWERS],
  ['unallocated'],
];

const KINDS: readonly CallbackKind[] = [
  'requested',
  'queue',
  'abandoned',
  'followUp',
  'dropped',
  'programme',
  'away',
];

/** One customer's phone: how often it was dialled, and since when somebody talks. */
interface Customer {
  readonly person: Person;
  readonly manners: readonly Pickup[];
  dialled: number;
  talksSince: number | null;
}

/** The engine crashes this many commits after it has run this long. */
export interface Crash {
  readonly afterMs: number;
  readonly commits: number;
}

const numberOf = (n: number) => `1380013${String(n).padStart(4, '0')}`;

function wishOf(n: number, of: number, now: number): CallbackRequest {
  const dialled = numberOf(n);
  return {
    kind: KINDS[n % KINDS.length] ?? 'requested',
    number: `+86${dialled}`,
    dialled,
    line: LINE,
    standard: 'strict',
    language: 'zh',
    from: null,
    // crosswise, so that the order of asking is not the order of the places
    place: now - minutes(120) + ((n * 61) % of) * 100,
    dueAt: now,
    withinMs: minutes(300),
    ...(n % 17 === 5 ? { priority: true as const } : {}),
  };
}

/** Many callbacks that six agents work off, while the engine crashes now and then. */
export class CallbackLoad {
  readonly asked: string[] = [];
  /** The legs that were dialled to customers, in order. */
  readonly legs: string[] = [];
  readonly #scenario: Scenario;
  readonly #customers = new Map<string, Customer>();

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    const { telephony } = scenario.sim;
    const perform = telephony.perform.bind(telephony);
    telephony.perform = async (command) => {
      this.#seen(command);
      await perform(command);
    };
  }

  async requestCallbacks(count: number): Promise<void> {
    const { sim } = this.#scenario;
    for (let n = 0; n < count; n += 1) {
      const person = this.#scenario.customer(numberOf(n));
      const manners = MANNERS[(n * 7) % MANNERS.length] ?? [];
      this.#customers.set(person.name, { person, manners, dialled: 0, talksSince: null });
      const asked = this.#scenario.desk().requestCallback(wishOf(n, count, sim.clock.now().wall));
      await sim.advance(0);
      this.asked.push((await asked).callback.id);
    }
    for (const id of AGENTS) this.#scenario.agent(id).registered().answersAfter(seconds(2));
  }

  /** Lets time pass until no callback is due or under way. */
  async workOff(crashes: readonly Crash[]): Promise<void> {
    const left = [...crashes];
    let life = 0;
    for (let ms = 0; ms < LONGEST_MS; ms += STEP_MS) {
      if (this.#scenario.engineIsDead()) {
        await this.#scenario.crash();
        await this.#scenario.after(RESTART_MS);
        await this.#scenario.restart();
        life = 0;
      }
      const crash = left[0];
      if (crash && life >= crash.afterMs) {
        left.shift();
        this.#scenario.crashAfterCommits(crash.commits);
      }
      this.#hangUp();
      await this.#scenario.after(STEP_MS);
      life += STEP_MS;
      if (ms % minutes(5) > 0 || left.length > 0 || this.#scenario.engineIsDead() || !this.#isDone())
        continue;
      // cancels the last crash, so that the scenario can stop the engine itself
      this.#scenario.crashAfterCommits(Number.POSITIVE_INFINITY);
      return;
    }
    throw new Error('callbacks were still open after a day');
  }

  /** How often a customer's phone was dialled. */
  dialled(number: string): number {
    return this.#customers.get(number)?.dialled ?? 0;
  }

  #isDone(): boolean {
    const { wall } = this.#scenario.sim.clock.now();
    const moving = ({ status, dueAt }: CallbackState) =>
      status.is === 'due' || status.is === 'attempting' || dueAt < wall + NOT_NOW_MS;
    return this.#scenario.records.callbacks.filter(isOpen).filter(moving).length === 0;
  }

  #seen(command: Command): void {
    if (command.do !== 'dial' || !('customer' in command.to)) return;
    const customer = this.#customers.get(command.to.customer);
    if (!customer) throw new Error(`nobody asked to be called at ${command.to.customer}`);
    const { manners, person } = customer;
    person.station.pickup = manners[Math.min(customer.dialled, manners.length - 1)] ?? 'ring';
    customer.dialled += 1;
    this.legs.push(command.leg);
  }

  #hangUp(): void {
    const { mono } = this.#scenario.sim.clock.now();
    for (const customer of this.#customers.values()) {
      if (!customer.person.inCall) customer.talksSince = null;
      else if (customer.talksSince === null) customer.talksSince = mono;
      else if (mono - customer.talksSince >= TALK_MS) customer.person.hangsUp();
    }
  }
}
