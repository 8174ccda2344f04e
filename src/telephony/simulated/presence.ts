import type { AgentId } from '../../core/ids.ts';
import type { DeviceState } from '../../core/legs.ts';
import type { Presence, PresenceEvent, ReportGone } from '../../engine/ports.ts';
import type { VirtualClock } from './clock.ts';
import type { Exchange } from './exchange.ts';

/** How long a change of a phone's state takes, in ms: it comes over AMI, not over the link of the calls. */
const PRESENCE_MS = 3;

/** Reports the states of the agents' phones. */
export class SimulatedPresence implements Presence {
  #reported = new Map<AgentId, DeviceState>();
  #report: ((event: PresenceEvent) => void) | null = null;
  #down = false;
  readonly #clock: VirtualClock;
  readonly #exchange: Exchange;

  constructor(clock: VirtualClock, exchange: Exchange) {
    this.#clock = clock;
    this.#exchange = exchange;
    exchange.onDeviceChange = (agent) => this.#reportSoon(agent);
  }

  async start(
    agents: readonly AgentId[],
    report: (event: PresenceEvent) => void,
    gone?: ReportGone,
  ): Promise<void> {
    this.#report = report;
    this.#exchange.deaths.onGone = (agent) => {
      if (!this.#down && this.#report !== null) gone?.(agent);
    };
    this.#reported = new Map();
    for (const agent of agents) {
      this.#reported.set(agent, 'offline');
      this.#reportSoon(agent, true);
    }
  }

  async stop(): Promise<void> {
    this.#report = null;
  }

  /** Reports nothing until `mend`, which reports the state of every phone again. */
  lose(): void {
    this.#down = true;
  }

  mend(): void {
    this.#down = false;
    for (const agent of this.#reported.keys()) this.#reportSoon(agent, true);
  }

  #reportSoon(agent: AgentId, always = false): void {
    this.#clock.after(PRESENCE_MS, () => {
      const device = this.#exchange.agents.get(agent)?.device ?? 'offline';
      if (this.#down || !this.#reported.has(agent) || (!always && this.#reported.get(agent) === device))
        return;
      this.#reported.set(agent, device);
      this.#report?.({ agent, device });
    });
  }
}
