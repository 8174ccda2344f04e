import { TelephonyError } from '../../src/engine/ports.ts';
import type { VirtualClock } from '../../src/telephony/simulated/clock.ts';
import type { RequestHook } from '../../src/telephony/simulated/index.ts';
import type { Point } from './story.ts';

/** How long the product waits for an answer of Asterisk, ms. */
export const ANSWER_MS = 5000;

/** So often in a second the engine may try a store that refuses: each try can hold up all calls. */
const MOST_TRIES = 15;

/** Something that strikes at a point, after `skip` others like it. */
export interface Strike {
  readonly at: Point;
  skip: number;
  readonly does: () => void;
}

/** How Asterisk and the store answer now. Whoever changes it notes it as an impairment. */
export class Conditions {
  /** Each request takes so long; `late`: it is carried out at once. */
  slow: { readonly eachMs: number; readonly late: boolean } | null = null;
  lying = false;
  /** Requests that fail, after so many others; `hit` is called as it fails. */
  refusals: { skip: number; readonly timedOut: boolean; readonly hit: () => void }[] = [];
  diskFull = false;
  refusedCommits = 0;
  commitMs = 0;
  /** When the store has refused something lately (monotonic ms), and what to do where it is tried too often. */
  #refused: number[] = [];
  onStorm: (tries: number) => void = () => undefined;
  readonly strikes: Strike[] = [];
  readonly #clock: VirtualClock;
  /** Requests under way, which end as the link is cut. */
  readonly #underWay = new Set<() => void>();

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** A point has been reached: what waits for it strikes. */
  reach(at: Point): void {
    for (const strike of [...this.strikes]) {
      if (strike.at !== at) continue;
      strike.skip -= 1;
      if (strike.skip >= 0) continue;
      this.strikes.splice(this.strikes.indexOf(strike), 1);
      strike.does();
    }
  }

  /** The store refuses a commit. */
  refuseCommit(): never {
    const now = this.#clock.now().mono;
    this.#refused = [...this.#refused.filter((at) => at > now - 1000), now];
    if (this.#refused.length > MOST_TRIES) {
      this.onStorm(this.#refused.length);
      this.#refused = [];
    }
    throw new Error('the disk is full');
  }

  /** The link is cut: requests under way fail. */
  cut(): void {
    for (const giveUp of [...this.#underWay]) giveUp();
  }

  /** One request, as Asterisk answers it now. */
  readonly request: RequestHook = async (_of, carryOut) => {
    const refusal = this.#refusal();
    if (refusal && !refusal.timedOut) throw refused();
    if (this.lying) throw refused();
    const ms = refusal ? Number.POSITIVE_INFINITY : (this.slow?.eachMs ?? 0);
    if (ms === 0) {
      carryOut();
      return;
    }
    const late = refusal !== undefined || this.slow?.late === true;
    if (late) carryOut();
    await this.#pause(Math.min(ms, ANSWER_MS));
    if (ms > ANSWER_MS) throw new TelephonyError('TIMED_OUT', 'Asterisk has not answered', 'nothing to do');
    if (!late) carryOut();
  };

  #refusal(): { readonly timedOut: boolean } | undefined {
    const [first] = this.refusals;
    if (!first) return undefined;
    first.skip -= 1;
    if (first.skip >= 0) return undefined;
    this.refusals.shift();
    first.hit();
    return first;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        cancel();
        this.#underWay.delete(giveUp);
        reject(new TelephonyError('LINK_DOWN', 'the link was cut', 'nothing to do'));
      };
      const cancel = this.#clock.after(ms, () => {
        this.#underWay.delete(giveUp);
        resolve();
      });
      this.#underWay.add(giveUp);
    });
  }
}

function refused(): TelephonyError {
  return new TelephonyError('REFUSED', 'Asterisk answers 500', 'nothing to do');
}
