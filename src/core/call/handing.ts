import type { AgentId, Language } from '../ids.ts';
import type { LegEnd } from '../legs.ts';
import type { CallbackKind, CallbackPromise } from '../model/callback.ts';
import type { Wanted } from '../model/wanted.ts';
import { dialable } from '../rules.ts';
import type { Phrase } from '../standard/standard.ts';
import { customerGone, farewell, talkEnded } from './closing.ts';
import { type Draft, event, goTo, type In, judge, play, promptsOf, stop, UNHEARD } from './draft.ts';
import type { CallInput, Of } from './input.ts';
import { askForNumber } from './keying.ts';
import { beginWait, interrupt, waitAnew } from './patience.ts';
import type { AgentLeg } from './phase.ts';
import { remember } from './reception.ts';
import { owe, promiseCallback, UNCALLABLE } from './recording.ts';
import { dropScript } from './silence.ts';
import type { Handed, HandingWhy } from './state.ts';

/** Whether anybody is there is known in the same turn, unless Asterisk is out of reach. */
const ASK_MS = 1000;

const CLAUSES = {
  complaint: 'people.complaint',
  supervisor: 'people.supervisor',
  language: 'language.caller',
} as const;

const ROLES = { complaint: 'complaints', supervisor: 'supervisor', language: 'agent' } as const;

/** What is said before the caller goes to somebody else, and where nobody is there. */
function words(d: Draft, why: HandingWhy): { say: Phrase; sayRecorded: Phrase } | undefined {
  const { clauses } = d.rules.standard;
  if (why !== 'language') return clauses[CLAUSES[why]];
  const say = clauses['language.caller']?.sayApology;
  return say && { say, sayRecorded: [...say, ...(clauses['hold.promise']?.say ?? [])] };
}

/** The agent's key: the caller hears what is said before, and goes to the complaints desk (people.complaint), a supervisor
 * (people.supervisor) or a colleague who speaks the language (language.caller). Returns false where it means nothing now. */
export function handOver(
  d: Draft,
  agent: AgentId,
  why: HandingWhy,
  language: Language = d.call.language,
): boolean {
  const { phase, handed } = d.call;
  // pressed twice: it is being done
  if (phase.is === 'handing') return phase.agent?.agent === agent && handed?.why === why;
  if (phase.is !== 'talking' && phase.is !== 'held') return false;
  if (phase.agent.agent !== agent || !words(d, why)) return false;
  if (phase.is === 'held') interrupt(d, phase.wait);
  else dropScript(d, phase, { agent });
  // what is said is in the language that the caller is to have
  d.call = { ...d.call, language };
  if (why === 'language') remember(d);
  ask(d, why, agent);
  const askedByMono = d.at.mono + ASK_MS;
  goTo(d, { is: 'handing', agent: phase.agent, held: phase.is === 'held', playing: null, askedByMono });
  return true;
}

/** people.complaint: the caller has chosen it before anybody answered: it is on record, and goes to the complaints desk. */
export function wantComplaint(d: Draft): void {
  ask(d, 'complaint', null);
  goTo(d, { is: 'handing', agent: null, held: true, playing: null, askedByMono: d.at.mono + ASK_MS });
}

function whoFor(why: HandingWhy, language: Language): Wanted {
  const wants = { role: ROLES[why], language };
  return why === 'language' ? { ...wants, mustSpeak: true } : wants;
}

/** It is on record who is asked for from now on. */
function ask(d: Draft, why: HandingWhy, by: AgentId | null): void {
  const { language } = d.call;
  const wants = whoFor(why, language);
  d.call = {
    ...d.call,
    wants: by === null ? wants : { ...wants, not: by },
    handed: { why, by, heard: true, open: true },
  };
  const who = by === null ? 'caller' : { agent: by };
  if (why === 'complaint') event(d, 'record', who, { type: 'complaint' });
  if (by !== null) event(d, 'handedOver', who, { why, language });
}

/** The clause of the hand-over is judged, once. */
function settle(d: Draft, kept: boolean, by: 'engine' | { agent: AgentId }, note?: string): void {
  const { handed } = d.call;
  if (!handed?.open) return;
  d.call = { ...d.call, handed: { ...handed, open: false } };
  const more = handed.heard ? (note === undefined ? {} : { note }) : UNHEARD;
  judge(d, CLAUSES[handed.why], kept && handed.heard, by, more);
}

/** Another agent has picked up. */
export function takenOver(d: Draft, agent: AgentId): void {
  const { handed } = d.call;
  if (!handed?.open) return;
  if (handed.by !== null) event(d, 'takenOver', { agent }, { of: handed.by, why: handed.why });
  settle(d, true, { agent });
}

/** What a callback is to be for a caller who waits for somebody: of that kind, with its deadline, and for those who are asked
 * for. */
export function wishOf({ call, rules }: Draft, kind: CallbackKind): Partial<CallbackPromise> {
  const { handed, language } = call;
  if (!handed || (!handed.open && kind !== 'queue')) return {};
  const wants = whoFor(handed.why, language);
  if (handed.why === 'language') return { wants };
  const withinMs = rules.standard.clauses[CLAUSES[handed.why]]?.withinMs;
  return { kind: handed.why, wants, ...(withinMs === undefined ? {} : { withinMs }) };
}

/** The caller has gone before anybody took over: who asked for somebody is called back. False where nobody was asked for. */
export function goneOnTheWay(d: Draft): boolean {
  const { handed, customer } = d.call;
  if (!handed?.open) return false;
  if (!promiseCallback(d, 'abandoned', customer)) settle(d, false, 'engine', UNCALLABLE.note);
  return true;
}

/** A callback is promised to a caller, who may be one who waits for somebody. */
export function promised(d: Draft): void {
  settle(d, true, 'engine', 'called back');
}

/** On the way from one agent to another. */
export function handing(d: Draft, phase: In<'handing'>, input: CallInput): boolean {
  switch (input.type) {
    case 'somebodyThere':
      if (!phase.playing) sayBefore(d, phase);
      return phase.playing === null;
    case 'nobodyThere':
      if (!phase.playing) nobody(d, phase.agent);
      return phase.playing === null;
    case 'playStarted':
      return input.playback === phase.playing?.id;
    case 'playEnded':
      return said(d, phase, input);
    case 'deadline':
      if (phase.playing && d.at.mono >= phase.playing.byMono) toQueue(d, phase.agent);
      else if (!phase.playing && d.at.mono >= phase.askedByMono) sayBefore(d, phase);
      return true;
    case 'legHeld':
    case 'legResumed':
      return true; // it makes no difference any more
    case 'digit':
      return input.leg === d.call.customer.leg;
    case 'legEnded':
      return handingEnded(d, phase, input.leg, input.how);
    default:
      return false;
  }
}

function sayBefore(d: Draft, phase: In<'handing'>): void {
  const { bridge, customer, handed } = d.call;
  const prompts = promptsOf(d, handed && words(d, handed.why)?.say);
  const toBoth = bridge && !phase.held ? { bridge } : null;
  const on = toBoth ?? (customer.leg ? { leg: customer.leg } : null);
  const playing = on && play(d, on, prompts);
  if (handed && playing && !playing.whole) d.call = { ...d.call, handed: unheard(handed) };
  if (playing) goTo(d, { ...phase, playing });
  else toQueue(d, phase.agent);
}

function unheard(handed: Handed): Handed {
  return { ...handed, heard: false };
}

function said(d: Draft, phase: In<'handing'>, input: Of<'playEnded'>): boolean {
  if (input.playback !== phase.playing?.id) return false;
  const { handed } = d.call;
  if (handed && input.outcome === 'failed') d.call = { ...d.call, handed: unheard(handed) };
  // stopped: by the caller's hanging up, of which the next event tells
  if (input.outcome !== 'stopped') toQueue(d, phase.agent);
  return true;
}

/** close.caller.first: the engine has let the agent go, who has hung up on nobody. close.record: as after any call. */
export function partOver(d: Draft, agent: AgentLeg): void {
  judge(d, 'close.caller.first', true, { agent: agent.agent }, { note: 'the engine let the agent go' });
  owe(d, agent);
}

/** The agent is let go, and the caller waits for whoever is asked for, in the place kept. */
function toQueue(d: Draft, agent: AgentLeg | null): void {
  const { bridge } = d.call;
  if (agent) {
    d.commands.push({ do: 'hangUp', leg: agent.leg, reason: 'normal' });
    partOver(d, agent);
  }
  if (bridge) d.commands.push({ do: 'endBridge', bridge });
  d.call = { ...d.call, bridge: null };
  waitAnew(d);
  // what has just been said stands in the place of the announcement
  beginWait(d, [], (wait) => ({ is: 'waiting', wait, ring: null }));
}

/** Nobody is there: the caller is called back, or asked under which number; who gives none waits for any agent. */
export function nobody(d: Draft, agent: AgentLeg | null): void {
  const { customer, handed, bridge, phase } = d.call;
  const number = dialable(d.rules, customer.number, d.call.line);
  if (!number || !handed) {
    if (phase.is === 'handing') toQueue(d, agent);
    const { wants: _nobodyThere, ...call } = d.call;
    d.call = call;
    // who is called back is not asked where
    if (call.direction === 'in') askForNumber(d);
    return;
  }
  if (phase.is === 'waiting') interrupt(d, phase.wait);
  promiseCallback(d, 'queue', { number: number.e164, dialled: number.dial });
  if (agent) {
    judge(d, 'close.caller.first', true, { agent: agent.agent }, { note: 'the engine let the agent go' });
    talkEnded(d, agent);
  }
  const say = promptsOf(d, words(d, handed.why)?.sayRecorded, { number: number.dial });
  farewell(d, say, bridge === null);
}

function handingEnded(d: Draft, phase: In<'handing'>, leg: string, how: LegEnd): boolean {
  if (leg === d.call.customer.leg) {
    stop(d, phase.playing);
    if (phase.agent) goneOnTheWay(d);
    customerGone(d, phase.agent, how);
    return true;
  }
  if (!phase.agent) return false;
  // who has handed over may hang up: the caller hears the rest alone
  partOver(d, phase.agent);
  goTo(d, { ...phase, agent: null });
  return true;
}
