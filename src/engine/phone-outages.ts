import type { AgentOrder } from '../core/agents/keys.ts';
import type { AgentId } from '../core/ids.ts';
import { isOn } from '../core/outage/step.ts';
import type { Timestamp } from '../core/time.ts';
import type { Log } from './ports.ts';
import type { Registry } from './registry.ts';
import { UndoableMap } from './undo.ts';
import type { UnitOfWork } from './unit-of-work.ts';

type OutageOrder = Extract<AgentOrder, { do: 'outageOn' | 'outageOff' }>;

const TRIES = 3;
const LOCKED_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;

interface Tries {
  readonly wrong: number;
  /** Monotonic ms. */
  readonly lockedUntil: number;
}

/** Announces and ends outages from a supervisor's phone (outage.notice). A phone from which a wrong PIN comes three
 * times in a row is not listened to for ten minutes; the count does not outlive the engine. */
export class PhoneOutages {
  readonly #tries: Map<AgentId, Tries>;
  readonly #registry: Registry;
  readonly #pin: string | null;
  readonly #log: Log;

  /** Without a PIN every one is wrong. */
  constructor(registry: Registry, pin: string | null, log: Log) {
    this.#tries = new UndoableMap(registry.undo);
    this.#registry = registry;
    this.#pin = pin;
    this.#log = log;
  }

  /** Does it, and returns whether it has. */
  order(turn: UnitOfWork, at: Timestamp, agent: AgentId, order: OutageOrder): boolean {
    const person = this.#registry.agents.get(agent);
    if (person?.role !== 'supervisor' || !this.#isRight(at, agent, order.pin)) return false;
    const by = `${person.name} (${agent})`;
    if (order.do === 'outageOff') return this.#off(turn, at, by);
    turn.putOnOutage(at, { line: null, area: null, until: at.wall + order.hours * HOUR_MS, by });
    return true;
  }

  /** Those of a line or an area were put on elsewhere, and are taken off there. */
  #off(turn: UnitOfWork, at: Timestamp, by: string): boolean {
    const general = [...this.#registry.outages.values()].filter(
      (outage) => !outage.closes && isOn(outage, at.wall) && outage.line === null && outage.area === null,
    );
    for (const { id } of general) turn.toOutage(at, id, { type: 'off', by });
    return general.length > 0;
  }

  #isRight({ mono }: Timestamp, agent: AgentId, pin: string): boolean {
    const { wrong = 0, lockedUntil = 0 } = this.#tries.get(agent) ?? {};
    if (mono < lockedUntil) return false;
    if (pin === this.#pin) {
      this.#tries.delete(agent);
      return true;
    }
    const locks = wrong + 1 >= TRIES;
    this.#tries.set(agent, { wrong: locks ? 0 : wrong + 1, lockedUntil: locks ? mono + LOCKED_MS : 0 });
    this.#log.warn('a wrong PIN for the outage code', {
      agent,
      locked: locks,
      cure: '`sansheng outage pin` shows the right one; after three wrong ones the phone is locked for ten minutes',
    });
    return false;
  }
}
