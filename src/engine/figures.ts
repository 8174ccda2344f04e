import type { CallState } from '../core/call/state.ts';
import type { ClauseId } from '../core/standard/standard.ts';
import type { Timestamp } from '../core/time.ts';
import type { CommitTimesFigures } from './commit-times.ts';
import type { LivePicture } from './live.ts';
import type { Registry } from './registry.ts';
import type { NumberedFact } from './store-port.ts';
import type { TrunkRefusalCount } from './trunk-refusals.ts';

/** What the engine relies on, and what it has to do just now, for whoever watches it. */
export interface EngineFigures {
  /** The link to Asterisk is there. */
  readonly asterisk: boolean;
  /** The store takes what the engine commits. */
  readonly store: boolean;
  readonly commits: CommitTimesFigures;
  /** Verdicts since the engine started. */
  readonly verdicts: readonly VerdictCount[];
  readonly load: LoadFigures;
  /** Calls to customers that the carrier did not take, since the engine started. */
  readonly trunkRefusals: readonly TrunkRefusalCount[];
  /** Who is where just now. */
  live(): LivePicture;
}

/** How often a clause was kept or broken. */
export interface VerdictCount {
  readonly clause: ClauseId;
  readonly verdict: 'kept' | 'broken';
  readonly count: number;
}

/** Calls, callbacks and agents as they are at one moment. */
export interface LoadFigures {
  /** How many calls in progress are in each phase. */
  readonly phases: Readonly<Record<string, number>>;
  /** By line: the callers to whom nobody talks yet, and how long the first of them has waited, seconds. */
  readonly waiting: readonly { readonly line: string; readonly callers: number; readonly longest: number }[];
  readonly callbacks: { readonly open: number; readonly overdue: number; readonly atRisk: number };
  /** How many agents there are by phone, what they do, and whether they are logged in. */
  readonly agents: readonly {
    readonly device: string;
    readonly doing: string;
    readonly availability: string;
    readonly count: number;
  }[];
}

const WAITING: ReadonlySet<CallState['phase']['is']> = new Set(['preQueue', 'ringing', 'waiting']);

/** What the registry knows. */
export function loadFigures({ calls, callbacks, agents }: Registry, { wall, mono }: Timestamp): LoadFigures {
  // one that has ended is still here while an agent finishes its wrap-up
  const inProgress = [...calls.values()].filter(({ endedAt }) => endedAt === null);
  const phases = countBy(inProgress, ({ phase }) => phase.is);
  const waiting = new Map<string, { callers: number; longest: number }>();
  for (const { line, phase, arrivedAt } of calls.values()) {
    if (!WAITING.has(phase.is)) continue;
    const { callers, longest } = waiting.get(line) ?? { callers: 0, longest: 0 };
    const waited = Math.max(0, mono - arrivedAt.mono) / 1000;
    waiting.set(line, { callers: callers + 1, longest: Math.max(longest, waited) });
  }
  const open = [...callbacks.values()];
  const overdue = open.filter(({ deadlineAt }) => deadlineAt < wall).length;
  const atRisk = open.filter((one) => one.warnedFor === one.deadlineAt && one.deadlineAt >= wall).length;
  const kinds = countBy([...agents.values()], (agent) =>
    [agent.device, agent.doing.is, agent.availability.is].join(' '),
  );
  return {
    phases: Object.fromEntries(phases),
    waiting: [...waiting].map(([line, of]) => ({ line, ...of })),
    callbacks: { open: open.length, overdue, atRisk },
    agents: [...kinds].map(([kind, count]) => {
      const [device = '', doing = '', availability = ''] = kind.split(' ');
      return { device, doing, availability, count };
    }),
  };
}

function countBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return counts;
}

/** Counts verdicts as they are committed. */
export class VerdictCounts {
  readonly #counts = new Map<string, VerdictCount>();

  add(facts: readonly NumberedFact[]): void {
    for (const { fact } of facts) {
      if (fact.kind !== 'clause') continue;
      const { clause, verdict } = fact;
      const key = `${clause} ${verdict}`;
      this.#counts.set(key, { clause, verdict, count: (this.#counts.get(key)?.count ?? 0) + 1 });
    }
  }

  get all(): readonly VerdictCount[] {
    return [...this.#counts.values()];
  }
}
