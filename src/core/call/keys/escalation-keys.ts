import type { KeyedClause } from '../../agents/keys.ts';
import type { AgentId } from '../../ids.ts';
import type { PhraseClause } from '../../standard/phrase-clauses.ts';
import type { Phrase } from '../../standard/standard.ts';
import { autoRelease } from '../moves/auto-release.ts';
import { playKeyPhrase } from '../moves/scripts.ts';
import { raiseAlert } from '../moves/supervisor-alert.ts';
import { startTransfer } from '../moves/transfer.ts';
import { addEvent, type StepDraft } from '../step-draft.ts';

/** The keys for callers who need another person, or something other than an answer. */
type EscalationClause = Exclude<Extract<KeyedClause, `people.${string}`>, PhraseClause>;

/** Returns false where the key means nothing now. */
export function escalationKey(
  d: StepDraft<'talking' | 'transferring' | 'releasing' | 'closing' | 'over'>,
  agent: AgentId,
  clause: EscalationClause,
): boolean {
  const { clauses } = d.rules.standard;
  switch (clause) {
    case 'people.complaint':
      return startTransfer(d, agent, 'complaint');
    case 'people.supervisor':
      return startTransfer(d, agent, 'supervisor');
    case 'people.urgent':
      return raiseAlert(d, agent);
    case 'people.nuisance':
    case 'people.misdial':
      return autoRelease(d, agent, clause);
    case 'people.complaint.taken':
      return playAndNote(d, agent, clause, 'complaint', clauses[clause]?.steps);
    case 'people.beyond':
      return playAndNote(d, agent, clause, 'beyond', once(clauses[clause]?.say));
    case 'people.suggestion':
      return playAndNote(d, agent, clause, 'suggestion', once(clauses[clause]?.say));
  }
}

function once(phrase: Phrase | undefined): Phrase[] | undefined {
  return phrase && [phrase];
}

/** people.complaint.taken, people.beyond, people.suggestion: both hear the phrase, or its next step. The engine records it
 * once, however often the phrase plays. */
function playAndNote(
  d: StepDraft<'talking'>,
  agent: AgentId,
  clause: 'people.complaint.taken' | 'people.beyond' | 'people.suggestion',
  type: 'complaint' | 'beyond' | 'suggestion',
  steps: readonly Phrase[] | undefined,
): boolean {
  const again = (d.call.scripts?.[clause] ?? 0) > 0;
  if (!playKeyPhrase(d, agent, clause, steps, 'first')) return false;
  if (!again) addEvent(d, 'record', { agent }, { type });
  return true;
}
