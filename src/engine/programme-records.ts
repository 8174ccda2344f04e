import { assignAgents } from '../core/agents/assign.ts';
import { canTakeCall, hasWrapUp } from '../core/agents/step.ts';
import type { CustomerCalled, CustomerFrequency, ProgrammeState, RowState } from '../core/programme/state.ts';
import type { Timestamp } from '../core/time.ts';
import type { ChangeSet } from './change-set.ts';
import type { Registry } from './registry.ts';
import type { ProgrammeChanges } from './store-port.ts';
import { UndoableMap } from './undo.ts';

/** Gives programmes their inputs in a unit of work, and collects their changes (callback.programme). */
export class ProgrammeRecords {
  readonly #rows: Map<string, RowState>;
  readonly #frequencies: Map<string, CustomerFrequency>;
  readonly #called: Map<string, CustomerCalled>;
  readonly #registry: Registry;
  readonly #changes: ChangeSet;

  constructor(registry: Registry, changes: ChangeSet) {
    this.#rows = new UndoableMap(registry.undo);
    this.#frequencies = new UndoableMap(registry.undo);
    this.#called = new UndoableMap(registry.undo);
    this.#registry = registry;
    this.#changes = changes;
  }

  get changes(): ProgrammeChanges {
    return {
      rows: [...this.#rows.values()],
      frequencies: [...this.#frequencies.values()],
      called: [...this.#called.values()],
    };
  }

  get isEmpty(): boolean {
    return this.#rows.size + this.#frequencies.size + this.#called.size === 0;
  }

  /** A customer says how often. */
  wish(at: Timestamp, frequency: CustomerFrequency): void {
    this.#registry.programmes.frequencies.set(frequency.number, frequency);
    this.#frequencies.set(frequency.number, frequency);
    const { everyDays, never, by } = frequency;
    const detail = { who: by, never, everyDays };
    this.#changes.facts.push({ kind: 'event', name: 'customerFrequency', at, by: 'engine', detail });
  }

  /** The running programmes for which an agent is free whom nobody else wants. */
  *withFreeAgent(): Generator<ProgrammeState> {
    for (const programme of this.#registry.programmes.programmes.values()) {
      if (programme.status.is === 'running' && this.#isAgentFree(programme)) yield programme;
    }
  }

  /** Those of its callbacks that nobody could take yet count as if they had an agent. */
  #isAgentFree({ language }: ProgrammeState): boolean {
    const registry = this.#registry;
    const agents = [...registry.agents.values()];
    const free = agents.filter((agent) => agent.role === 'agent' && canTakeCall(agent) && !hasWrapUp(agent));
    if (free.length === 0) return false;
    const waiting = [...registry.due.values()].filter(
      (one) => one.programme && !registry.programmes.holds(one),
    );
    if (waiting.length >= free.length) return false;
    const want = { kind: 'callback', id: '', place: 0, wants: { role: 'agent', language } } as const;
    return assignAgents(agents, [want]).length > 0;
  }

  remember(called: CustomerCalled): void {
    this.#registry.programmes.putCalled(called);
    this.#called.set(`${called.number} ${called.line ?? ''}`, called);
  }

  putRow(row: RowState): void {
    this.#registry.programmes.putRow(row);
    this.#rows.set(`${row.programme} ${row.row}`, row);
  }
}
