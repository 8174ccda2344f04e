import { expect } from 'vitest';
import type { AgentState } from '../../../src/core/agents/state.ts';
import type { CallState } from '../../../src/core/call/state.ts';
import type { CallbackState } from '../../../src/core/callback/state.ts';
import type { Actor, ClauseFact, EventFact, EventName, Fact } from '../../../src/core/facts.ts';
import type { ClauseId } from '../../../src/core/standard/standard.ts';
import type { Clock, Log } from '../../../src/engine/ports.ts';
import type { Batch, Store } from '../../../src/engine/store-port.ts';

/** What the sites of the tests have as `phones.rtp_timeout_seconds`. */
const DEAD_PHONE_S = 8;

/** All that the engine has committed, with the time (monotonic ms) at which it was. */
export class Records {
  /** So many commits are refused from now on. */
  refusals = 0;
  readonly batches: { readonly at: number; readonly batch: Batch }[] = [];

  /** The store, with everything that is committed to it written down here. */
  watch(store: Store, clock: Clock): Store {
    return new Proxy(store, {
      get: (target, name) => {
        if (name !== 'commit') return Reflect.get(target, name).bind(target);
        return async (batch: Batch) => {
          if (this.refusals > 0) {
            this.refusals -= 1;
            throw new Error('the disk is full');
          }
          const facts = await target.commit(batch);
          this.batches.push({ at: clock.now().mono, batch });
          return facts;
        };
      },
    });
  }

  get facts(): Fact[] {
    return this.batches.flatMap(({ batch }) => batch.facts);
  }

  /** The newest state of every callback, in the order in which they were promised. */
  get callbacks(): CallbackState[] {
    return newest(this.batches.flatMap(({ batch }) => batch.machines.callback ?? []));
  }

  get calls(): CallState[] {
    return newest(this.batches.flatMap(({ batch }) => batch.machines.call ?? []));
  }

  /** How many numbers left while the engine was away have been taken in, and how many of those are known to be removed. */
  get away(): { readonly taken: number; readonly gone: number } {
    const changes = this.batches.map(({ batch }) => batch.away);
    const count = (is: 'taken' | 'gone') => changes.reduce((sum, change) => sum + change[is].length, 0);
    return { taken: count('taken'), gone: count('gone') };
  }

  get agents(): AgentState[] {
    return newest(this.batches.flatMap(({ batch }) => batch.machines.agent ?? []));
  }

  /** Every judgement on a clause, in order. */
  judged(clause: ClauseId): ClauseFact[] {
    return this.facts.filter((fact) => fact.kind === 'clause').filter((fact) => fact.clause === clause);
  }

  happened(name: EventName): EventFact[] {
    return this.facts.filter((fact) => fact.kind === 'event').filter((fact) => fact.name === name);
  }

  /** The clause was judged so, at least once, by this actor where one is named; the first such fact. */
  fact(clause: ClauseId, verdict: ClauseFact['verdict'], by?: Actor): ClauseFact {
    const facts = this.judged(clause);
    const fact = facts.find(
      (one) => one.verdict === verdict && (by === undefined || JSON.stringify(one.by) === JSON.stringify(by)),
    );
    return fact ?? expect.fail(`no fact ${clause} ${verdict}, but ${JSON.stringify(facts)}`);
  }

  /** The clause was never judged otherwise than kept, but by the silence of a phone that has died. */
  neverBroken(clause: ClauseId): void {
    const broken = this.judged(clause).filter(({ verdict }) => verdict === 'broken');
    const dead = callsOfDeadPhones(this.facts);
    expect(broken.filter((fact) => !isOfDeadPhone(fact, dead))).toEqual([]);
  }
}

/** The calls in which an agent's phone fell silent for good. */
export function callsOfDeadPhones(facts: Iterable<Fact>): ReadonlySet<string> {
  const calls = new Set<string>();
  for (const fact of facts)
    if (fact.kind === 'event' && fact.name === 'legLost' && fact.detail?.silent !== undefined && fact.call)
      calls.add(fact.call);
  return calls;
}

/** hold.announce: an agent's phone broke off, and the customer heard nothing until Asterisk noticed that, 8 s later. */
export function isOfDeadPhone(
  { clause, measured, call }: ClauseFact,
  ofDeadPhones: ReadonlySet<string>,
): boolean {
  if (clause !== 'hold.announce' || measured === undefined || !ofDeadPhones.has(call ?? '')) return false;
  return measured.value >= DEAD_PHONE_S && measured.value < DEAD_PHONE_S + 0.5;
}

function newest<T extends { readonly id: string }>(states: readonly T[]): T[] {
  return [...new Map(states.map((state) => [state.id, state])).values()];
}

/** One line of the engine's log. */
export interface LogLine {
  readonly level: keyof Log;
  readonly message: string;
  readonly detail: Record<string, unknown> | undefined;
}

export function keptLog(lines: LogLine[]): Log {
  const at = (level: keyof Log) => (message: string, detail?: Record<string, unknown>) => {
    lines.push({ level, message, detail });
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
