import { cueWeakLine } from '../agent-cues.ts';
import { startRecording } from '../call-recording.ts';
import type { AgentLeg, Wait } from '../phase.ts';
import { restartSilence, startTalkActivity } from '../speech-activity.ts';
import { addEvent, goTo, makeId, promptsOf, type StepDraft } from '../step-draft.ts';
import { beginWait, restartWaitMusic, stopWaitPrompt } from '../wait-prompts.ts';
import { playToBoth } from './scripts.ts';

/** Puts both legs into a bridge of their own. */
function joinLegs(d: StepDraft, agent: AgentLeg): void {
  const caller = d.call.customer.leg;
  if (!caller) return;
  const bridge = makeId(d, 'bridge');
  d.commands.push({ do: 'connect', bridge, caller, agent: agent.leg });
  d.call = { ...d.call, bridge };
}

/** Connects customer and agent. */
export function startTalk(d: StepDraft<'talking'>, agent: AgentLeg): void {
  if (!d.call.customer.leg) return;
  connected(d, agent);
  joinLegs(d, agent);
  goTo(d, { is: 'talking', agent, saying: null, since: d.at.mono });
  cueWeakLine(d);
}

/** The agent has pressed hold before the talk: customer and agent are connected when the agent resumes. */
export function startTalkOnHold(d: StepDraft<'held'>, agent: AgentLeg): void {
  if (!d.call.customer.leg) return;
  connected(d, agent);
  holdSeparately(d, agent);
}

function connected(d: StepDraft, agent: AgentLeg): void {
  const attempt = d.call.direction === 'out' || d.call.callback !== null;
  d.call = { ...d.call, outcome: attempt ? 'reached' : null };
  addEvent(d, 'connected', { agent: agent.agent }, { after: (d.at.mono - d.call.arrivedAt.mono) / 1000 });
  startTalkActivity(d);
  startRecording(d, agent);
}

/** A hold that began before the bridge, or while a prompt played to the bridge: Asterisk would play no music for it. The
 * customer goes to the bridge for waiting callers, and joins the agent again when the agent resumes. */
export function holdSeparately(d: StepDraft<'held'>, agent: AgentLeg): void {
  const { bridge } = d.call;
  if (bridge) d.commands.push({ do: 'endBridge', bridge });
  d.call = { ...d.call, bridge: null };
  restartWaitMusic(d);
  startHold(d, agent);
}

/** The agent resumes the call. The caller's prompt is already cut. Both hear the thanks while they talk, so that nothing
 * said at once is lost. hold.return */
function resumeTalk(d: StepDraft<'talking'>, agent: AgentLeg): void {
  const prompts = promptsOf(d, d.rules.standard.clauses['hold.return']?.say);
  const saying = playToBoth(d, prompts, { clause: 'hold.return', by: 'engine', last: true });
  goTo(d, { is: 'talking', agent, saying, since: d.at.mono });
  restartSilence(d);
  cueWeakLine(d);
}

/** The agent has pressed hold: the caller, alone, hears the announcement, then music. hold.announce */
export function startHold(d: StepDraft<'held'>, agent: AgentLeg): void {
  addEvent(d, 'held', { agent: agent.agent });
  const say = promptsOf(d, d.rules.standard.clauses['hold.announce']?.say);
  beginWait(d, say, (wait) => ({ is: 'held', agent, wait }));
}

/** The agent resumes the call, perhaps in the middle of a prompt. The engine cuts the prompt first, because until then
 * neither hears the other. */
export function endHold(d: StepDraft<'talking'>, agent: AgentLeg, wait: Wait): void {
  stopWaitPrompt(d, wait);
  addEvent(d, 'resumed', { agent: agent.agent }, { after: (d.at.mono - wait.since) / 1000 });
  if (!d.call.bridge) joinLegs(d, agent);
  resumeTalk(d, agent);
}
