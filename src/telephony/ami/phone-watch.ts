import type { AgentId } from '../../core/ids.ts';
import type { Log, ReportGone } from '../../engine/ports.ts';
import { messageOf } from '../../util/errors.ts';
import type { AmiConnection } from './client.ts';

/** How often a phone that is in a call is asked whether it is there: with `qualify_timeout` it is found within 10 s. */
const ASK_MS = 5_000;

type Fields = Readonly<Record<string, unknown>>;

/** Finds out that a phone in a call has gone. One that holds sends no sound, so Asterisk does not notice: it is asked by OPTIONS. One that
 * has been started again answers them, and knows nothing of its call: it registers with another Call-ID (RFC 3261, 10.2). */
export class PhoneWatch {
  readonly #log: Log;
  readonly #gone: ReportGone;
  readonly #isBusy: (agent: AgentId) => boolean;
  #connection: AmiConnection | undefined;
  #asking: NodeJS.Timeout | undefined;
  /** The Call-ID of each phone's registration. */
  readonly #registrations = new Map<AgentId, string>();

  constructor(log: Log, isBusy: (agent: AgentId) => boolean, gone: ReportGone) {
    this.#log = log;
    this.#isBusy = isBusy;
    this.#gone = gone;
  }

  /** Watches the phones over this connection from now on. */
  begin(connection: AmiConnection, agents: readonly AgentId[]): void {
    this.end();
    this.#connection = connection;
    this.#asking = setInterval(() => {
      for (const agent of agents) if (this.#isBusy(agent)) void this.#ask(connection, agent);
    }, ASK_MS);
    for (const agent of agents) void this.#lookUp(connection, agent);
  }

  end(): void {
    clearInterval(this.#asking);
    this.#connection = undefined;
  }

  /** What Asterisk reports of a phone's registration: a new one, another answer to OPTIONS than before, or that it was renewed. */
  take({ aor, contactstatus }: Fields): void {
    const agent = String(aor);
    const connection = this.#connection;
    if (connection === undefined) return;
    if (contactstatus === 'Unreachable') {
      if (this.#isBusy(agent)) this.#gone(agent);
    } else if (contactstatus !== 'Removed') void this.#lookUp(connection, agent);
  }

  async #ask(connection: AmiConnection, agent: AgentId): Promise<void> {
    try {
      await connection.action('PJSIPQualify', { endpoint: agent });
    } catch (error) {
      this.#log.debug('a phone in a call could not be asked whether it is there', {
        agent,
        error: messageOf(error),
      });
    }
  }

  /** Whether its registration is another one than before. */
  async #lookUp(connection: AmiConnection, agent: AgentId): Promise<void> {
    try {
      const contact = await readVariable(connection, `PJSIP_AOR(${agent},contact)`);
      // a phone that moves has two for a moment, the new one last
      const [latest = ''] = contact.split(',').slice(-1);
      if (latest !== '')
        this.#registered(agent, await readVariable(connection, `PJSIP_CONTACT(${latest},call_id)`));
    } catch (error) {
      this.#log.debug('Asterisk does not say how a phone is registered', { agent, error: messageOf(error) });
    }
  }

  #registered(agent: AgentId, callId: string): void {
    const before = this.#registrations.get(agent);
    if (callId === '') return;
    this.#registrations.set(agent, callId);
    if (before !== undefined && before !== callId && this.#isBusy(agent)) this.#gone(agent);
  }
}

async function readVariable(connection: AmiConnection, variable: string): Promise<string> {
  const { value } = await connection.action('Getvar', { variable });
  return String(value ?? '');
}
