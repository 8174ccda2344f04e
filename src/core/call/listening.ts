import type { Command } from '../commands.ts';
import type { LegId } from '../ids.ts';
import { isHeardInTalk } from '../standard/speech.ts';
import type { Standard } from '../standard/standard.ts';
import type { PhaseName, Question } from './phase.ts';
import { setSpeech, speechOf } from './speech-activity.ts';
import type { CallState } from './state.ts';
import type { StepDraft } from './step-draft.ts';

/** Where the customer is with an agent, if one is there. */
const WITH_AGENT: ReadonlySet<PhaseName> = new Set(['talking', 'held', 'enteringNumber', 'transferring']);

/** The legs of a call of which a clause of its standard has to know now when their parties speak. Asterisk listens to no other: it costs
 * a good part of what a leg costs at all. */
export function listenedLegs(call: CallState, standard: Standard): LegId[] {
  const { customer, agentLegs } = call;
  return [
    ...(customer.leg && hearsCustomer(call, standard) ? [customer.leg] : []),
    ...(hearsAgents(call, standard) ? agentLegs.map(({ leg }) => leg) : []),
  ];
}

function hearsCustomer(call: CallState, standard: Standard): boolean {
  const { phase } = call;
  // callback.opening, callback.programme, callback.follow_up: a dialogue
  if (phase.is === 'opening' || questionOf(call)) return true;
  // callback.number: whether the number will do
  if (phase.is === 'enteringNumber' && phase.entry.stage === 'choose') return true;
  // hear.silent, hear.noresponse, hear.interrupt: not when the agent has left
  const withAgent = WITH_AGENT.has(phase.is) && 'agent' in phase && phase.agent !== null;
  return withAgent && isHeardInTalk('customer', standard);
}

function hearsAgents(call: CallState, standard: Standard): boolean {
  if (call.direction === 'alert') return false;
  // hear.interrupt: from the dial on, which needs no request of its own
  if (isHeardInTalk('agent', standard)) return true;
  // the agent's first word ends a dialogue; hold.promise: and leaves the answer to the agent
  return call.phase.is === 'opening' || questionOf(call)?.about === 'hold.promise';
}

function questionOf({ phase }: CallState): Question | null {
  return 'question' in phase ? (phase.question ?? null) : null;
}

/** The step has led from `before` to where the call is now: Asterisk is told to listen to those who have to be heard from now on, before
 * they are asked anything, and to nobody for longer. */
export function adjustListening(d: StepDraft, before: CallState): void {
  const { standard } = d.rules;
  const [was, is] = [listenedLegs(before, standard), listenedLegs(d.call, standard)];
  for (const leg of is) {
    if (was.includes(leg)) continue;
    if (!listenWith(d, leg)) order(d, { do: 'listen', leg, on: true });
    forgetSpeech(d, leg);
  }
  for (const leg of was) {
    if (is.includes(leg) || !stays(d, leg)) continue;
    order(d, { do: 'listen', leg, on: false });
    forgetSpeech(d, leg);
  }
}

/** With the order that makes or connects the leg. False where the step has none. */
function listenWith({ commands }: StepDraft, leg: LegId): boolean {
  const index = commands.findIndex(
    (one) => (one.do === 'dial' && one.leg === leg) || (one.do === 'connect' && one.caller === leg),
  );
  const found = commands[index];
  if (found?.do !== 'dial' && found?.do !== 'connect') return false;
  commands[index] = { ...found, listen: true };
  return true;
}

/** Before any prompt: while one plays to a leg Asterisk does nothing else for it. */
function order({ commands }: StepDraft, command: Command): void {
  const prompt = commands.findIndex((one) => one.do === 'play');
  commands.splice(prompt < 0 ? commands.length : prompt, 0, command);
}

/** Asterisk tells no end of what is being said when it stops to listen, and a beginning when it begins. */
function forgetSpeech(d: StepDraft, leg: LegId): void {
  const { customer, agent } = speechOf(d.call);
  if (leg === d.call.customer.leg) {
    if (customer !== null) setSpeech(d, { customer: null });
  } else if (agent !== null) setSpeech(d, { agent: null });
}

function stays({ call, commands }: StepDraft, leg: LegId): boolean {
  const isThere = call.customer.leg === leg || call.agentLegs.some((one) => one.leg === leg);
  const ends = call.phase.is === 'over' || commands.some((one) => one.do === 'hangUp' && one.leg === leg);
  return isThere && !ends;
}
