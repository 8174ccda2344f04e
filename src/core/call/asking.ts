import type { PromptId } from '../ids.ts';
import type { AttemptOutcome } from '../model/callback.ts';
import { greet } from './answering.ts';
import { letGo } from './calling.ts';
import { type Draft, event, goTo, type In, play, stop } from './draft.ts';
import { ring } from './hunting.ts';
import type { CallInput, Of } from './input.ts';
import { agentFree, giveUpAttempt } from './outgoing.ts';
import { beginWait } from './patience.ts';
import { withNotice } from './recorder.ts';

/** The key that takes the call. */
const TAKE = '1';
/** How long the key is waited for once it has been said, and how often it is. */
const KEY_MS = 4000;
const TIMES = 2;
const EARLY_MS = 2000;

/** Who it is that calls. */
const WHO: readonly PromptId[] = ['callback.opening.hello', 'company', 'callback.calling'];

/** Who is there for the customer: an agent on the line, or one who is kept free; and what the agent hears. */
type At = Pick<In<'asking'>, 'agent' | 'reserved' | 'held' | 'ringback'>;

/** Somebody, or a machine, has answered, and hears who calls and which key takes the call. */
export function ask(d: Draft, at: At): void {
  askAgain(d, { ...at, is: 'asking', playing: null, asked: 0, keyByMono: d.at.mono });
}

function askAgain(d: Draft, phase: In<'asking'>): void {
  const { leg } = d.call.customer;
  const say = phase.asked === 0 ? [...WHO, 'callback.press_one'] : ['callback.press_one'];
  const playing = leg ? play(d, { leg }, say) : null;
  const keyByMono = d.at.mono + d.rules.lengthOf(say, d.call.language) + KEY_MS;
  goTo(d, { ...phase, playing, asked: phase.asked + 1, keyByMono });
}

export function asking(d: Draft, phase: In<'asking'>, input: CallInput): boolean {
  switch (input.type) {
    case 'playStarted':
      return input.playback === phase.playing?.id || input.playback === phase.ringback?.id;
    case 'playEnded':
      return asked(d, phase, input);
    case 'digit':
      if (input.leg !== d.call.customer.leg) return false;
      if (input.digit === TAKE) takenByCustomer(d, phase);
      return true;
    case 'deadline':
      timedOut(d, phase);
      return true;
    case 'legHeld':
    case 'legResumed':
      if (input.leg !== phase.agent?.leg) return false;
      goTo(d, { ...phase, held: input.type === 'legHeld' });
      return true;
    case 'legEnded':
      return askingEnded(d, phase, input);
    default:
      return false;
  }
}

function asked(d: Draft, phase: In<'asking'>, input: Of<'playEnded'>): boolean {
  if (input.playback !== phase.playing?.id) return input.playback === phase.ringback?.id;
  goTo(d, { ...phase, playing: null, keyByMono: d.at.mono + KEY_MS });
  return true;
}

/** No key: it is said once more; then it was a machine, or nobody who wants the call. */
function timedOut(d: Draft, phase: In<'asking'>): void {
  if (phase.playing && d.at.mono < phase.playing.byMono) return;
  if (phase.playing) goTo(d, { ...phase, playing: null, keyByMono: d.at.mono + KEY_MS });
  else if (d.at.mono < phase.keyByMono) return;
  else if (phase.asked < TIMES) askAgain(d, phase);
  else nobodyTook(d, phase, 'machine');
}

function nobodyTook(d: Draft, phase: In<'asking'>, outcome: AttemptOutcome): void {
  stop(d, phase.playing);
  if (phase.reserved !== null) letGo(d, phase.reserved);
  if (phase.agent) agentFree(d, phase.agent, 0);
  giveUpAttempt(d, outcome);
}

function askingEnded(d: Draft, phase: In<'asking'>, input: Of<'legEnded'>): boolean {
  if (input.leg === d.call.customer.leg) {
    nobodyTook(d, phase, input.how === 'hungUp' ? 'refused' : 'lost');
    return true;
  }
  if (!phase.agent || input.leg !== phase.agent.leg) return false;
  // the customer has answered, and gets another agent
  event(d, 'agentPassedOver', { agent: phase.agent.agent }, { how: input.how });
  agentFree(d, phase.agent, d.rules.standard.handling.passOverMs);
  goTo(d, { ...phase, agent: null, held: false, ringback: null });
  return true;
}

/** How long the one agent who was kept free is rung: until it would be time for a reassurance, in whose place the customer is told
 * that it takes a moment longer (hold.reminder). */
function patienceMs({ rules }: Draft): number {
  const { clauses, handling } = rules.standard;
  const reminderMs = clauses['hold.reminder']?.everyMs ?? Number.POSITIVE_INFINITY;
  return Math.min(handling.agentRingQueuedMs, Math.max(reminderMs - EARLY_MS, handling.agentRingMs));
}

/** The customer is there: with the agent on the line, or waits for the one who was kept free, or for whoever is next. */
export function takenByCustomer(d: Draft, at: At & { readonly playing?: In<'asking'>['playing'] }): void {
  const { agent, reserved, held, ringback, playing } = at;
  event(d, 'customerAnswered', 'caller');
  stop(d, playing ?? null);
  stop(d, ringback);
  if (agent) {
    // callback.opening
    greet(d, agent, false, held);
    return;
  }
  const { leg } = d.call.customer;
  if (leg) d.commands.push({ do: 'wait', leg });
  const rung = reserved === null ? null : ring(d, reserved, patienceMs(d));
  const say = [...(d.call.callback?.press1 ? [] : WHO), 'callback.connecting'];
  beginWait(d, withNotice(d, say), (wait) => ({ is: 'waiting', wait, ring: rung }));
}
