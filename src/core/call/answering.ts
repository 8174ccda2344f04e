import { abandoned } from './closing.ts';
import { type Draft, event, goTo, type In, judge, play, promptsOf, stop, UNHEARD } from './draft.ts';
import { takenOver } from './handing.ts';
import { giveUp, passOver, ring, taken } from './hunting.ts';
import type { CallInput, Of } from './input.ts';
import { sayWhy } from './oneway.ts';
import { beginWait, interrupt } from './patience.ts';
import type { AgentLeg, Playing, Ring, Wait } from './phase.ts';
import { withNotice } from './recorder.ts';
import { ringCycleMs } from './rings.ts';
import { connect } from './talking.ts';

/** answer.rings: an agent has answered by then, or the engine has. The report tells the two apart. */
export function judgeAnswer(d: Draft, by: 'engine' | { agent: string }): void {
  const limit = d.rules.standard.clauses['answer.rings'];
  if (!limit) return;
  const cycle = ringCycleMs(d.rules.standard.handling);
  const waited = d.at.mono - d.call.arrivedAt.mono;
  const measured = { value: waited / cycle, limit: limit.rings, unit: 'rings' } as const;
  judge(d, 'answer.rings', waited <= limit.rings * cycle, by, { measured });
}

export function answerCustomer(d: Draft): void {
  const { customer } = d.call;
  if (!customer.leg || customer.answered) return;
  d.commands.push({ do: 'answer', leg: customer.leg });
  d.call = { ...d.call, customer: { ...customer, answered: true } };
}

/** The caller hears ringing; agents are rung one after another until the last allowed ring. */
export function ringing(d: Draft, phase: In<'ringing'>, input: CallInput): boolean {
  switch (input.type) {
    case 'agentOffered':
      if (phase.ring) return false;
      goTo(d, { ...phase, ring: ring(d, input.agent, d.rules.standard.handling.agentRingMs) });
      return true;
    case 'legAnswered':
      if (input.leg !== phase.ring?.leg) return false;
      stop(d, phase.ringback ?? null);
      pickedUp(d, phase.ring, null);
      return true;
    case 'legEnded':
      return hunted(d, phase, input);
    case 'deadline': {
      const left = ringTimedOut(d, phase.ring);
      goTo(d, { ...phase, ring: left });
      if (d.at.mono >= phase.answerByMono) engineAnswers(d, left, phase.ringback ?? null);
      return true;
    }
    case 'playStarted':
      return input.playback === phase.ringback?.id;
    case 'playEnded':
      // silence in its place is no ringing
      if (input.playback === phase.ringback?.id && input.outcome !== 'stopped')
        engineAnswers(d, phase.ring, null);
      return input.playback === phase.ringback?.id;
    default:
      return false;
  }
}

/** A leg has ended while a phone may be ringing: the caller's, or that phone's. */
export function hunted(d: Draft, phase: In<'ringing'> | In<'waiting'>, input: Of<'legEnded'>): boolean {
  if (input.leg === d.call.customer.leg) {
    abandoned(d, phase.ring, input.how);
    return true;
  }
  if (input.leg !== phase.ring?.leg) return false;
  passOver(d, phase.ring, input.how);
  goTo(d, phase.is === 'waiting' ? notYet(d, { ...phase, ring: null }) : { ...phase, ring: null });
  return true;
}

/** callback.opening: who has been called, and for whom nobody picks up, is told that it takes a moment longer, once; and waits for
 * another agent, in the place kept. */
export function notYet(d: Draft, phase: In<'waiting'>): In<'waiting'> {
  const { callback, direction, lastAgent, customer } = d.call;
  const { wait } = phase;
  if (!callback || callback.apologised || direction !== 'out' || lastAgent !== null) return phase;
  if (!customer.leg || wait.playing?.what === 'announce') return phase;
  stop(d, wait.playing);
  d.call = { ...d.call, callback: { ...callback, apologised: true } };
  const playing = play(d, { leg: customer.leg }, ['callback.no_agent']);
  const reassured = { reassuredBefore: wait.reassuredAt, reassuredAt: d.at.mono };
  return { ...phase, wait: { ...wait, ...reassured, playing: playing && { ...playing, what: 'reminder' } } };
}

/** The ring that is left after the clock has been looked at. */
export function ringTimedOut(d: Draft, ringing: Ring | null): Ring | null {
  if (!ringing || d.at.mono < ringing.untilMono) return ringing;
  giveUp(d, ringing);
  return null;
}

/** answer.rings: nobody has by the last allowed ring, so the engine answers, greets, and the caller waits. One whom it had
 * received before has been answered then. */
function engineAnswers(d: Draft, left: Ring | null, ringback: Playing | null): void {
  if (d.call.customer.answered) {
    stop(d, ringback);
  } else {
    judgeAnswer(d, 'engine');
    answerCustomer(d);
    event(d, 'engineAnswered', 'engine');
  }
  const { leg } = d.call.customer;
  if (leg) d.commands.push({ do: 'wait', leg });
  const { clauses } = d.rules.standard;
  // answer.greeting, hold.announce
  const greeting = promptsOf(d, [
    ...(clauses['answer.greeting']?.sayEngine ?? []),
    ...(clauses['hold.announce']?.sayQueue ?? []),
    // callback.number: who rings in again is recognised
    ...(d.call.callback ? ['callback.rang_in'] : []),
  ]);
  beginWait(d, withNotice(d, greeting), (wait) => ({ is: 'waiting', wait, ring: left }));
}

/** An agent has picked up: the caller is answered and greeted, the agent hears who is there. */
export function pickedUp(d: Draft, ringing: Ring, wait: Wait | null): void {
  const agent: AgentLeg = { agent: ringing.agent, leg: ringing.leg };
  if (!d.call.customer.answered) judgeAnswer(d, { agent: agent.agent });
  taken(d, agent);
  takenOver(d, agent.agent);
  if (wait) interrupt(d, wait);
  answerCustomer(d);
  greet(d, agent, wait !== null);
}

/** answer.greeting: to the caller, with the agent's number in it; the agent hears it too, after a short tone, and so
 * knows when to speak. answer.late.apology: after a wait, in its place. answer.greeting.transferred: from whoever takes a
 * caller over. */
export function greet(d: Draft, agent: AgentLeg, late: boolean, held = false): void {
  const { clauses } = d.rules.standard;
  const clause = greetingClause(d, late);
  const why = clause === 'callback.opening' ? sayWhy(d) : [];
  const prompts = withNotice(d, promptsOf(d, [...(clauses[clause]?.say ?? []), ...why]));
  const leg = d.call.customer.leg;
  const playing = leg ? play(d, { leg }, prompts) : null;
  const whisper = play(d, { leg: agent.leg }, ['tone.connect', ...prompts]);
  if (!playing || !whisper) connect(d, agent, held);
  else goTo(d, { is: 'greeting', agent, playing, agentPlayback: whisper.id, held, late });
}

function greetingClause(d: Draft, late: boolean) {
  const { clauses } = d.rules.standard;
  if (d.call.handed && d.call.handed.by !== null)
    return clauses['answer.greeting.transferred'] ? 'answer.greeting.transferred' : 'answer.greeting';
  if (d.call.direction === 'out') return 'callback.opening';
  return late && clauses['answer.late.apology'] ? 'answer.late.apology' : 'answer.greeting';
}

function greeted(d: Draft, phase: In<'greeting'>, outcome: 'done' | 'failed'): void {
  const clause = greetingClause(d, phase.late);
  const heard = outcome === 'done' && phase.playing.whole;
  const more = heard ? {} : UNHEARD;
  judge(d, clause, heard, 'engine', more);
  if (clause === 'answer.greeting') judge(d, 'answer.greeting.time', heard, 'engine', more);
  stop(d, { id: phase.agentPlayback });
  connect(d, phase.agent, phase.held);
}

/** The greeting is being heard; then both are put together, so that nothing either says is clipped. */
export function greeting(d: Draft, phase: In<'greeting'>, input: CallInput): boolean {
  switch (input.type) {
    case 'playStarted':
      return input.playback === phase.playing.id || input.playback === phase.agentPlayback;
    case 'playEnded':
      // stopped: by the customer's hanging up, of which the next event tells
      if (input.playback === phase.playing.id && input.outcome !== 'stopped')
        greeted(d, phase, input.outcome);
      return input.playback === phase.playing.id || input.playback === phase.agentPlayback;
    case 'deadline':
      if (d.at.mono >= phase.playing.byMono) greeted(d, phase, 'done');
      return true;
    case 'legHeld':
    case 'legResumed':
      if (input.leg !== phase.agent.leg) return false;
      goTo(d, { ...phase, held: input.type === 'legHeld' });
      return true;
    default:
      return false;
  }
}
