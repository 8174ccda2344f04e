import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from '../../core/commands.ts';
import type { AwayBook, Log, Snapshot, Telephony, TelephonyEvent } from '../../engine/ports.ts';
import { TelephonyError } from '../../engine/ports.ts';
import { AWAY_FAMILY, AWAY_KEY } from '../away.ts';
import type { Lines } from '../lines.ts';
import { type AriAddress, AriConnection } from './client.ts';
import { linkDown, refusal } from './errors.ts';
import { EVENT_TYPES, readAriEvent } from './events.ts';
import { Legs } from './legs.ts';
import { type Desk, perform, WAITING_BRIDGE } from './perform.ts';
import { Playbacks } from './playbacks.ts';
import { RingGuards } from './ring-guards.ts';
import { findBridges, findLegs, findPlayback } from './snapshot.ts';

/** Where Asterisk is and what it calls things. */
export interface AriOptions extends AriAddress {
  /** Absolute folder with `<language>/<prompt>.wav`. */
  readonly sounds: string;
  /** Name of the SIP endpoint that leads to the outside. */
  readonly trunk: string;
  readonly log: Log;
  /** Where it is heard that a line is weak. */
  readonly lines?: Lines;
}

/** The dialplan takes no call to the application when this global variable of Asterisk is older than some seconds. */
const HEARTBEAT = 'SANSHENG_HEARTBEAT';
const HEARTBEAT_MS = 2_000;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 10_000;

/** What the engine does by ARI. */
export type AriTelephony = Telephony & Pick<AwayBook, 'removeAway'>;

/** Calls on a real Asterisk, through ARI. */
export function createAriTelephony(options: AriOptions): AriTelephony {
  return new Ari(options);
}

class Ari implements AriTelephony {
  readonly #options: AriOptions;
  readonly #log: Log;
  readonly #legs = new Legs();
  readonly #guards: RingGuards;
  readonly #playbacks = new Playbacks((leg) => this.#legs.isLeaving(leg));
  readonly #desk: Desk;
  #report: (event: TelephonyEvent) => void = () => undefined;
  #connection: AriConnection | undefined;
  /** Why there is no connection. */
  #without = 'it was not started';
  /** Events that have come while a new link is being made ready; undefined once it is. */
  #early: string[] | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  readonly #stopping = new AbortController();

  constructor(options: AriOptions) {
    this.#options = options;
    this.#log = options.log;
    this.#guards = new RingGuards(options.log);
    this.#desk = {
      connection: () => this.#linked(),
      legs: this.#legs,
      playbacks: this.#playbacks,
      guards: this.#guards,
      report: (event) => this.#tell(event),
      app: options.app,
      sounds: options.sounds,
      trunk: options.trunk,
    };
  }

  async start(report: (event: TelephonyEvent) => void): Promise<void> {
    this.#report = report;
    this.#options.lines?.listen((event) => {
      if (this.#early === undefined && this.#legs.has(event.leg)) this.#tell(event);
    });
    await this.#connect();
    this.#open();
    this.#heartbeat = setInterval(() => void this.#beat(), HEARTBEAT_MS);
  }

  async perform(command: Command): Promise<void> {
    await perform(this.#desk, command);
  }

  async snapshot(ask: { readonly playbacks: readonly string[] }): Promise<Snapshot> {
    const asterisk = this.#linked();
    // Asterisk still lists a leg for a moment after its end has been told.
    const legs = (await findLegs(asterisk, this.#options.app)).filter(({ leg }) => this.#legs.has(leg));
    const bridges = await findBridges(asterisk, this.#options.app);
    const playbacks: string[] = [];
    for (const id of ask.playbacks) {
      const found = await findPlayback(asterisk, id);
      if (found === undefined) {
        this.#playbacks.forget(id);
      } else {
        this.#playbacks.adopt(id, found.on, found.started);
        playbacks.push(id);
      }
    }
    return { legs: legs.map(({ leg, answered }) => ({ leg, answered })), bridges, playbacks };
  }

  /** AMI would need a right for this that allows reloads and modules as well; ARI has all there are. */
  async removeAway(key: string): Promise<void> {
    if (!AWAY_KEY.test(key)) throw refusal('the removal of an entry', 'its key is none of the dialplan');
    const variable = `DB_DELETE(${AWAY_FAMILY}/${key})`;
    await this.#linked().request('asterisk', 'setGlobalVar', { variable, value: '-' });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    clearInterval(this.#heartbeat);
    this.#report = () => undefined;
    const connection = this.#connection;
    if (connection === undefined) return;
    try {
      // The dialplan takes over at once, instead of when the last heartbeat has grown old.
      await setHeartbeat(connection, 0);
    } catch (error) {
      this.#log.warn('the dialplan could not be told that the engine stops', { error: messageOf(error) });
    }
    connection.end('it was stopped');
  }

  #linked(): AriConnection {
    if (this.#connection === undefined) throw linkDown(this.#without);
    return this.#connection;
  }

  /** Makes a link, and all that it needs in Asterisk, before anything that comes over it is told. */
  async #connect(): Promise<void> {
    this.#early = [];
    let over: string | undefined;
    const connection = await AriConnection.open(this.#options, {
      message: (text) => this.#take(text),
      closed: (cause) => {
        over = cause;
        if (this.#connection === connection) this.#lost(cause);
      },
    });
    try {
      const { app } = this.#options;
      const allowed = EVENT_TYPES.map((type) => ({ type }));
      await connection.request('applications', 'filter', { applicationName: app, filter: { allowed } });
      await makeWaitingBridge(connection, app);
      const found = await findLegs(connection, app);
      this.#legs.adopt(found);
      this.#guards.adopt(found);
      this.#playbacks.forgetAll();
      await setHeartbeat(connection, epochSeconds());
      if (over !== undefined) throw linkDown(over);
    } catch (error) {
      connection.end('it could not be made ready');
      throw error;
    }
    this.#connection = connection;
  }

  /** Takes what has come meanwhile, in order, once the engine may be told. */
  #open(): void {
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const text of early) this.#take(text);
  }

  #lost(cause: string): void {
    this.#connection = undefined;
    this.#without = cause;
    if (this.#stopping.signal.aborted) return;
    this.#log.warn('the link to Asterisk is lost', { cause });
    this.#tell({ type: 'linkDown', cause });
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
        break;
      } catch (error) {
        this.#without = messageOf(error);
        const cure = error instanceof TelephonyError ? error.cure : undefined;
        this.#log.warn('Asterisk cannot be reached yet', { error: messageOf(error), cure });
      }
    }
    this.#log.info('the link to Asterisk is there again');
    this.#tell({ type: 'linkUp' });
    this.#open();
  }

  #take(text: string): void {
    if (this.#early !== undefined) {
      this.#early.push(text);
      return;
    }
    const event = readAriEvent(text);
    if (event === undefined) {
      this.#log.debug('an event of Asterisk was not understood', { event: text.slice(0, 200) });
      return;
    }
    if (event.type === 'ApplicationReplaced') {
      this.#connection?.end('another program has connected to Asterisk as the same application');
      return;
    }
    if (event.type === 'RecordingFailed') {
      const cure = 'See whether the disk is full, and whether Asterisk may write to its folder of recordings';
      this.#log.error('a recording has failed; the call goes on', { ...event.recording, cure });
    }
    for (const told of [...this.#playbacks.take(event), ...this.#legs.take(event)]) this.#tell(told);
  }

  #tell(event: TelephonyEvent): void {
    this.#guards.take(event);
    if (event.type === 'legEnded') {
      this.#options.lines?.forget(event.leg);
      for (const ended of this.#playbacks.endOfLeg(event.leg)) this.#tell(ended);
    }
    try {
      this.#report(event);
    } catch (error) {
      this.#log.error('an event was not taken', { event: event.type, error: messageOf(error) });
    }
  }

  async #beat(): Promise<void> {
    const connection = this.#connection;
    if (connection === undefined) return;
    try {
      void this.#guards.beat(connection);
      await setHeartbeat(connection, epochSeconds());
    } catch (error) {
      this.#log.warn('the heartbeat did not reach Asterisk', { error: messageOf(error) });
    }
  }
}

async function makeWaitingBridge(connection: AriConnection, name: string): Promise<void> {
  try {
    await connection.request('bridges', 'createWithId', { bridgeId: WAITING_BRIDGE, type: 'holding', name });
  } catch (error) {
    if (!(error instanceof TelephonyError && /already exists/.test(error.message))) throw error;
  }
}

async function setHeartbeat(connection: AriConnection, value: number): Promise<void> {
  await connection.request('asterisk', 'setGlobalVar', { variable: HEARTBEAT, value: String(value) });
}

function epochSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
