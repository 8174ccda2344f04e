import { ensureAsterisk } from '../../../src/host/asterisk/install.ts';
import { findRunning, startAsterisk } from '../../../src/host/asterisk/process.ts';

/** The Asterisk of a site, which may be killed, frozen and started again. */
export class AsteriskUnderTest {
  readonly #home: string;
  pid: number;

  private constructor(home: string, pid: number) {
    this.#home = home;
    this.pid = pid;
  }

  /** The one that runs in that folder. */
  static async of(home: string): Promise<AsteriskUnderTest> {
    const running = await findRunning(home);
    if (!running) throw new Error(`no Asterisk runs in ${home}`);
    return new AsteriskUnderTest(home, running.pid);
  }

  /** SIGKILL; resolves when it has ended. */
  async kill(): Promise<void> {
    const running = await findRunning(this.#home);
    process.kill(this.pid, 'SIGKILL');
    await running?.ended;
  }

  /** After its end. */
  async start(): Promise<void> {
    const { pid } = await startAsterisk(await ensureAsterisk(() => undefined), this.#home);
    this.pid = pid;
  }

  freeze(frozen: boolean): void {
    process.kill(this.pid, frozen ? 'SIGSTOP' : 'SIGCONT');
  }

  async stop(): Promise<void> {
    const running = await findRunning(this.#home);
    if (running) this.freeze(false);
    await running?.stop();
  }
}
