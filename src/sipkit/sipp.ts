import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Runnable } from '../host/loader.ts';
import { SipkitError } from './errors.ts';
import { type StationCommand, stationScenario } from './scenario.ts';
import type { ScenarioOptions } from './scenario-options.ts';
import type { Heading } from './scenario-parts.ts';
import { header, type SipMessage } from './sip-message.ts';
import { Trace } from './trace.ts';

const START_MS = 10_000;
const END_MS = 2_000;
/** Beginning of the Call-ID of our own questions. */
const READY = 'ready';
const TAIL_CHARACTERS = 6_000;

/** What has not been stopped yet, and its folder: neither may outlive us. A signal that nobody listens for ends Node without
 * `exit`: whoever can be stopped so has to listen, and to stop what it has started. */
const running = new Map<ChildProcess, string>();
process.on('exit', () => {
  for (const [child, folder] of running) {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Timers of its own would end it on a busy machine, or calls that waited long: they are set out of the way. */
const PATIENCE = {
  '-watchdog_major_maxtriggers': '100000',
  '-watchdog_minor_maxtriggers': '100000',
  '-max_recv_loops': '1',
  '-deadcall_wait': '0',
};
const TRACING = {
  '-trace_msg': [],
  '-message_file': 'messages.log',
  '-trace_err': [],
  '-error_file': 'errors.log',
};

/** Starts a program as `sh -c` with this, the program and its arguments. SIPp looks at its clock 1,000 times a second though nothing
 * happens; with a timer slack of 20 ms, where the system lets us set it, 50 times. A message wakes it at once all the same. */
const WITH_SLACK = '{ echo 20000000 >/proc/self/timerslack_ns; } 2>/dev/null; exec "$0" "$@"';

/** What SIPp is started with. */
function argumentsFor({ local, server }: ScenarioOptions): string[] {
  const own = {
    '-sf': 'station.xml',
    '-i': local.host,
    '-p': `${local.port}`,
    '-mi': local.host,
    '-ci': local.host,
  };
  const named = Object.entries({ ...own, ...PATIENCE, ...TRACING }).flat(2);
  return [...named, '-nostdin', '-default_behaviors', 'none', `${server.host}:${server.port}`];
}

/** A running SIPp with a station's scenario. */
export class Sipp {
  /** Called with each SIP message, in order, commands not among them. */
  onMessage: (message: SipMessage) => void = () => undefined;
  /** Called when SIPp ended without having been told to. */
  onDeath: (error: SipkitError) => void = () => undefined;
  readonly #options: ScenarioOptions;
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #commands: Socket;
  #trace: Trace | undefined;
  #output = '';
  #ending = false;
  #sequence = 0;

  /** Resolves when SIPp takes calls. Rejects with a SipkitError `SIPP_FAILED` when it does not start. */
  static async start(program: Runnable, options: ScenarioOptions): Promise<Sipp> {
    const folder = await mkdtemp(join(tmpdir(), 'sipkit-'));
    await writeFile(join(folder, 'station.xml'), stationScenario(options));
    const commands = createSocket('udp4');
    commands.bind(0, options.local.host);
    await once(commands, 'listening');
    const sipp = new Sipp(program, options, folder, commands);
    try {
      await sipp.#ready();
    } catch (error) {
      await sipp.stop();
      throw error;
    }
    return sipp;
  }

  private constructor(program: Runnable, options: ScenarioOptions, folder: string, commands: Socket) {
    this.#options = options;
    this.#folder = folder;
    this.#commands = commands;
    const command = [program.file, ...program.args, ...argumentsFor(options)];
    this.#child = spawn('/bin/sh', ['-c', WITH_SLACK, ...command], {
      cwd: folder,
      env: { ...program.env, TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Ctrl-C is for us, who then hang up first; what is left when we end is ended with us.
      detached: true,
    });
    running.set(this.#child, folder);
    const keep = (text: Buffer): void => {
      this.#output = (this.#output + text.toString()).slice(-2000);
    };
    this.#child.stdout?.on('data', keep);
    this.#child.stderr?.on('data', keep);
    this.#child.on('error', (error) => keep(Buffer.from(error.message)));
    this.#child.on('close', (status, signal) => {
      if (!this.#ending)
        this.onDeath(this.error('SIPP_FAILED', `SIPp ended by itself: ${status ?? signal}\n${this.#output}`));
    });
  }

  /** Gives a command to the call of that id. */
  command(name: StationCommand, callId: string, headings: Partial<Record<Heading, string>>, body = ''): void {
    const more = Object.entries(headings).map(([heading, value]) => `X-${heading}: ${value}`);
    this.#say(name, callId, more, body);
  }

  /** The last SIP messages with their times, and what SIPp complained of. */
  tail(): string {
    const messages = (this.#trace?.messages ?? [])
      .filter((message) => !isOurs(message))
      .map(
        ({ at, sent, text }) => `${at.toFixed(1)} ms, ${sent ? 'sent' : 'received'}:\n${text.trimEnd()}\n`,
      );
    const errors = join(this.#folder, 'errors.log');
    const complaints = existsSync(errors) ? readFileSync(errors, 'utf8') : '';
    return `${messages.join('\n').slice(-TAIL_CHARACTERS)}${complaints.slice(-TAIL_CHARACTERS / 3)}`;
  }

  /** Stops the process, or lets it go on. */
  freeze(frozen: boolean): void {
    this.#child.kill(frozen ? 'SIGSTOP' : 'SIGCONT');
  }

  error(code: SipkitError['code'], cause: string): SipkitError {
    return new SipkitError(
      code,
      `${this.#options.local.host}:${this.#options.local.port}: ${cause}`,
      this.tail(),
    );
  }

  /** Ends the process and removes its files. */
  async stop(): Promise<void> {
    this.#ending = true;
    if (this.#child.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'close');
      this.#child.kill('SIGTERM');
      this.#child.kill('SIGCONT');
      const last = setTimeout(() => this.#child.kill('SIGKILL'), END_MS);
      await ended;
      clearTimeout(last);
    }
    this.#trace?.close();
    this.#commands.close();
    await rm(this.#folder, { recursive: true, force: true });
    running.delete(this.#child);
  }

  /**
   * SIPp says nowhere that it is ready: it is asked, by OPTIONS, until they stand in its log. (An answer would not do: where the
   * port was taken, it is another's.)
   */
  async #ready(): Promise<void> {
    const log = join(this.#folder, 'messages.log');
    const dead = (): boolean =>
      this.#child.exitCode !== null || this.#child.signalCode !== null || this.#child.pid === undefined;
    const limit = performance.now() + START_MS;
    while (!existsSync(log) || !readFileSync(log, 'utf8').includes(READY)) {
      if (dead() || performance.now() > limit)
        throw this.error('SIPP_FAILED', `SIPp did not start: ${this.#output}`);
      this.#say('OPTIONS', `${READY}-${randomUUID()}`, []);
      await pause(10);
    }
    this.#trace = new Trace(log, (message) => {
      if (!isOurs(message)) this.onMessage(message);
    });
  }

  #say(method: string, callId: string, more: readonly string[], body = ''): void {
    const { host, port } = this.#options.local;
    // Never twice the same: SIPp takes an equal message for a retransmission.
    const n = ++this.#sequence;
    const head = [
      `${method} sip:station@${host}:${port} SIP/2.0`,
      `Via: SIP/2.0/UDP ${host}:${this.#commands.address().port};branch=z9hG4bK-command-${n}`,
      `From: <sip:command@${host}>;tag=${n}`,
      `To: <sip:station@${host}>`,
      `Call-ID: ${callId}`,
      `CSeq: ${n} ${method}`,
      ...more,
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    this.#commands.send(`${head.join('\r\n')}\r\n\r\n${body}`, port, host);
  }
}

/** A command, or a question whether SIPp is ready: no message of a call. */
function isOurs(message: SipMessage): boolean {
  return message.text.startsWith('X-') || header(message, 'Call-ID').startsWith(READY);
}
