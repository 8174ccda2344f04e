import { agentGone, customerGone } from './closing.ts';
import { cued, cueWeakness } from './cues.ts';
import { type Draft, event, goTo, type In, makeId, promptsOf } from './draft.ts';
import { beginTalk, quietFromNow, setEars, setTalk, signOfLife, stopListening } from './ears.ts';
import { enterHold } from './holding.ts';
import type { CallInput } from './input.ts';
import { waitAnew } from './patience.ts';
import type { AgentLeg } from './phase.ts';
import { lookAtSilence } from './quiet.ts';
import { beginRecording } from './recorder.ts';
import { said, say, sayingEnded, sayingStarted } from './saying.ts';
import { dropScript, stopSilent } from './silence.ts';

/** A hold so soon after the decision to join two legs may have begun before they were in the bridge. */
const JOINING_MS = 500;

/** Both legs into a bridge of their own. */
export function join(d: Draft, agent: AgentLeg): void {
  const caller = d.call.customer.leg;
  if (!caller) return;
  const bridge = makeId(d, 'bridge');
  d.commands.push({ do: 'connect', bridge, caller, agent: agent.leg });
  d.call = { ...d.call, bridge };
}

/** Puts customer and agent together; not yet where the agent has pressed hold already. */
export function connect(d: Draft, agent: AgentLeg, held = false): void {
  if (!d.call.customer.leg) return;
  const attempt = d.call.direction === 'out' || d.call.callback !== null;
  d.call = { ...d.call, outcome: attempt ? 'reached' : null };
  event(d, 'connected', { agent: agent.agent }, { after: (d.at.mono - d.call.arrivedAt.mono) / 1000 });
  beginTalk(d);
  beginRecording(d, agent);
  if (held) {
    holdApart(d, agent);
    return;
  }
  join(d, agent);
  goTo(d, { is: 'talking', agent, saying: null, since: d.at.mono });
  cueWeakness(d);
}

/** A hold whose music Asterisk would leave out, since it began before the bridge or while the bridge was being played to:
 * the customer has the music of those who wait, and is joined with the agent again when that one resumes. */
function holdApart(d: Draft, agent: AgentLeg): void {
  const { bridge } = d.call;
  if (bridge) d.commands.push({ do: 'endBridge', bridge });
  d.call = { ...d.call, bridge: null };
  waitAnew(d);
  enterHold(d, agent);
}

/** The agent takes the call back: what the caller hears is cut already; the thanks are heard by both, while they talk,
 * so that nothing said at once is lost. hold.return */
export function resume(d: Draft, agent: AgentLeg): void {
  const prompts = promptsOf(d, d.rules.standard.clauses['hold.return']?.say);
  const saying = say(d, prompts, { clause: 'hold.return', by: 'engine', last: true });
  goTo(d, { is: 'talking', agent, saying, since: d.at.mono });
  quietFromNow(d);
  cueWeakness(d);
}

/** Customer and agent talk. */
export function talking(d: Draft, phase: In<'talking'>, input: CallInput): boolean {
  switch (input.type) {
    case 'legHeld':
      if (input.leg === phase.agent.leg) hold(d, phase);
      else if (input.leg === d.call.customer.leg) customerHolds(d);
      else return false;
      return true;
    case 'legResumed':
      return input.leg === d.call.customer.leg;
    case 'playStarted':
      return sayingStarted(d, phase, input) || cued(d, input);
    case 'playEnded':
      return sayingEnded(d, phase, input) || cued(d, input);
    case 'deadline':
      if (!phase.saying) lookAtSilence(d, phase);
      else if (d.at.mono >= phase.saying.byMono) said(d, phase, phase.saying);
      return true;
    case 'digit':
      return input.leg === d.call.customer.leg;
    case 'legEnded':
      goTo(d, dropScript(d, phase, input.leg === phase.agent.leg ? { agent: phase.agent.agent } : 'caller'));
      if (input.leg === phase.agent.leg) agentGone(d, phase.agent, input.how);
      else customerGone(d, phase.agent, input.how);
      return true;
    default:
      return false;
  }
}

/** The agent presses hold: a script is over with it. */
function hold(d: Draft, phase: In<'talking'>): void {
  const { agent, saying, since } = phase;
  goTo(d, dropScript(d, phase, { agent: agent.agent }));
  stopListening(d);
  setTalk(d, { asked: false });
  if (saying || d.at.mono - since < JOINING_MS) holdApart(d, agent);
  else enterHold(d, agent);
}

/** The customer's own phone holds, and sends no sound: somebody has pressed that key. */
function customerHolds(d: Draft): void {
  setEars(d, { customer: null });
  signOfLife(d);
  stopSilent(d, 'key');
}
