import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../../src/sipkit/index.ts';
import { messageOf } from '../../../src/util/errors.ts';
import type { Judge } from './judge.ts';
import type { LegRecord } from './leg-record.ts';
import { Party, type PartyOptions } from './party.ts';

/** Packets that are on their way when a leg ends, ms. */
const TAIL_MS = 500;

/** Whoever is on the phone, and what is known of those who were. */
export class World {
  readonly startedAt: Instant = performance.now();
  readonly live = new Set<Party>();
  readonly records: LegRecord[] = [];
  /** What went wrong with a party itself: no finding, but to be known. */
  readonly troubles: string[] = [];
  /** The load goes on. */
  open = true;
  readonly #judge: Judge;
  readonly #ends = new Set<Promise<void>>();

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  /** Takes a party in, from its INVITE until what it heard has been judged. */
  join(options: PartyOptions): Party {
    const party = new Party(options);
    this.live.add(party);
    const end = this.#follow(party).catch((error: unknown) => this.trouble(party, error));
    this.#ends.add(end);
    void end.then(() => this.#ends.delete(end));
    return party;
  }

  trouble({ role, number }: Pick<Party, 'role' | 'number'>, error: unknown): void {
    this.troubles.push(`${role} ${number}: ${messageOf(error).split('\n', 1)[0]}`);
  }

  /** The agents who are on the phone with that number now. */
  agentsWith(number: string): Party[] {
    return [...this.live].filter((one) => one.role === 'agent' && one.number === number && one.isTalking);
  }

  /** Asterisk has been killed: none of the legs of this moment will hear anything more. */
  loseAll(): void {
    for (const party of this.live) party.lose();
  }

  /** Resolves when all that was heard has been judged. */
  async settled(): Promise<void> {
    while (this.#ends.size > 0) await Promise.all(this.#ends);
  }

  async #follow(party: Party): Promise<void> {
    await party.over;
    this.live.delete(party);
    await sleep(TAIL_MS);
    this.records.push(await this.#judge.record(party));
    await party.station.forget(party.leg);
  }
}
