import AsteriskManager, { type Manager, type Message } from 'asterisk-manager';
import { TelephonyError } from '../../engine/ports.ts';
import { messageOf } from '../../util/errors.ts';
import { withTimeout } from '../../util/timeout.ts';
import { linkDown, timedOut } from '../errors.ts';

// Only this file imports asterisk-manager, and it works around its faults: asterisk-manager queues actions while there is no link
// and sends them later, never calls back for actions that are under way when the link fails, and writes line breaks of values
// into the protocol.

/** Address and credentials of Asterisk's AMI. */
export interface AmiAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** What a connection reports. `closed` comes once, and nothing after it. */
export interface AmiEvents {
  event(name: string, fields: Message): void;
  closed(cause: string): void;
}

/** The actions that the product uses. */
export type AmiAction = 'DBGetTree' | 'DeviceStateList' | 'Getvar' | 'Ping' | 'PJSIPQualify';

const ANSWER_MS = 5_000;
const PING_MS = 5_000;

/** One connection, logged in. Once lost it is not used again. */
export class AmiConnection {
  #over: string | undefined;
  #actions = 0;
  readonly #manager: Manager;
  readonly #events: AmiEvents;
  readonly #pending = new Set<(error: TelephonyError) => void>();
  /** By the action's id: gets each event that answers it. */
  readonly #lists = new Map<string, (fields: Message) => void>();
  readonly #pings: NodeJS.Timeout;

  private constructor(manager: Manager, events: AmiEvents) {
    this.#manager = manager;
    this.#events = events;
    this.#pings = setInterval(() => void this.#ping(), PING_MS);
    manager.on('managerevent', (fields) => {
      if (this.#over !== undefined) return;
      this.#lists.get(String(fields.actionid))?.(fields);
      events.event(String(fields.event), fields);
    });
    manager.on('close', () => this.end('the connection was closed'));
  }

  /** Connects and logs in. Rejects with TelephonyError UNREACHABLE or BAD_CREDENTIALS. */
  static async open(address: AmiAddress, events: AmiEvents): Promise<AmiConnection> {
    const { host, user, password } = address;
    refuseLineBreaks([user, password]);
    const manager = new AsteriskManager(undefined, host, user, password, true);
    try {
      await connected(manager, address);
      await loggedIn(manager, address);
    } catch (error) {
      manager.disconnect();
      throw error;
    }
    // an error of the socket needs no handler of its own: its close follows
    return new AmiConnection(manager, events);
  }

  /** Sends one action and returns its response; the rows of a list come as events. Rejects with TelephonyError. */
  async action(
    name: AmiAction,
    parameters: Record<string, string> = {},
    actionid = this.#newId(),
  ): Promise<Message> {
    if (this.#over !== undefined) throw linkDown('AMI', this.#over);
    refuseLineBreaks(Object.values(parameters));
    const what = `the action ${name}`;
    return await answerTo(what, (resolve, reject) => {
      this.#pending.add(reject);
      this.#manager.action({ ...parameters, action: name, actionid }, (error, response) => {
        this.#pending.delete(reject);
        if (error === null || error === undefined) resolve(response ?? {});
        else reject(refused(what, error));
      });
    });
  }

  /** Sends an action that answers with a list; returns its rows and its last event. Rejects with TelephonyError. */
  async list(
    name: AmiAction,
    parameters: Record<string, string>,
  ): Promise<{ readonly rows: readonly Message[]; readonly complete: Message }> {
    const actionid = this.#newId();
    const rows: Message[] = [];
    let giveUp: (error: TelephonyError) => void = () => undefined;
    try {
      return await answerTo(`the list of ${name}`, (resolve, reject) => {
        giveUp = reject;
        this.#pending.add(reject);
        this.#lists.set(actionid, (fields) => {
          if (fields.event === `${name}Complete`) resolve({ rows, complete: fields });
          else rows.push(fields);
        });
        this.action(name, parameters, actionid).catch(reject);
      });
    } finally {
      this.#pending.delete(giveUp);
      this.#lists.delete(actionid);
    }
  }

  #newId(): string {
    this.#actions += 1;
    return `sansheng-${this.#actions}`;
  }

  /** Ends the connection and reports `cause`. */
  end(cause: string): void {
    if (this.#over !== undefined) return;
    this.#over = cause;
    clearInterval(this.#pings);
    this.#manager.disconnect();
    for (const giveUp of this.#pending) giveUp(linkDown('AMI', cause));
    this.#pending.clear();
    this.#events.closed(cause);
  }

  async #ping(): Promise<void> {
    try {
      await this.action('Ping');
    } catch (error) {
      this.end(messageOf(error));
    }
  }
}

function connected(manager: Manager, { host, port }: AmiAddress): Promise<void> {
  const cure =
    "See whether Asterisk runs and whether this is the address and port in its manager.conf; it must say 'enabled = yes'";
  const unreachable = (why: string) =>
    new TelephonyError('UNREACHABLE', `No Asterisk answers AMI at ${host}:${port}: ${why}`, cure);
  return answerTo(`AMI at ${host}:${port}`, (resolve, reject) => {
    manager.on('error', (error) => reject(unreachable(error.message)));
    manager.connect(port, host, () => resolve());
  });
}

function loggedIn(manager: Manager, { host, port, user }: AmiAddress): Promise<void> {
  const cure = `Compare the AMI password in the configuration with that of [${user}] in Asterisk's manager.conf`;
  return answerTo('the login', (resolve, reject) => {
    manager.on('close', () => reject(linkDown('AMI', 'it was closed during the login')));
    manager.login((error) => {
      if (error === null || error === undefined) resolve();
      else {
        const message = `Asterisk at ${host}:${port} does not accept the AMI user ${user} with this password`;
        reject(new TelephonyError('BAD_CREDENTIALS', message, cure));
      }
    });
  });
}

/** A line break in a value would begin a new header or a new action. */
function refuseLineBreaks(values: readonly string[]): void {
  if (!values.some((value) => /[\r\n]/.test(value))) return;
  const message = 'A value for Asterisk contains a line break';
  throw new TelephonyError('REFUSED', message, 'Remove the line break from the configuration');
}

/** What `run` resolves to; rejects with TIMED_OUT where Asterisk does not answer in time. */
function answerTo<T>(
  what: string,
  run: (resolve: (value: T) => void, reject: (error: TelephonyError) => void) => void,
): Promise<T> {
  return withTimeout(new Promise<T>(run), ANSWER_MS, () => timedOut(what, ANSWER_MS));
}

function refused(what: string, response: Message): TelephonyError {
  const cure = "Check the rights of the engine's user in manager.conf, and read Asterisk's log";
  return new TelephonyError('REFUSED', `Asterisk refused ${what}: ${String(response.message)}`, cure);
}
