import type { Fact } from '../../core/facts.ts';
import type { ClauseId } from '../../core/standard/standard.ts';
import { table } from '../output.ts';

/** What the story is to show; each must have been kept, and none broken. */
const SHOWN: readonly ClauseId[] = [
  'answer.rings',
  'answer.greeting',
  'answer.greeting.time',
  'hold.announce',
  'hold.reminder',
  'hold.limit',
  'hold.return',
  'hold.promise',
  'callback.number',
  'callback.opening',
  'callback.interim',
  'close.goodbye',
  'close.caller.first',
  'close.record',
];

/** How often a clause was kept and broken in the story. */
export interface ClauseVerdict {
  readonly clause: ClauseId;
  readonly kept: number;
  readonly broken: number;
}

/** What the demo has to say when it is over. */
export interface DemoOutcome {
  /** Every clause of the story was kept, and none broken. */
  readonly ok: boolean;
  readonly clauses: readonly ClauseVerdict[];
  /** What each party heard, from the RTP that it received. */
  readonly heard: Readonly<Record<string, readonly string[]>>;
  readonly facts: readonly Fact[];
}

export function outcomeOf(facts: readonly Fact[], heard: DemoOutcome['heard']): DemoOutcome {
  const clauses = SHOWN.map((clause) => {
    const of = facts.flatMap((f) => (f.kind === 'clause' && f.clause === clause ? [f.verdict] : []));
    return {
      clause,
      kept: of.filter((verdict) => verdict === 'kept').length,
      broken: of.filter((verdict) => verdict === 'broken').length,
    };
  });
  return { ok: clauses.every(({ kept, broken }) => kept > 0 && broken === 0), clauses, heard, facts };
}

function times(n: number): string {
  return n === 1 ? 'once' : `${n} times`;
}

function verdictText({ kept, broken }: ClauseVerdict): string {
  if (broken > 0) return `✗ broken ${times(broken)}`;
  return kept > 0 ? `✓ kept ${times(kept)}` : '? not shown';
}

/** The outcome for a person. */
export function outcomeText({ ok, clauses, heard }: DemoOutcome): string {
  const parties = Object.entries(heard).flatMap(([who, lines]) => [
    `  ${who}`,
    ...lines.map((text) => `    ${text}`),
  ]);
  const rows = clauses.map((verdict) => [verdict.clause, verdictText(verdict)]);
  return [
    '',
    'What they heard, from the RTP they received (digits left out):',
    ...parties,
    '',
    table(['clause', 'verdict'], rows),
    '',
    ok ? 'every clause of the story was kept' : 'not every clause was kept',
  ].join('\n');
}
