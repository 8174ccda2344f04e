import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../../../src/sipkit/index.ts';
import { messageOf } from '../../../../src/util/errors.ts';
import type { Dice } from '../dice.ts';
import { asteriskLane } from './asterisk-faults.ts';
import { engineLane } from './engine-faults.ts';
import type { Fault, FaultScene, Lane } from './fault.ts';
import { linkLane } from './link-faults.ts';
import { partyLane } from './party-faults.ts';
import { siteLane } from './site-faults.ts';
import { storeLane } from './store-faults.ts';

export const LANES: readonly Lane[] = [engineLane, linkLane, storeLane, asteriskLane, partyLane, siteLane];

/** A fault as it happened. */
export interface FaultRecord {
  readonly name: string;
  readonly from: Instant;
  to: Instant;
  /** What is to be said of it, or why it could not be done. */
  detail: string;
}

/** Makes faults happen, in all lanes at once, for as long as it is told. */
export class FaultMaker {
  readonly records: FaultRecord[] = [];
  readonly #scene: FaultScene;
  readonly #dice: Dice;
  readonly #lanes: readonly Lane[];

  /** @param names which faults or lanes; empty: all */
  constructor(scene: FaultScene, dice: Dice, names: readonly string[]) {
    this.#scene = scene;
    this.#dice = dice;
    const wanted = ({ name }: Lane, fault: Fault) =>
      names.length === 0 || names.some((each) => each === name || each === fault.name);
    this.#lanes = LANES.map((lane) => ({
      ...lane,
      faults: lane.faults.filter((fault) => wanted(lane, fault) && (fault.needs?.(scene) ?? true)),
    })).filter(({ faults }) => faults.length > 0);
  }

  /** Until the moment has come, or `stop` is aborted; what has begun comes to its end. */
  async until(end: Instant, stop: AbortSignal): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => this.#run(lane, end, stop)));
  }

  async #run({ name, meanGapMs, faults }: Lane, end: Instant, stop: AbortSignal): Promise<void> {
    const dice = this.#dice.fork(name);
    for (let count = 1; ; count += 1) {
      const own = dice.fork(`${count}`);
      const fault = own.pick(faults);
      const gap = own.gap(meanGapMs);
      if (performance.now() + gap > end) return;
      await sleep(gap, undefined, { signal: stop }).catch(() => undefined);
      if (stop.aborted) return;
      await this.#happens(fault, own);
    }
  }

  async #happens(fault: Fault, dice: Dice): Promise<void> {
    const record: FaultRecord = {
      name: fault.name,
      from: performance.now(),
      to: Number.POSITIVE_INFINITY,
      detail: '',
    };
    this.records.push(record);
    try {
      record.detail = await fault.happen(this.#scene, dice);
    } catch (error) {
      record.detail = `could not be done: ${messageOf(error)}`;
    }
    record.to = performance.now();
  }
}
