import { setTimeout as sleep } from 'node:timers/promises';
import type { Station } from '../../../src/sipkit/index.ts';
import type { Dice } from './dice.ts';
import type { Party } from './party.ts';
import { LINES } from './site-options.ts';
import { CALLER_HZ } from './tones.ts';
import type { World } from './world.ts';

const LOOK_MS = 200;
/** Whoever has waited so long gives up, whatever the manner. */
const PATIENCE_MS = 90_000;
/** Such a part of the callers dials the second line. */
const SECOND_LINE = 0.25;
const WITHHELD = 'anonymous';

/** What a caller does until the call is over. */
interface Manner {
  readonly name: string;
  readonly weight: number;
  readonly withheld?: true;
  live(party: Party, dice: Dice, world: World): Promise<void>;
}

async function during(party: Party, ms: number): Promise<void> {
  await Promise.race([party.over, sleep(ms)]);
}

/** Resolves when somebody answers (true), an agent talks with the caller, or the time is over. */
async function waitsFor(party: Party, ms: number, is: () => boolean): Promise<boolean> {
  const limit = performance.now() + ms;
  while (!party.isOver && performance.now() < limit) {
    if (is()) return true;
    await sleep(LOOK_MS);
  }
  return false;
}

const answered = (party: Party) => waitsFor(party, PATIENCE_MS, () => party.isTalking);

/** Presses something again and again while no agent is there. */
async function presses(
  party: Party,
  world: World,
  everyMs: number,
  press: () => Promise<void>,
): Promise<void> {
  const limit = performance.now() + PATIENCE_MS;
  while (!party.isOver && performance.now() < limit) {
    await during(party, everyMs);
    if (world.agentsWith(party.number).length === 0) await press();
  }
}

/** Enters a number, and confirms it when it has been read back. */
async function entersNumber(party: Party, number: string): Promise<void> {
  await during(party, 2500);
  await party.keys(`${number}#`);
  await during(party, 9000);
  await party.keys('1');
}

const MANNERS: readonly Manner[] = [
  {
    name: 'talks',
    weight: 45,
    async live(party, dice, world) {
      const talks = await waitsFor(party, PATIENCE_MS, () => world.agentsWith(party.number).length > 0);
      if (talks) await during(party, dice.between(8000, 22_000));
    },
  },
  {
    name: 'takes the offer',
    weight: 20,
    async live(party, dice, world) {
      await answered(party);
      await presses(party, world, dice.between(3500, 6000), () => party.keys('1'));
    },
  },
  {
    name: 'leaves another number',
    weight: 8,
    async live(party, dice, world) {
      const other = `137${party.number.slice(3)}`;
      party.numbers.push(other);
      await answered(party);
      await presses(party, world, dice.between(4000, 7000), async () => {
        await party.keys('2');
        await entersNumber(party, other);
      });
    },
  },
  {
    name: 'withholds the number',
    weight: 3,
    withheld: true,
    async live(party, dice, world) {
      const number = `136${String(dice.below(1e8)).padStart(8, '0')}`;
      party.numbers.push(number);
      await answered(party);
      await presses(party, world, 6000, async () => {
        await party.keys('1');
        await entersNumber(party, number);
      });
    },
  },
  { name: 'gives up ringing', weight: 5, live: (party, dice) => during(party, dice.between(1000, 9000)) },
  {
    name: 'gives up waiting',
    weight: 10,
    async live(party, dice) {
      await answered(party);
      await during(party, dice.between(3000, 30_000));
    },
  },
  {
    name: 'waits and does nothing',
    weight: 5,
    live: (party, dice) => during(party, dice.between(30_000, PATIENCE_MS)),
  },
  {
    name: 'presses anything',
    weight: 4,
    async live(party, dice, world) {
      await answered(party);
      await presses(party, world, 2500, () => party.keys('0123456789*#'.charAt(dice.below(12))));
    },
  },
];

/** Callers who come all the time, each with a number and a manner. */
export class Callers {
  readonly #trunk: Station;
  readonly #world: World;
  readonly #dice: Dice;
  /** Where the next caller calls from, other than the trunk. */
  nextStation: { readonly station: Station; joined(party: Party): void } | undefined;
  count = 0;
  readonly #calls = new Set<Promise<void>>();

  constructor(trunk: Station, world: World, dice: Dice) {
    this.#trunk = trunk;
    this.#world = world;
    this.#dice = dice;
  }

  /** So many a second on the average, as long as the world is open. */
  async come(rate: number): Promise<void> {
    let due = performance.now();
    while (this.#world.open) {
      due += this.#dice.gap(1000 / rate);
      await sleep(Math.max(0, due - performance.now()));
      if (!this.#world.open) return;
      this.count += 1;
      const call = this.#call(this.count).catch((error: unknown) =>
        this.#world.trouble({ role: 'caller', number: `${this.count}` }, error),
      );
      this.#calls.add(call);
      void call.then(() => this.#calls.delete(call));
    }
  }

  /** Resolves when the last call is over. */
  async gone(): Promise<void> {
    while (this.#calls.size > 0) await Promise.all(this.#calls);
  }

  async #call(count: number): Promise<void> {
    const dice = this.#dice.fork(`caller ${count}`);
    const manner = dice.pick(MANNERS);
    const number = `138${String(count).padStart(8, '0')}`;
    const from = manner.withheld ? WITHHELD : number;
    const line = LINES[dice.chance(SECOND_LINE) ? 1 : 0];
    const doomed = this.nextStation;
    this.nextStation = undefined;
    const station = doomed?.station ?? this.#trunk;
    const leg = await station.dial(line, { from, voice: { kind: 'tone', hz: CALLER_HZ } });
    const party = this.#world.join({ role: 'caller', leg, station, number: from, hz: CALLER_HZ });
    doomed?.joined(party);
    await manner.live(party, dice, this.#world);
    await party.leave();
  }
}
