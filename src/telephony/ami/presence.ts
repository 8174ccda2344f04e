import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentId } from '../../core/ids.ts';
import type { DeviceState } from '../../core/legs.ts';
import {
  type AwayBook,
  type AwayEntry,
  type Log,
  type Presence,
  type PresenceEvent,
  TelephonyError,
} from '../../engine/ports.ts';
import { AWAY_FAMILY } from '../away.ts';
import type { Lines } from '../lines.ts';
import { type AmiAddress, AmiConnection, linkDown } from './client.ts';
import { reportIn } from './rtcp.ts';

export interface AmiOptions extends AmiAddress {
  readonly log: Log;
  /** Gets what Asterisk tells of the lines: it comes by this way, too. */
  readonly lines?: Lines;
}

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;

/** Asterisk's names of device states. Others (INVALID, UNAVAILABLE, UNKNOWN) mean that no phone can be rung. */
const STATES: Readonly<Record<string, DeviceState>> = {
  NOT_INUSE: 'idle',
  RINGING: 'ringing',
  INUSE: 'busy',
  BUSY: 'busy',
  ONHOLD: 'busy',
  RINGINUSE: 'busy',
};

/** What the engine does by AMI. */
export type AmiPresence = Presence & Pick<AwayBook, 'awayEntries'>;

/** Phones on a real Asterisk, and what it keeps itself, through AMI. */
export function createAmiPresence(options: AmiOptions): AmiPresence {
  return new ManagedPresence(options);
}

class ManagedPresence implements AmiPresence {
  readonly #options: AmiOptions;
  readonly #log: Log;
  #agents: readonly AgentId[] = [];
  #report: (event: PresenceEvent) => void = () => undefined;
  #connection: AmiConnection | undefined;
  /** What was told last of each phone; while a list is coming in, nothing is. */
  #states = new Map<AgentId, DeviceState>();
  #listing: (() => void) | undefined;
  readonly #stopping = new AbortController();

  constructor(options: AmiOptions) {
    this.#options = options;
    this.#log = options.log;
  }

  async start(agents: readonly AgentId[], report: (event: PresenceEvent) => void): Promise<void> {
    this.#agents = agents;
    this.#report = report;
    await this.#connect();
  }

  /** DBGetTree wants no other right than the list of phones does. */
  async awayEntries(): Promise<readonly AwayEntry[]> {
    if (this.#connection === undefined) throw linkDown('it is being made');
    const { rows, complete } = await this.#connection.list('DBGetTree', { family: AWAY_FAMILY });
    // a line break in an entry breaks its row in two, of which neither is one
    const entries = rows.flatMap(({ event, key, val }) => {
      if (event !== 'DBGetTreeResponse' || typeof key !== 'string') return [];
      return { key: key.slice(`/${AWAY_FAMILY}/`.length), text: String(val) };
    });
    const broken = Math.max(0, Number(complete.listitems) - entries.length);
    return [...entries, ...Array.from({ length: broken }, () => ({ key: '', text: '' }))];
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#report = () => undefined;
    this.#connection?.end('it was stopped');
  }

  async #connect(): Promise<void> {
    const states = new Map<AgentId, DeviceState>(this.#agents.map((agent) => [agent, 'offline']));
    this.#states = states;
    let over: string | undefined;
    const listed = new Promise<void>((resolve) => {
      this.#listing = resolve;
    });
    const connection = await AmiConnection.open(this.#options, {
      event: (name, fields) => this.#take(name, fields),
      closed: (cause) => {
        over = cause;
        this.#listing?.();
        if (this.#connection === connection) this.#lost(cause);
      },
    });
    try {
      await connection.action('DeviceStateList');
      await listed;
      if (over !== undefined) throw new TelephonyError('LINK_DOWN', over, 'Nothing: it is tried again');
    } catch (error) {
      connection.end('the list of phones did not come');
      throw error;
    }
    this.#connection = connection;
    for (const [agent, device] of states) this.#tell({ agent, device });
  }

  #take(name: string, fields: Readonly<Record<string, unknown>>): void {
    if (name === 'DeviceStateListComplete') {
      this.#listing?.();
      this.#listing = undefined;
    }
    const report = name === 'RTCPSent' ? reportIn(fields) : undefined;
    if (report !== undefined) this.#options.lines?.take(report);
    if (name !== 'DeviceStateChange') return;
    const agent = /^PJSIP\/(.+)$/.exec(String(fields.device))?.[1];
    if (agent === undefined || !this.#states.has(agent)) return;
    const device = STATES[String(fields.state)] ?? 'offline';
    if (this.#states.get(agent) === device) return;
    this.#states.set(agent, device);
    if (this.#listing === undefined) this.#tell({ agent, device });
  }

  #lost(cause: string): void {
    this.#connection = undefined;
    if (this.#stopping.signal.aborted) return;
    this.#log.warn('the AMI link to Asterisk is lost: whether phones are registered is not known now', {
      cause,
    });
    void this.#reconnect();
  }

  /** For ever, ever more slowly. Rejects never. */
  async #reconnect(): Promise<void> {
    const { signal } = this.#stopping;
    for (let delay = FIRST_RETRY_MS; !signal.aborted; delay = Math.min(delay * 2, LAST_RETRY_MS)) {
      await sleep(delay, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.#connect();
        this.#log.info('the AMI link to Asterisk is there again');
        return;
      } catch (error) {
        const cure = error instanceof TelephonyError ? error.cure : undefined;
        this.#log.warn('AMI cannot be reached yet', { error: messageOf(error), cure });
      }
    }
  }

  #tell(event: PresenceEvent): void {
    try {
      this.#report(event);
    } catch (error) {
      this.#log.error("a phone's state was not taken", { agent: event.agent, error: messageOf(error) });
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
