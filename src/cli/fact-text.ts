import { limitOriginOf } from '../config/standards/origin.ts';
import type { ClauseFact, EventName, Fact, Measured } from '../core/facts.ts';

/** What happened, in words. */
const WORDS: Readonly<Record<EventName, string>> = {
  arrived: 'rings in',
  refused: 'there is no room for the caller',
  agentRung: 'phone is rung',
  agentSkipped: 'passed over',
  callFound: 'call is found in Asterisk',
  engineAnswered: 'the engine answers',
  agentAnswered: 'picks up',
  prompt: 'plays',
  promptFailed: 'a prompt failed',
  connected: 'connected',
  held: 'holds',
  resumed: 'takes the call back',
  answered: 'answers a question',
  offerMade: 'offers a callback',
  offerTaken: 'takes the offer',
  numberKeyed: 'keys in a number',
  hungUpFirst: 'hung up first',
  legLost: 'a leg broke off',
  handedOver: 'hands over',
  takenOver: 'takes over',
  record: 'on record',
  alert: 'raises an alert',
  alertHeard: 'hears the alert',
  abandoned: 'gave up',
  disposition: 'writes down',
  ended: 'ended',
  languageChosen: 'language',
  otherLanguage: 'does not speak the language',
  languageForgotten: 'a remembered language is forgotten',
  outageOn: 'outage put on',
  outageOff: 'outage taken off',
  lineClosed: 'line closed for today',
  lineOpened: 'line opened again',
  outageHeard: 'hears of the outage',
  closedHeard: 'hears that the line is closed',
  outageLeft: 'gone after the outage notice',
  customerRang: 'customer rings in, and has a callback',
  customerDialled: 'customer is dialled',
  customerAnswered: 'customer picks up',
  customerNotReached: 'customer not reached',
  callbackPromised: 'callback promised',
  callbackDue: 'callback due',
  callbackSettled: 'callback settled',
  callbackFailed: 'callback given up',
  callbackAtRisk: 'callback about to be late',
  callbackOverdue: 'callback overdue',
  callbackBlocked: 'callback held back',
  callbackRefused: 'not called back',
  callbackPostponed: 'callback postponed',
  doNotCall: 'is not called any more',
  mayCallAgain: 'the number may be called again',
  callbackCancelled: 'callback cancelled',
  callbackChanged: 'callback changed',
  callbackNoted: 'a note',
  agentLoggedIn: 'logs in',
  agentLoggedOut: 'logs out',
  agentPaused: 'pauses',
  agentResumed: 'ends the pause',
  survey: 'rates the call',
  satisfaction: 'says whether the solution satisfied',
  recorded: 'is recorded',
  scored: 'was listened to',
  interruption: 'interrupts',
  silent: 'not a word',
  notJudged: 'not judged',
  keysDropped: 'keys that are doubtful, not taken',
  scriptStopped: 'a script is stopped',
  letGo: 'is let go',
  lineWeak: 'the line is weak',
  programmeChanged: 'a programme',
  programmeRow: 'a row of a programme',
  programmeRound: 'a programme calls',
  customerFrequency: 'a customer says how often',
};

function actor({ by }: Fact): string {
  if (by === undefined) return '';
  return typeof by === 'string' ? by : by.agent;
}

/** A fact for a person: what, by whom, in detail. `standard`: the name of the standard that the verdict is about; where it is
 * one of the five, a limit that its document does not have is marked. */
export function factText(fact: Fact, standard = ''): [what: string, by: string, detail: string] {
  if (fact.kind === 'event') {
    const detail = Object.entries(fact.detail ?? {})
      .map(([key, value]) => `${key} ${typeof value === 'number' ? Number(value.toFixed(2)) : value}`)
      .join(', ');
    return [WORDS[fact.name], actor(fact), detail];
  }
  const { measured, note } = fact;
  const value = measured ? `${measuredText(measured)}${originText(fact, standard)}` : '';
  const mark = fact.verdict === 'kept' ? '✓' : '✗';
  return [`${mark} ${fact.clause}`, actor(fact), [fact.verdict, value, note].filter(Boolean).join(', ')];
}

function originText(fact: ClauseFact, standard: string): string {
  return limitOriginOf(fact, standard) === 'product' ? ' (default of the product)' : '';
}

function measuredText({ value, limit, unit }: Measured): string {
  return unit === 'count' ? `${value} times, at most ${limit}` : `${value.toFixed(2)} of ${limit} ${unit}`;
}
