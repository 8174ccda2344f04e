import type { KeyedClause } from '../../agents/keys.ts';
import type { AgentId } from '../../ids.ts';
import { isPhraseClause } from '../../standard/phrase-clauses.ts';
import { playKeyPhrase, startSilentScript } from '../moves/scripts.ts';
import type { StepDraft } from '../step-draft.ts';
import { consentKey } from './consent.ts';
import { escalationKey } from './escalation-keys.ts';
import { endCallWithGoodbye } from './goodbye.ts';
import { oneWayKey } from './one-way.ts';
import { promiseKey } from './promise.ts';

/** The phases to which an agent's key can lead. */
export type AfterKey =
  | 'talking'
  | 'enteringNumber'
  | 'transferring'
  | 'releasing'
  | 'surveying'
  | 'closing'
  | 'over';

/** Handles the key of a clause that the agent presses during a talk. Returns false where it means nothing now. */
export function clauseKey(d: StepDraft<AfterKey>, agent: AgentId, clause: KeyedClause): boolean {
  const { clauses } = d.rules.standard;
  // the phrases by key, such as explain.again: a step at each press, and then from the first again
  if (isPhraseClause(clause)) return playKeyPhrase(d, agent, clause, clauses[clause]?.steps, 'first');
  switch (clause) {
    case 'hold.promise':
    case 'hold.announce':
    case 'hold.hurried':
      return holdKey(d, agent, clause);
    // close.anything, hear.repeat: one phrase, as often as the key is pressed
    case 'close.anything':
    case 'hear.repeat': {
      const words = clauses[clause];
      return playKeyPhrase(d, agent, clause, words && [words.say]);
    }
    // hear.handsfree: the request, then the thanks
    case 'hear.handsfree': {
      const words = clauses[clause];
      const thanks = words?.sayNext ? [words.sayNext] : [];
      return playKeyPhrase(d, agent, clause, words && [words.say, ...thanks], 'first');
    }
    // language.caller: the first step towards a caller whose dialect is hard to follow
    case 'language.caller': {
      const words = clauses[clause]?.saySlowly;
      return playKeyPhrase(d, agent, clause, words && [words]);
    }
    case 'close.goodbye':
      return endCallWithGoodbye(d, agent);
    case 'hear.silent':
      return isTalking(d, agent) && startSilentScript(d, { agent });
    case 'hear.oneway':
      return oneWayKey(d, agent);
    // hear.noise, hear.signal, hear.noresponse: a step at each press
    case 'hear.noise':
    case 'hear.signal':
    case 'hear.noresponse':
      return playKeyPhrase(d, agent, clause, clauses[clause]?.steps);
    case 'people.complaint':
    case 'people.complaint.taken':
    case 'people.supervisor':
    case 'people.urgent':
    case 'people.nuisance':
    case 'people.misdial':
    case 'people.beyond':
    case 'people.suggestion':
      return escalationKey(d, agent, clause);
    default:
      return false;
  }
}

/** The keys around a wait: a callback instead of it, consent before it, and a place before others. */
function holdKey(
  d: StepDraft<AfterKey>,
  agent: AgentId,
  clause: 'hold.promise' | 'hold.announce' | 'hold.hurried',
): boolean {
  if (clause === 'hold.promise') return promiseKey(d, agent);
  return clause === 'hold.announce' ? consentKey(d, agent) : setPriority(d, agent);
}

/** hold.hurried: the phrase, and from now on a place before others whenever the caller waits again. */
function setPriority(d: StepDraft<'talking'>, agent: AgentId): boolean {
  const words = d.rules.standard.clauses['hold.hurried'];
  if (!playKeyPhrase(d, agent, 'hold.hurried', words && [words.say])) return false;
  d.call = { ...d.call, priority: true };
  return true;
}

/** This agent is talking with the customer. */
function isTalking({ call: { phase } }: StepDraft, agent: AgentId): boolean {
  return phase.is === 'talking' && phase.agent.agent === agent;
}
