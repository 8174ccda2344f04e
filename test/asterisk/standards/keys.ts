import { AGENT_KEYS, type KeyedClause } from '../../../src/core/agents/keys.ts';
import type { PromptId } from '../../../src/core/ids.ts';
import type { Source } from '../../../src/core/standard/catalogue/clause.ts';
import { promptsIn, standardOf } from './lines.ts';

/** Keys that end the call, hand it over, or whose phrase is not the same each time: each has a call of its own. */
const WITH_A_CALL_OF_THEIR_OWN: ReadonlySet<string> = new Set([
  'hold.announce',
  'hold.promise',
  'hear.silent',
  'hear.noise',
  'hear.signal',
  'people.complaint',
  'people.supervisor',
  'people.urgent',
  'people.nuisance',
  'people.misdial',
  'close.goodbye',
]);

/** A key that plays a phrase, once for each step, and nothing else. */
export interface PhraseKey {
  readonly code: string;
  readonly clause: KeyedClause;
  readonly steps: readonly (readonly PromptId[])[];
}

interface Words {
  readonly saySlowly?: readonly string[];
  readonly sayAsk?: readonly string[] | null;
  readonly say?: readonly string[];
  readonly sayNext?: readonly string[];
  readonly steps?: readonly (readonly string[])[];
}

function wordsOf(source: Source, clause: string): Words | undefined {
  return (standardOf(source).clauses as Readonly<Record<string, Words | undefined>>)[clause];
}

/** Whether a clause asks the caller something, and awaits the answer. */
export function asksFirst(source: Source, clause: string): boolean {
  return promptsIn(wordsOf(source, clause)?.sayAsk).length > 0;
}

/** In how many steps a callback opens. */
export function openingSteps(source: Source): number {
  return wordsOf(source, 'callback.opening')?.steps?.length ?? 1;
}

/** What a clause of a standard says by the agent's key, press by press. */
export function stepsOf(source: Source, clause: KeyedClause): PromptId[][] {
  const words = wordsOf(source, clause);
  const said = words?.say ?? words?.saySlowly;
  const steps = words?.steps ?? [said, words?.sayNext].flatMap((phrase) => (phrase ? [phrase] : []));
  return steps.map((step) => promptsIn(step));
}

/** The phrases by key that a line has. */
export function phraseKeys(source: Source): PhraseKey[] {
  return AGENT_KEYS.flatMap(({ code, order }) => {
    const meant = order('');
    if (meant?.do !== 'clause') return [];
    // the promise of a callback, in place of steps
    const promises = meant.clause === 'hear.oneway' && !wordsOf(source, meant.clause)?.steps;
    if (promises || WITH_A_CALL_OF_THEIR_OWN.has(meant.clause)) return [];
    const steps = stepsOf(source, meant.clause);
    return steps.length > 0 ? [{ code, clause: meant.clause, steps }] : [];
  });
}
