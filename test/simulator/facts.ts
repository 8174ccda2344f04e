import type { ClauseFact } from '../../src/core/facts.ts';
import type { ClauseId } from '../../src/core/standard/standard.ts';
import type { SimulatedLeg } from '../../src/telephony/simulated/index.ts';
import { callsOfDeadPhones, isOfDeadPhone } from '../scenarios/support/records.ts';
import { isPrompt, name } from './listening.ts';
import type { World } from './world.ts';

/** More than a measured time may differ from what was heard. */
const TOLERANCE_S = 1.5;

/** A fact is noted when a list of prompts begins: these words may be the last of it. */
const LATER_MS = 15_000;

/** Clauses that are kept by the words of the standard: whoever kept one was heard to. */
const SPOKEN: readonly ClauseId[] = [
  'answer.greeting',
  'answer.greeting.transferred',
  'answer.late.apology',
  'hold.reminder',
  'hold.limit',
  'close.goodbye',
  'people.misdial',
  'people.suggestion',
  'people.beyond',
];

/** Clauses that the engine keeps on its own, whatever callers and agents do. The ear itself judges hold.reminder: its gap also
 * counts the words of an announcement that is longer. */
const BY_ENGINE: readonly ClauseId[] = [
  'answer.rings',
  'answer.greeting',
  'hold.announce',
  'hold.return',
  'hold.limit',
  'close.goodbye',
  'hear.silent',
];
/** A fault so long before may still be the reason: the wait in which it was goes on. */
const BEFORE_MS = 30_000;

/** What the engine has not kept, though nothing was wrong. */
export function clausesKept(world: World): void {
  const dead = callsOfDeadPhones(world.records.facts.map(({ fact }) => fact));
  for (const { at, fact } of world.records.facts) {
    if (fact.kind !== 'clause' || fact.verdict === 'kept' || !BY_ENGINE.includes(fact.clause)) continue;
    if (isOfDeadPhone(fact, dead)) continue;
    const span = { from: at - BEFORE_MS, to: at };
    const [whole] = world.impairments.controlled(span);
    if (
      whole?.from === span.from &&
      whole.to === span.to &&
      (fact.by === 'engine' || fact.clause === 'answer.rings')
    )
      world.fail(
        'clause broken',
        `${fact.call}: ${fact.clause} ${JSON.stringify(fact.measured ?? fact.note)}`,
        at,
      );
  }
}

/** Facts that disagree with what was heard. */
export function factsAgree(world: World): void {
  const legs = new Map<string, SimulatedLeg>();
  for (const leg of world.sim.controls.legs) {
    const call = world.records.callOf(leg.id);
    if (call && world.isCustomer(leg)) legs.set(call.id, leg);
  }
  for (const { at, fact } of world.records.facts) {
    const leg = legs.get(fact.call ?? '');
    if (fact.kind !== 'clause' || !leg) continue;
    if (fact.clause === 'answer.rings') ringsAgree(world, leg, fact, at);
    if (fact.verdict === 'kept' && SPOKEN.includes(fact.clause)) wordsAgree(world, leg, fact, at);
  }
}

function ringsAgree(world: World, leg: SimulatedLeg, { verdict, measured }: ClauseFact, at: number): void {
  if (leg.direction !== 'in' || !measured) return;
  const end = leg.answeredAt ?? leg.endedAt ?? world.now;
  const limitS = measured.unit === 's' ? measured.limit : measured.limit * 5;
  const rangS = (end - leg.beganAt) / 1000;
  const wrong = verdict === 'kept' ? rangS > limitS + TOLERANCE_S : rangS < limitS - 5 - TOLERANCE_S;
  if (wrong)
    world.fail(
      'fact',
      `${name(world, leg)} rang ${rangS} s; answer.rings ${verdict} ${JSON.stringify(measured)}`,
      at,
    );
}

function wordsAgree(world: World, leg: SimulatedLeg, { clause }: ClauseFact, at: number): void {
  const said = phrasesOf(world, leg, clause);
  if (said.size === 0) return;
  const heard = leg.track
    .heard(world.now)
    .some(
      ({ from, what }) =>
        from <= at + LATER_MS && isPrompt(what) && (said.has(what.prompt) || isSlot(what.prompt)),
    );
  if (!heard) world.fail('fact', `${name(world, leg)} has not heard ${clause}, which is kept`, at);
}

/** What fills a slot at the beginning of a phrase, or comes before it in one list: the fact is noted as the list begins. */
function isSlot(prompt: string): boolean {
  return prompt.startsWith('salute.') || prompt === 'recording.notice';
}

/** All prompts of a clause; an offer begins with the reassurance that is due with it. */
function phrasesOf(world: World, leg: SimulatedLeg, clause: ClauseId): ReadonlySet<string> {
  const clauses = world.standardOf(leg)?.clauses;
  const rules = [clauses?.[clause], clause === 'hold.limit' ? clauses?.['hold.reminder'] : null];
  // in a callback the customer is told that it takes a moment longer
  const words: string[] = clause === 'hold.reminder' ? ['callback.no_agent'] : [];
  JSON.stringify(rules, (_key, value: unknown) => {
    if (typeof value === 'string') words.push(value);
    return value;
  });
  return new Set(words);
}
