import type { AgentId } from '../../core/ids.ts';
import type { DeviceState } from '../../core/legs.ts';
import type {
  Log,
  OfflineRequest,
  OfflineRequestStore,
  Presence,
  PresenceEvent,
  ReportGone,
} from '../../engine/ports.ts';
import { messageOf } from '../../util/errors.ts';
import { linkDown } from '../errors.ts';
import type { LineQuality } from '../line-quality.ts';
import { OFFLINE_REQUESTS_FAMILY } from '../offline-requests.ts';
import { reconnect } from '../reconnect.ts';
import { type AmiAddress, AmiConnection } from './client.ts';
import { PhoneWatch } from './phone-watch.ts';
import { qualityReportOf } from './rtcp.ts';

export interface AmiOptions extends AmiAddress {
  readonly log: Log;
  /** Gets Asterisk's reports of how sound arrives: they come over AMI, too. */
  readonly lines?: LineQuality;
}

/** Asterisk's names of device states. All others (INVALID, UNAVAILABLE, UNKNOWN) mean that the phone cannot be rung. */
const STATES: Readonly<Record<string, DeviceState>> = {
  NOT_INUSE: 'idle',
  RINGING: 'ringing',
  INUSE: 'busy',
  BUSY: 'busy',
  ONHOLD: 'busy',
  RINGINUSE: 'busy',
};

/** What the engine does by AMI. */
export type AmiPresence = Presence & Pick<OfflineRequestStore, 'awayEntries'>;

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
  /** The state of each phone as last reported; nothing is reported while a list arrives. */
  #states = new Map<AgentId, DeviceState>();
  #listing: (() => void) | undefined;
  readonly #watch: PhoneWatch;
  #gone: ReportGone = () => undefined;
  readonly #stopping = new AbortController();

  constructor(options: AmiOptions) {
    this.#options = options;
    this.#log = options.log;
    const isBusy = (agent: AgentId) => this.#states.get(agent) === 'busy';
    this.#watch = new PhoneWatch(options.log, isBusy, (agent) => this.#gone(agent));
  }

  async start(
    agents: readonly AgentId[],
    report: (event: PresenceEvent) => void,
    gone: ReportGone = () => undefined,
  ): Promise<void> {
    this.#agents = agents;
    this.#report = report;
    this.#gone = gone;
    await this.#connect();
  }

  /** Uses DBGetTree, which needs the same right as the list of phones. */
  async awayEntries(): Promise<readonly OfflineRequest[]> {
    if (this.#connection === undefined) throw linkDown('AMI', 'it is not open yet');
    const { rows, complete } = await this.#connection.list('DBGetTree', { family: OFFLINE_REQUESTS_FAMILY });
    // a line break in an entry splits its row into two invalid ones
    const entries = rows.flatMap(({ event, key, val }) => {
      if (event !== 'DBGetTreeResponse' || typeof key !== 'string') return [];
      return { key: key.slice(`/${OFFLINE_REQUESTS_FAMILY}/`.length), text: String(val) };
    });
    const broken = Math.max(0, Number(complete.listitems) - entries.length);
    return [...entries, ...Array.from({ length: broken }, () => ({ key: '', text: '' }))];
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#report = () => undefined;
    this.#gone = () => undefined;
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
      event: (name, fields) => this.#receive(name, fields),
      closed: (cause) => {
        over = cause;
        this.#listing?.();
        if (this.#connection === connection) this.#lost(cause);
      },
    });
    try {
      await connection.action('DeviceStateList');
      await listed;
      if (over !== undefined) throw linkDown('AMI', over);
    } catch (error) {
      connection.end('the list of phones did not arrive');
      throw error;
    }
    this.#connection = connection;
    this.#watch.begin(connection, this.#agents);
    for (const [agent, device] of states) this.#deliver({ agent, device });
  }

  #receive(name: string, fields: Readonly<Record<string, unknown>>): void {
    if (name === 'DeviceStateListComplete') {
      this.#listing?.();
      this.#listing = undefined;
    }
    const report = name === 'RTCPSent' ? qualityReportOf(fields) : undefined;
    if (report !== undefined) this.#options.lines?.take(report);
    if (name === 'ContactStatus') this.#watch.take(fields);
    if (name !== 'DeviceStateChange') return;
    const agent = /^PJSIP\/(.+)$/.exec(String(fields.device))?.[1];
    if (agent === undefined || !this.#states.has(agent)) return;
    const device = STATES[String(fields.state)] ?? 'offline';
    if (this.#states.get(agent) === device) return;
    this.#states.set(agent, device);
    if (this.#listing === undefined) this.#deliver({ agent, device });
  }

  #lost(cause: string): void {
    this.#connection = undefined;
    this.#watch.end();
    if (this.#stopping.signal.aborted) return;
    this.#log.warn('lost the AMI link to Asterisk: the states of phones are unknown until it is back', {
      cause,
    });
    void this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    const failed = (error: string, cure: string | undefined) =>
      this.#log.warn('AMI cannot be reached yet', { error, cure });
    if (await reconnect(() => this.#connect(), failed, this.#stopping.signal))
      this.#log.info('connected to AMI again');
  }

  #deliver(event: PresenceEvent): void {
    try {
      this.#report(event);
    } catch (error) {
      this.#log.error("a phone's state could not be handled", {
        agent: event.agent,
        error: messageOf(error),
      });
    }
  }
}
