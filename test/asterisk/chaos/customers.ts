import { setTimeout as sleep } from 'node:timers/promises';
import type { Leg, Station } from '../../../src/sipkit/index.ts';
import type { Dice } from './dice.ts';
import type { Party } from './party.ts';
import { CALLER_HZ } from './tones.ts';
import type { World } from './world.ts';

const FOREVER_MS = 2 ** 31 - 1;

/** What a customer does who is called back. */
const MANNERS = [
  { weight: 70, does: 'answers' },
  { weight: 10, does: 'is busy' },
  { weight: 10, does: 'does not answer' },
  { weight: 10, does: 'rejects' },
] as const;

/** Everybody whom callbacks reach, at the far end of the trunk. */
export class Customers {
  readonly #phones: Station;
  readonly #world: World;
  readonly #dice: Dice;
  /** The trunk takes no call: 503. */
  congested = false;
  /** Calls that came to each number. */
  readonly calls = new Map<string, number>();

  constructor(phones: Station, world: World, dice: Dice) {
    this.#phones = phones;
    this.#world = world;
    this.#dice = dice;
    phones.behave({ does: 'vanish' });
  }

  /** Until the phones are gone. */
  async live(): Promise<void> {
    const next = () => this.#phones.incoming({ timeoutMs: FOREVER_MS }).catch(() => undefined);
    for (let leg = await next(); leg; leg = await next()) {
      const call = (this.calls.get(leg.to) ?? 0) + 1;
      this.calls.set(leg.to, call);
      const party = this.#world.join({
        ...{ role: 'customer', leg, station: this.#phones, number: leg.to, hz: CALLER_HZ },
      });
      this.#rung(party, leg, this.#dice.fork(`${leg.to} ${call}`)).catch((error: unknown) =>
        this.#world.trouble(party, error),
      );
    }
  }

  async #rung(party: Party, leg: Leg, dice: Dice): Promise<void> {
    const { does } = dice.pick(MANNERS);
    if (this.congested) leg.refuse(503);
    else if (does === 'is busy') leg.refuse(486);
    else await this.#rings(party, leg, does, dice);
  }

  async #rings(party: Party, leg: Leg, does: string, dice: Dice): Promise<void> {
    leg.ring();
    await Promise.race([party.over, sleep(dice.between(500, 4000))]);
    if (party.isOver || does === 'does not answer') return;
    if (does === 'rejects') {
      leg.refuse(603);
      return;
    }
    leg.rtp.say({ kind: 'tone', hz: CALLER_HZ });
    leg.answer();
    await Promise.race([party.over, sleep(dice.between(10_000, 18_000))]);
    await party.leave();
  }
}
