import type { AgentId } from '../../core/ids.ts';
import type { DeviceState } from '../../core/legs.ts';
import type { Presence, PresenceEvent } from '../../engine/ports.ts';
import type { VirtualClock } from './clock.ts';
import type { Exchange } from './exchange.ts';

/** How long a change of a phone's state is on its way, in ms: AMI is not the link that calls are told on. */
const PRESENCE_MS = 3;

/** What the simulated Asterisk says of the agents' phones. */
export class SimulatedPresence implements Presence {
  #told = new Map<AgentId, DeviceState>();
  #report: ((event: PresenceEvent) => void) | null = null;
  #down = false;
  readonly #clock: VirtualClock;
  readonly #exchange: Exchange;

  constructor(clock: VirtualClock, exchange: Exchange) {
    this.#clock = clock;
    this.#exchange = exchange;
    exchange.onDeviceChange = (agent) => this.#soon(agent);
  }

  async start(agents: readonly AgentId[], report: (event: PresenceEvent) => void): Promise<void> {
    this.#report = report;
    this.#told = new Map();
    for (const agent of agents) {
      this.#told.set(agent, 'offline');
      this.#soon(agent, true);
    }
  }

  async stop(): Promise<void> {
    this.#report = null;
  }

  /** Nothing is told until `mend`, which tells the state of every phone again. */
  lose(): void {
    this.#down = true;
  }

  mend(): void {
    this.#down = false;
    for (const agent of this.#told.keys()) this.#soon(agent, true);
  }

  #soon(agent: AgentId, always = false): void {
    this.#clock.after(PRESENCE_MS, () => {
      const device = this.#exchange.agents.get(agent)?.device ?? 'offline';
      if (this.#down || !this.#told.has(agent) || (!always && this.#told.get(agent) === device)) return;
      this.#told.set(agent, device);
      this.#report?.({ agent, device });
    });
  }
}
