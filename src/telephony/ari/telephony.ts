import type { Command } from '../../core/commands.ts';
import type { Log, ReportEvent, Snapshot, TelephonyEvent } from '../../engine/ports.ts';
import { messageOf } from '../../util/errors.ts';
import { linkDown } from '../errors.ts';
import { OFFLINE_REQUEST_KEY, OFFLINE_REQUESTS_FAMILY } from '../offline-requests.ts';
import { reconnect } from '../reconnect.ts';
import { Bridges } from './bridges.ts';
import { AriConnection } from './client.ts';
import type { AriContext } from './context.ts';
import { endHeartbeat, sendHeartbeat, setVariables } from './dialplan-variables.ts';
import { refusal } from './errors.ts';
import { EVENT_TYPES, readAriEvent } from './events.ts';
import { Failover } from './failover.ts';
import { Legs } from './legs.ts';
import { reloadSip, tellMissingModules } from './modules.ts';
import type { AriOptions, AriTelephony } from './options.ts';
import { makeWaitingBridge, perform } from './perform.ts';
import { Playbacks } from './playbacks.ts';
import { tellFailedRecording } from './record.ts';
import { RingTimeouts } from './ring-timeouts.ts';
import { findCallers, findCalls, findLegs, findPlayback } from './snapshot.ts';
import { WaitingMusic } from './waiting-music.ts';

const HEARTBEAT_MS = 2_000;

/** Calls on a real Asterisk, through ARI. */
export function createAriTelephony(options: AriOptions): AriTelephony {
  return new Ari(options);
}

class Ari implements AriTelephony {
  readonly #options: AriOptions;
  readonly #log: Log;
  readonly #legs = new Legs();
  readonly #ringTimeouts: RingTimeouts;
  readonly #failover = new Failover((event) => this.#deliver(event));
  readonly #bridges = new Bridges();
  readonly #playbacks = new Playbacks((leg) => this.#legs.isLeaving(leg));
  readonly #context: AriContext;
  #report: ReportEvent = () => undefined;
  #connection: AriConnection | undefined;
  /** Why there is no link. */
  #downCause = 'it was not started';
  /** Events that arrive while a new link is being set up; undefined once it is ready. */
  #buffered: string[] | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  readonly #stopping = new AbortController();

  constructor(options: AriOptions) {
    this.#options = options;
    this.#log = options.log;
    this.#ringTimeouts = new RingTimeouts(options.log);
    this.#context = {
      connection: () => this.#linked(),
      legs: this.#legs,
      playbacks: this.#playbacks,
      bridges: this.#bridges,
      ringTimeouts: this.#ringTimeouts,
      waitingMusic: new WaitingMusic(this.#legs, options.log),
      report: (event) => this.#deliver(event),
      app: options.app,
      sounds: options.sounds,
      failover: this.#failover,
      log: options.log,
      dialling: options,
    };
  }

  async start(report: ReportEvent): Promise<void> {
    this.#report = report;
    this.#options.lines?.listen((event) => {
      if (this.#buffered === undefined && this.#legs.has(event.leg)) this.#deliver(event);
    });
    await this.#connect();
    this.#flush();
    this.#heartbeat = setInterval(() => void this.#sendHeartbeat(), HEARTBEAT_MS);
  }

  perform = (command: Command): Promise<void> => perform(this.#context, command);

  async snapshot(ask: { readonly playbacks: readonly string[] }): Promise<Snapshot> {
    const asterisk = this.#linked();
    // Asterisk still lists a leg for a moment after it has reported its end.
    const found = await findCalls(asterisk, this.#options, (leg) => this.#legs.has(leg));
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
    return { ...found, playbacks };
  }

  callers(): Promise<string[]> {
    return findCallers(this.#linked(), this.#options, (leg) => this.#legs.has(leg));
  }

  /** Uses ARI: over AMI this would need a right that also allows reloads and modules. */
  async removeAway(key: string): Promise<void> {
    if (!OFFLINE_REQUEST_KEY.test(key))
      throw refusal('the removal of an entry', 'the dialplan makes no such key');
    const variable = `DB_DELETE(${OFFLINE_REQUESTS_FAMILY}/${key})`;
    await this.#linked().request('asterisk', 'setGlobalVar', { variable, value: '-' });
  }

  reloadSip = (): Promise<void> => reloadSip(this.#linked());

  async setVariables(): Promise<void> {
    const { variables, log } = this.#options;
    if (this.#connection) await setVariables(this.#connection, variables(), log);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    clearInterval(this.#heartbeat);
    this.#failover.stop();
    this.#report = () => undefined;
    const connection = this.#connection;
    if (connection === undefined) return;
    await endHeartbeat(connection, this.#log);
    connection.end('it was stopped');
  }

  #linked(): AriConnection {
    if (this.#connection === undefined) throw linkDown('ARI', this.#downCause);
    return this.#connection;
  }

  /** Opens a link and sets up what it needs in Asterisk; events are buffered meanwhile. */
  async #connect(): Promise<void> {
    this.#buffered = [];
    let over: string | undefined;
    const connection = await AriConnection.open(this.#options, {
      message: (text) => this.#receive(text),
      closed: (cause) => {
        over = cause;
        if (this.#connection === connection) this.#lost(cause);
      },
    });
    const { app } = this.#options;
    try {
      const allowed = EVENT_TYPES.map((type) => ({ type }));
      await connection.request('applications', 'filter', { applicationName: app, filter: { allowed } });
      await makeWaitingBridge(connection, app);
      await this.#context.waitingMusic.look(connection);
      const found = await findLegs(connection, this.#options);
      this.#legs.adopt(found);
      this.#ringTimeouts.adopt(found);
      this.#playbacks.forgetAll();
      this.#bridges.forgetAll();
      await setVariables(connection, this.#options.variables(), this.#log);
      await sendHeartbeat(connection);
      if (over !== undefined) throw linkDown('ARI', over);
    } catch (error) {
      connection.end('it could not be set up');
      throw error;
    }
    this.#connection = connection;
    void tellMissingModules(connection, this.#log);
  }

  /** Delivers the buffered events, in order. */
  #flush(): void {
    const early = this.#buffered ?? [];
    this.#buffered = undefined;
    for (const text of early) this.#receive(text);
  }

  #lost(cause: string): void {
    this.#connection = undefined;
    this.#downCause = cause;
    if (this.#stopping.signal.aborted) return;
    this.#log.warn('the link to Asterisk is lost', { cause });
    this.#deliver({ type: 'linkDown', cause });
    void this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    const failed = (error: string, cure: string | undefined) => {
      this.#downCause = error;
      this.#log.warn('Asterisk cannot be reached yet', { error, cure });
    };
    if (!(await reconnect(() => this.#connect(), failed, this.#stopping.signal))) return;
    this.#log.info('connected to Asterisk again');
    this.#deliver({ type: 'linkUp' });
    this.#flush();
  }

  #receive(text: string): void {
    if (this.#buffered !== undefined) {
      this.#buffered.push(text);
      return;
    }
    const event = readAriEvent(text);
    if (event === undefined) {
      this.#log.debug('ignored an unknown event of Asterisk', { event: text.slice(0, 200) });
      return;
    }
    if (event.type === 'ApplicationReplaced') {
      this.#connection?.end('another program has connected to Asterisk as the same application');
      return;
    }
    if (event.type === 'RecordingFailed') tellFailedRecording(this.#log, event.recording);
    this.#bridges.take(event);
    const happened = 'timestamp' in event && event.timestamp ? Date.parse(event.timestamp) : undefined;
    const means = [...this.#playbacks.take(event), ...this.#legs.take(event)];
    for (const each of means) this.#deliver(each, happened);
  }

  #deliver(event: TelephonyEvent, happened?: number): void {
    if (this.#failover.takes(event)) return;
    this.#ringTimeouts.take(event, this.#connection);
    if (event.type === 'legEnded') {
      this.#options.lines?.forget(event.leg);
      for (const ended of this.#playbacks.endOfLeg(event.leg)) this.#deliver(ended);
    }
    try {
      this.#report(event, happened);
    } catch (error) {
      this.#log.error('an event could not be handled', { event: event.type, error: messageOf(error) });
    }
  }

  async #sendHeartbeat(): Promise<void> {
    const connection = this.#connection;
    if (connection === undefined) return;
    try {
      void this.#ringTimeouts.renewAll(connection);
      await sendHeartbeat(connection);
    } catch (error) {
      this.#log.warn('the heartbeat did not reach Asterisk', { error: messageOf(error) });
    }
  }
}
