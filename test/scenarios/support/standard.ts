import { RETRY } from '../../../src/core/callback/retry.ts';
import { MAINLAND_HANDLING } from '../../../src/core/standard/handling.ts';
import type { ClauseId, Clauses, Handling, Standard } from '../../../src/core/standard/standard.ts';

export const seconds = (n: number): number => n * 1000;
export const minutes = (n: number): number => n * 60_000;

/** The clauses of every scenario that does not choose its own, each with the strictest number of the shipped standards. Clauses
 * that would change all other scenarios (for instance silence of the caller) are only in their own scenarios. */
const STRICT = {
  'answer.rings': { rings: 2 },
  'answer.greeting': {
    say: ['{salutation}', 'company', 'greeting.agent', '{agent}', 'greeting.help'],
    sayEngine: ['{salutation}', 'company'],
  },
  'answer.greeting.time': {},
  'answer.late.apology': { say: ['answer.late.apology', 'greeting.agent', '{agent}', 'greeting.help'] },
  'hold.announce': { say: ['hold.announce'], sayQueue: ['queue.announce'] },
  'hold.reminder': { everyMs: seconds(15), say: ['hold.reminder'] },
  'hold.return': { say: ['hold.return'] },
  'hold.limit': { afterMs: seconds(120), againMs: seconds(60), say: ['callback.offer'] },
  'hold.promise': { say: ['callback.number_is', '{number}', 'hold.promise'] },
  'callback.number': {
    sayKeyIn: ['callback.key_in'],
    sayReadBack: ['callback.read_back', '{number}', 'callback.confirm'],
    sayInvalid: ['callback.invalid'],
  },
  'callback.unanswered': {},
  'callback.interim': { withinMs: minutes(30) },
  'callback.opening': {
    say: [
      'callback.opening.hello',
      'company',
      'callback.opening.center',
      '{agent}',
      'callback.opening.agent',
    ],
  },
  'close.goodbye': { say: ['close.goodbye'] },
  'close.caller.first': {},
  'close.record': { wrapUpMs: seconds(20) },
} as const satisfies Clauses;

/** quality.stars as the standard that has it asks. */
export const SURVEY = {
  'quality.stars': {
    sayAttitude: ['survey.attitude'],
    sayAccuracy: ['survey.accuracy'],
    sayThanks: ['survey.thanks'],
  },
} as const satisfies Clauses;

/** Questions whose answer is awaited, worded as in shipped standards. */
export const QUESTIONS = {
  'hold.announce': {
    sayAsk: ['hold.announce.aftersales'],
    answerMs: seconds(4),
    say: ['hold.thanks'],
    sayQueue: ['queue.announce'],
  },
  'hold.promise': { sayAsk: ['hold.promise.ask'], answerMs: seconds(4), say: ['hold.promise'] },
  'callback.number': {
    sayAsk: ['callback.number.aftersales'],
    sayKeyIn: ['callback.key_in'],
    sayReadBack: ['callback.read_back', '{number}', 'callback.confirm'],
    sayInvalid: ['callback.invalid'],
  },
  'hold.return': { sayAsk: ['hold.return.gas'], answerMs: seconds(4), say: ['hold.return'] },
} as const satisfies Clauses;

/** close.anything: the question before the goodbye. */
export const LAST_QUESTION = {
  'close.anything': { say: ['close.anything'], answerMs: seconds(4) },
} as const satisfies Clauses;

/** Clauses for callers who need somebody else than the agent, worded as in all shipped standards. */
export const ESCALATION = {
  'answer.greeting.transferred': { say: ['company', 'greeting.agent', '{agent}', 'greeting.serving'] },
  'language.caller': { sayApology: ['language.apology'] },
  'people.complaint': {
    say: ['people.complaint.apology', 'people.complaint.transfer'],
    sayRecorded: ['people.complaint.apology', 'people.complaint.recorded'],
    withinMs: minutes(30),
  },
  'people.supervisor': { say: ['hold.hurried'], sayRecorded: ['hold.promise'], withinMs: minutes(30) },
  'people.urgent': {},
  'people.nuisance': { say: ['people.nuisance.aftersales'], times: 3 },
  'people.misdial': { say: ['people.misdial'] },
  'people.beyond': { say: ['people.beyond.aftersales'] },
  'people.suggestion': { say: ['people.suggestion'] },
} as const satisfies Clauses;

/** Clauses for a caller who cannot be heard; where a clause may end the call, it does. */
export const LISTENING = {
  'hear.silent': {
    afterMs: seconds(4),
    steps: [['hear.silent.1.aftersales'], ['hear.silent.2.aftersales'], ['hear.silent.3.aftersales']],
    pauseMs: seconds(3),
    endAfterMs: seconds(2),
  },
  'hear.oneway': { say: ['hear.oneway.ticketing'], sayWhy: ['hear.oneway.why.ticketing'] },
  'hear.noise': { steps: [['hear.noise.1.aftersales'], ['hear.noise.2.aftersales']], endAfterMs: seconds(2) },
  'hear.signal': { steps: [['hear.signal.1'], ['hear.signal.2']], endAfterMs: seconds(2) },
  'hear.handsfree': { say: ['hear.handsfree.aftersales'] },
  'hear.repeat': { say: ['hear.repeat.aftersales'] },
  'hear.noresponse': { afterMs: seconds(15), steps: [['hear.noresponse.1'], ['hear.noresponse.2']] },
  'hear.interrupt': {},
} as const satisfies Clauses;

/** These waits before the next try, however the last one went. */
export function retryAfter(...waits: number[]): Partial<Handling> {
  return Object.fromEntries(Object.values(RETRY).map((rule) => [rule.waits, waits]));
}

/** The strict standard with these clauses in place of its own, without those of `without`. */
export function aStandard(
  clauses: Partial<Clauses> = {},
  more: { readonly without?: readonly ClauseId[]; readonly handling?: Partial<Handling> } = {},
): Standard {
  const kept = Object.entries({ ...STRICT, ...clauses }).filter(
    ([id]) => !more.without?.includes(id as ClauseId),
  );
  return {
    name: 'strict',
    title: { zh: '最严', yue: '最嚴', en: 'Strict' },
    clauses: Object.fromEntries(kept),
    handling: { ...MAINLAND_HANDLING, ...more.handling },
  };
}
