import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { LoadOrder, LoadSaid } from './sip-load.ts';

type Said<Is extends LoadSaid['is']> = Extract<LoadSaid, { is: Is }>;

/** The process of the callers and phones. */
export class LoadProcess {
  readonly pid: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, pid: number) {
    this.#child = child;
    this.pid = pid;
  }

  /** Returns the port of the phones as well. */
  static async start(): Promise<{ readonly load: LoadProcess; readonly phonesPort: number }> {
    const child = fork(join(import.meta.dirname, 'sip-load.ts'), { stdio: 'inherit' });
    const { pid } = child;
    if (pid === undefined) throw new Error('the process of the callers cannot be started');
    const load = new LoadProcess(child, pid);
    const { phonesPort } = await load.#hears('open');
    return { load, phonesPort };
  }

  async register(order: Omit<Extract<LoadOrder, { do: 'register' }>, 'do'>): Promise<void> {
    const done = this.#hears('registered');
    this.#child.send({ do: 'register', ...order } satisfies LoadOrder);
    await done;
  }

  async call(order: Omit<Extract<LoadOrder, { do: 'call' }>, 'do'>): Promise<Said<'called'>> {
    const done = this.#hears('called');
    this.#child.send({ do: 'call', ...order } satisfies LoadOrder);
    return done;
  }

  stop(): void {
    this.#child.kill();
  }

  /** What it says next. Rejects where it has failed, or ends. */
  #hears<Is extends LoadSaid['is']>(is: Is): Promise<Said<Is>> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error('the process of the callers has ended'));
      this.#child.once('exit', ended);
      this.#child.once('message', (said: LoadSaid) => {
        this.#child.off('exit', ended);
        if (said.is === is) resolve(said as Said<Is>);
        else reject(new Error(said.is === 'failed' ? said.why : `it said ${said.is}`));
      });
    });
  }
}
