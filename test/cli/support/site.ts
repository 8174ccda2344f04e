import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type CommandResult, run } from '../../../src/host/run.ts';
import { type Ports, portsInUse, takePortBase } from '../../host/support.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const MAIN = join(ROOT, 'src', 'cli', 'main.ts');

/** A command that goes on until it is stopped, as in a terminal. */
export interface Foreground {
  readonly child: ChildProcess;
  /** The exit code, once it has ended; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  /** All that it has said so far. */
  said(): string;
}

/** A site of the test's own, on ports of its own. */
export class TestSite implements AsyncDisposable {
  readonly base: number;
  readonly dir: string;
  readonly #ports: Ports;

  constructor(ports: Ports) {
    this.#ports = ports;
    this.base = ports.base;
    this.dir = join(ROOT, 'var', `site-${ports.base}`);
  }

  static async open(): Promise<TestSite> {
    for (;;) {
      const site = new TestSite(await takePortBase());
      // another run may have left it
      if (!existsSync(site.dir)) return site;
    }
  }

  /** Runs a command to its end. */
  sansheng(...args: string[]): Promise<CommandResult> {
    return run(process.execPath, [MAIN, ...args, '--port-base', String(this.base)]);
  }

  start(command: 'up' | 'demo', ...args: string[]): Foreground {
    const child = spawn(process.execPath, [MAIN, command, ...args, '--port-base', String(this.base)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    const ended = once(child, 'close').then(([status]: (number | null)[]) => status ?? null);
    return { child, ended, said: () => said };
  }

  /** Resolves when the site has this file, such as `up.pid`. */
  async has(file: string): Promise<void> {
    while (!existsSync(join(this.dir, file))) await pause(5);
  }

  /** What a site that does not run must not leave: processes, ports, and files that say that it runs. */
  async left(): Promise<string[]> {
    const names = ['up.pid', 'up.pid.lock', 'engine.pid', 'ready', 'supervision.json'];
    const files = [...names, join('asterisk', 'run', 'sansheng.pid')];
    return [
      ...(await this.#processes()),
      ...(await portsInUse(this.base)),
      ...files.filter((file) => existsSync(join(this.dir, file))),
    ];
  }

  async #processes(): Promise<string[]> {
    const found: string[] = [];
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      const ours = [`${this.dir}/`, `--port-base\0${this.base}`, `127.0.0.1:${this.base}`];
      if (ours.some((mark) => command.includes(mark))) found.push(command.replaceAll('\0', ' '));
    }
    return found;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if ((await this.left()).length > 0) await this.sansheng('down');
    await rm(this.dir, { recursive: true, force: true });
    await this.#ports.giveBack();
  }
}
