import type { KeyedClause } from '../../agents/keys.ts';
import type { AgentId } from '../../ids.ts';
import { autoRelease } from '../moves/auto-release.ts';
import { playKeyPhrase } from '../moves/scripts.ts';
import { raiseAlert } from '../moves/supervisor-alert.ts';
import { startTransfer } from '../moves/transfer.ts';
import { addEvent, type StepDraft } from '../step-draft.ts';

/** The keys for callers who need another person, or something other than an answer. */
type EscalationClause = Extract<KeyedClause, `people.${string}`>;

/** Returns false where the key means nothing now. */
export function escalationKey(
  d: StepDraft<'talking' | 'transferring' | 'releasing' | 'closing' | 'over'>,
  agent: AgentId,
  clause: EscalationClause,
): boolean {
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
    case 'people.beyond':
      return playAndNote(d, agent, clause, 'beyond');
    case 'people.suggestion':
      return playAndNote(d, agent, clause, 'suggestion');
  }
}

/** people.beyond, people.suggestion: both hear the phrase. The engine records it once, however often the phrase plays. */
function playAndNote(
  d: StepDraft<'talking'>,
  agent: AgentId,
  clause: 'people.beyond' | 'people.suggestion',
  type: 'beyond' | 'suggestion',
): boolean {
  const words = d.rules.standard.clauses[clause];
  const again = (d.call.scripts?.[clause] ?? 0) > 0;
  if (!playKeyPhrase(d, agent, clause, words && [words.say])) return false;
  if (!again) addEvent(d, 'record', { agent }, { type });
  return true;
}
