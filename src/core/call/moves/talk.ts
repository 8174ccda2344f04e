import { cueWeakLine } from '../agent-cues.ts';
import { startRecording } from '../call-recording.ts';
import type { InputOf } from '../input.ts';
import type { AgentLeg, Wait } from '../phase.ts';
import { restartSilence, startTalkActivity } from '../speech-activity.ts';
import { addEvent, goTo, makeId, notJudged, promptsOf, type StepDraft } from '../step-draft.ts';
import { judgeWait, stopWaitPrompt } from '../wait-prompts.ts';
import { supersedeFollowUp } from './follow-up.ts';
import { startHold } from './hold.ts';
import { ask } from './question.ts';
import { thankForWaiting } from './scripts.ts';

/** Puts both legs into a bridge of their own. */
export function joinLegs(d: StepDraft, agent: AgentLeg): void {
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
  if (!d.call.bridge) joinLegs(d, agent);
  goTo(d, { is: 'talking', agent, saying: null, since: d.at.mono });
  cueWeakLine(d);
}

/** The agent has pressed hold before the talk: customer and agent are connected when the agent resumes. */
export function startTalkOnHold(d: StepDraft<'held'>, agent: AgentLeg): void {
  if (!d.call.customer.leg) return;
  connected(d, agent);
  startHold(d, agent, { separately: true });
}

function connected(d: StepDraft, agent: AgentLeg): void {
  const attempt = d.call.direction === 'out' || d.call.callback !== null;
  d.call = { ...d.call, outcome: attempt ? 'reached' : null };
  addEvent(d, 'connected', { agent: agent.agent }, { after: (d.at.mono - d.call.arrivedAt.mono) / 1000 });
  supersedeFollowUp(d);
  startTalkActivity(d);
  startRecording(d, agent);
}

/** The agent resumes the call. The caller's prompt is already cut. Both hear the thanks while they talk, so that nothing
 * said at once is lost; if the standard asks whether the customer is there, both hear that first. hold.return */
function resumeTalk(d: StepDraft<'talking'>, agent: AgentLeg): void {
  const clause = d.rules.standard.clauses['hold.return'];
  const { bridge } = d.call;
  const question = ask(d, bridge ? { bridge } : null, promptsOf(d, clause?.sayAsk ?? []), {
    about: 'hold.return',
    by: 'engine',
    answerMs: clause?.answerMs,
  });
  const saying = question ? null : thankForWaiting(d);
  goTo(d, { is: 'talking', agent, saying, question, since: d.at.mono });
  restartSilence(d);
  cueWeakLine(d);
}

/** The agent resumes the call, perhaps in the middle of a prompt. The engine cuts the prompt first, because until then
 * neither hears the other. */
export function endHold(
  d: StepDraft<'talking'>,
  agent: AgentLeg,
  wait: Wait,
  { unseen, bridge }: Pick<InputOf<'legResumed'>, 'unseen' | 'bridge'>,
): void {
  if (bridge) d.call = { ...d.call, bridge };
  stopWaitPrompt(d, wait, unseen === true);
  judgeWait(d, wait, { agent: agent.agent }, unseen === true);
  const after = (d.at.mono - wait.since) / 1000;
  addEvent(d, 'resumed', { agent: agent.agent }, { after, ...(unseen && { unseen }) });
  const together = d.call.bridge !== null;
  if (!together) joinLegs(d, agent);
  // they have been talking for some time: thanks for the wait would only disturb them
  if (unseen && together) goOnTalking(d, agent);
  else resumeTalk(d, agent);
}

function goOnTalking(d: StepDraft<'talking'>, agent: AgentLeg): void {
  notJudged(d, 'hold.return', 'the agent took the call back while there was no link');
  goTo(d, { is: 'talking', agent, saying: null, since: d.at.mono });
  restartSilence(d);
}
