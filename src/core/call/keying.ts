import type { LegEnd } from '../legs.ts';
import { type CallableNumber, dialable } from '../rules.ts';
import type { Clauses, Phrase } from '../standard/standard.ts';
import { agentLeft, customerGone, end, farewell, firstToHangUp, talkEnded } from './closing.ts';
import { type Draft, event, goTo, type In, judge, play, promptsOf, stop } from './draft.ts';
import { leaveHold } from './holding.ts';
import { release } from './hunting.ts';
import type { CallInput, Of } from './input.ts';
import { interrupt, waitAnew } from './patience.ts';
import type { AgentLeg, Keying, Phase, Playing, Ring, Wait } from './phase.ts';
import { promiseAfterHours, promiseCallback } from './recording.ts';

/** How often a number may be keyed in wrongly before the caller is back in the queue. */
const TRIES = 3;
/** Fewer digits are no number, so a pause after them does not end it. */
const SHORTEST_NUMBER = 5;

/** A key during a wait. hold.limit: 1 calls back this number, 2 another; before the first offer keys mean nothing. */
export function choose(
  d: Draft,
  wait: Wait,
  agent: AgentLeg | null,
  ringing: Ring | null,
  input: Of<'digit'>,
): boolean {
  if (input.leg !== d.call.customer.leg) return false;
  if (wait.offers === 0 || (input.digit !== '1' && input.digit !== '2')) return true;
  const number = input.digit === '1' ? ofCaller(d) : null;
  const cut = interrupt(d, wait);
  release(d, ringing);
  event(d, 'offerTaken', 'caller', { key: input.digit });
  if (number) takeDown(d, number, { wait: cut, agent });
  // callback.number: another number, or the caller's own is withheld
  else askNumber(d, { wait: cut, agent }, TRIES);
  return true;
}

/** A key on a closed line: 1 calls back this number as the line opens (UTC ms), 2 another, or where this one is withheld. */
export function takeAfterHours(d: Draft, opensAt: number, digit: string): void {
  const number = digit === '1' ? ofCaller(d) : null;
  const at: At = { wait: null, agent: null, opensAt };
  if (number) takeDown(d, number, at);
  else askNumber(d, at, TRIES);
}

/** callback.purpose: the caller's own number, where it may be called. */
function ofCaller({ call, rules }: Draft): CallableNumber | null {
  return dialable(rules, call.customer.number, call.line);
}

/** Where the number is taken down: in a wait, or on a closed line that opens at `opensAt`. */
type At = Pick<In<'keying'>, 'wait' | 'agent' | 'opensAt'>;

/** On a closed line, where the standard has no words of its own. */
const WORDS: NonNullable<Clauses['callback.number']> = {
  sayKeyIn: ['callback.key_in'],
  sayReadBack: ['callback.read_back', '{number}', 'callback.confirm'],
  sayInvalid: ['callback.invalid'],
};
const PROMISE: Phrase = ['callback.number_is', '{number}', 'hold.promise'];

function ask(d: Draft, keying: Omit<Keying, 'playing' | 'keyByMono'>, number?: string): Keying {
  const { clauses, handling } = d.rules.standard;
  const clause = clauses['callback.number'];
  const { sayKeyIn, sayReadBack } = clause ?? WORDS;
  const phrase = keying.stage === 'number' ? sayKeyIn : sayReadBack;
  const prompts = promptsOf(d, phrase, number ? { number } : {});
  const { leg } = d.call.customer;
  const playing = leg ? play(d, { leg }, prompts) : null;
  const said = d.rules.lengthOf(prompts, d.call.language);
  return { ...keying, playing, keyByMono: d.at.mono + said + handling.keyTimeoutMs };
}

function askNumber(d: Draft, at: At, triesLeft: number): void {
  const keying = ask(d, { stage: 'number', digits: '', triesLeft });
  const { wait, agent, opensAt } = at;
  goTo(d, { is: 'keying', keying, wait, agent, ...(opensAt === undefined ? {} : { opensAt }) });
}

/** callback.number: of a caller who is to be called back, and whose own number cannot be. */
export function askForNumber(d: Draft): void {
  const { phase } = d.call;
  if (phase.is === 'waiting') askNumber(d, { wait: interrupt(d, phase.wait), agent: null }, TRIES);
}

/** callback.number: the number is taken down; the promise is durable before the caller hears of it. */
function takeDown(d: Draft, number: CallableNumber, { wait, agent, opensAt }: At): void {
  const { clauses } = d.rules.standard;
  const wanted = { number: number.e164, dialled: number.dial };
  if (opensAt === undefined) promiseCallback(d, 'queue', wanted);
  else promiseAfterHours(d, wanted, opensAt);
  judge(d, 'callback.number', true, 'engine');
  if (agent) talkEnded(d, agent);
  const promise = clauses['hold.promise']?.say ?? PROMISE;
  farewell(d, promptsOf(d, promise, { number: number.dial }), wait !== null && d.call.bridge === null);
}

/** The number is being keyed in, or confirmed. */
export function keying(d: Draft, phase: In<'keying'>, input: CallInput): boolean {
  switch (input.type) {
    case 'digit':
      if (input.leg !== d.call.customer.leg) return false;
      if (phase.keying.stage === 'number') keyed(d, phase, input.digit);
      else confirmed(d, phase, input.digit);
      return true;
    case 'deadline':
      if (d.at.mono >= phase.keying.keyByMono) timedOut(d, phase);
      return true;
    case 'playStarted':
      return input.playback === phase.keying.playing?.id;
    case 'playEnded':
      if (input.playback !== phase.keying.playing?.id) return false;
      goTo(d, { ...phase, keying: { ...phase.keying, playing: null } });
      return true;
    case 'legResumed':
      if (!phase.agent || input.leg !== phase.agent.leg) return false;
      stop(d, phase.keying.playing);
      // the caller has been keying, not waiting
      if (phase.wait) leaveHold(d, phase.agent, { ...phase.wait, reassuredAt: d.at.mono });
      return true;
    case 'legEnded':
      return keyingEnded(d, phase, input);
    default:
      return false;
  }
}

function keyed(d: Draft, phase: In<'keying'>, digit: string): void {
  stop(d, phase.keying.playing);
  if (digit === '#') {
    readBack(d, phase);
    return;
  }
  const digits = digit === '*' ? '' : phase.keying.digits + digit;
  const keyByMono = d.at.mono + d.rules.standard.handling.keyTimeoutMs;
  goTo(d, { ...phase, keying: { ...phase.keying, digits, playing: null, keyByMono } });
}

function readBack(d: Draft, phase: In<'keying'>): void {
  const { digits, triesLeft } = phase.keying;
  const number = dialable(d.rules, digits, d.call.line);
  event(d, 'numberKeyed', 'caller', { callable: number !== null });
  if (!number) {
    wrongNumber(d, phase);
    return;
  }
  const keying = ask(d, { stage: 'confirm', digits, triesLeft }, number.dial);
  goTo(d, { ...phase, keying });
}

function wrongNumber(d: Draft, phase: In<'keying'>): void {
  const triesLeft = phase.keying.triesLeft - 1;
  if (triesLeft <= 0) {
    backToWait(d, phase);
    return;
  }
  const { leg } = d.call.customer;
  const prompts = promptsOf(d, (d.rules.standard.clauses['callback.number'] ?? WORDS).sayInvalid);
  const playing: Playing | null = leg ? play(d, { leg }, prompts) : null;
  const said = d.rules.lengthOf(prompts, d.call.language);
  const keyByMono = d.at.mono + said + d.rules.standard.handling.keyTimeoutMs;
  goTo(d, { ...phase, keying: { stage: 'number', digits: '', triesLeft, playing, keyByMono } });
}

function confirmed(d: Draft, phase: In<'keying'>, digit: string): void {
  const number = dialable(d.rules, phase.keying.digits, d.call.line);
  if (digit === '1' && number) {
    stop(d, phase.keying.playing);
    takeDown(d, number, phase);
  }
  if (digit !== '2') return;
  stop(d, phase.keying.playing);
  const triesLeft = phase.keying.triesLeft - 1;
  if (triesLeft <= 0) backToWait(d, phase);
  else askNumber(d, phase, triesLeft);
}

function timedOut(d: Draft, phase: In<'keying'>): void {
  const { stage, digits, playing } = phase.keying;
  stop(d, playing);
  if (stage === 'number' && digits.length >= SHORTEST_NUMBER) readBack(d, phase);
  else backToWait(d, phase);
}

/** Nothing has come of it: the caller keeps waiting in the same place, and is asked again at a decent interval. On a closed
 * line there is nothing to wait for. */
function backToWait(d: Draft, phase: In<'keying'>): void {
  const { mono } = d.at;
  if (!phase.wait) {
    farewell(d, [], false);
    return;
  }
  const againMs = d.rules.standard.clauses['hold.limit']?.againMs;
  const offerAt = againMs === undefined ? null : Math.max(mono + againMs, phase.wait.offerAt ?? 0);
  const wait: Wait = { ...phase.wait, playing: null, reassuredAt: mono, reassuredBefore: mono, offerAt };
  const back: Phase = phase.agent
    ? { is: 'held', agent: phase.agent, wait }
    : { is: 'waiting', wait, ring: null };
  goTo(d, back);
}

/** The hold is gone and its music with it: the caller has that of those who wait. What was being said stands in the way of
 * that, so it is said again. */
function keyOn(d: Draft, phase: In<'keying'>): void {
  const { playing, digits } = phase.keying;
  stop(d, playing);
  waitAnew(d);
  const keying = playing ? ask(d, phase.keying, dialable(d.rules, digits, d.call.line)?.dial) : phase.keying;
  goTo(d, { ...phase, keying, agent: null });
}

function keyingEnded(d: Draft, phase: In<'keying'>, input: Of<'legEnded'>): boolean {
  if (phase.agent && input.leg === phase.agent.leg) {
    // the caller goes on keying: what the agent does takes nothing from that
    agentLeft(d, phase.agent, input.how);
    keyOn(d, phase);
    return true;
  }
  stop(d, phase.keying.playing);
  if (phase.opensAt === undefined) customerGone(d, phase.agent, input.how);
  else askedAndGone(d, phase.opensAt, input.how);
  return true;
}

/** The caller of a closed line has asked to be called back, and given no other number: then on the one called from. */
function askedAndGone(d: Draft, opensAt: number, how: LegEnd): void {
  promiseAfterHours(d, d.call.customer, opensAt);
  firstToHangUp(d, how === 'lost' ? 'network' : 'caller');
  end(d);
}
