import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineProcess } from '../support/engine-process.ts';
import type { Impairment, Impairments } from './impairments.ts';

/** So long after it has ended by itself it is started again. */
const AGAIN_MS = 1000;

export interface EngineDeath {
  readonly at: number;
  readonly how: string;
  /** It was not ready yet. */
  readonly starting: boolean;
}

/** The engine's process, which one fault at a time may kill or freeze. */
export class EngineLife {
  readonly #engine: EngineProcess;
  readonly #impairments: Impairments;
  /** The last thing that was ordered; what comes next waits for it. */
  #turn: Promise<unknown> = Promise.resolve();
  #closing = false;
  /** It has ended, or did not start, without having been told to. */
  readonly deaths: EngineDeath[] = [];
  #starting = false;

  constructor(engine: EngineProcess, impairments: Impairments) {
    this.#engine = engine;
    this.#impairments = impairments;
  }

  get pid(): number | undefined {
    return this.#engine.pid;
  }

  start(): Promise<void> {
    return this.#inTurn(() => this.#start());
  }

  /** Kills it now, and starts it after a while. */
  killed(fault: string, awayMs: number): Promise<void> {
    return this.#inTurn(async () => {
      const impairment = this.#impairments.begin(fault);
      await this.#engine.kill();
      await sleep(awayMs);
      await this.#revived(impairment);
    });
  }

  frozen(fault: string, ms: number): Promise<void> {
    return this.#inTurn(async () => {
      const impairment = this.#impairments.begin(fault);
      this.#engine.signal('SIGSTOP');
      await sleep(ms);
      this.#engine.signal('SIGCONT');
      this.#impairments.over(impairment);
    });
  }

  reload(): void {
    this.#engine.signal('SIGUSR2');
  }

  /** It has ended by itself: what supervises it starts it again. */
  ended(how: number | NodeJS.Signals | null): void {
    if (this.#closing) return;
    // the start itself says so, and is tried again
    if (this.#starting) return;
    this.deaths.push({ at: performance.now(), how: `it ended by itself (${how})`, starting: false });
    const impairment = this.#impairments.begin('engine ended');
    void this.#inTurn(async () => {
      await sleep(AGAIN_MS);
      await this.#revived(impairment);
    });
  }

  close(): Promise<void> {
    this.#closing = true;
    return this.#inTurn(() => this.#engine.kill());
  }

  async #revived(impairment: Impairment): Promise<void> {
    for (let again = false; !this.#closing; again = true) {
      try {
        this.#impairments.over(impairment);
        await this.#start();
        return;
      } catch (error) {
        if (!again)
          this.deaths.push({ at: performance.now(), how: `it did not start: ${error}`, starting: true });
        await this.#engine.kill();
        await sleep(AGAIN_MS);
      }
    }
  }

  async #start(): Promise<void> {
    if (this.#engine.pid !== undefined) return;
    this.#starting = true;
    try {
      await this.#engine.start();
    } finally {
      this.#starting = false;
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
