import type { AgentLeg, Question, Wait } from '../phase.ts';
import {
  addEvent,
  addVerdict,
  goTo,
  type PhaseOf,
  PROMPT_NOT_HEARD,
  playInWait,
  promptsOf,
  type StepDraft,
} from '../step-draft.ts';
import {
  ANNOUNCED_WITHIN_S,
  beginWait,
  judgeWait,
  restartWaitMusic,
  stopWaitPrompt,
} from '../wait-prompts.ts';
import { ask, type CustomerAnswer, dropQuestion } from './question.ts';

/** What a hold begins with. */
interface HoldStart {
  /** The hold began before the bridge, or while a prompt played to the bridge: Asterisk would play no music for it, so the
   * customer goes to the bridge for waiting callers. */
  readonly separately?: boolean;
  /** The agent has asked by key, and has the answer. */
  readonly consent?: boolean;
  /** The agent has asked by key, and the customer has not answered yet. */
  readonly question?: Question | null;
  /** The hold began while there was no link, and is found now. */
  readonly unseen?: boolean;
}

/** The agent has pressed hold. hold.announce: the customer hears the announcement, then music. If the standard asks for
 * consent, the customer hears the question first and has time to answer in silence. An agent who has asked by key does not
 * ask again. */
export function startHold(d: StepDraft<'held'>, agent: AgentLeg, start: HoldStart = {}): void {
  if (start.unseen) {
    startFoundHold(d, agent);
    return;
  }
  addEvent(d, 'held', { agent: agent.agent });
  const clause = d.rules.standard.clauses['hold.announce'];
  const asks = !start.consent && (clause?.sayAsk ?? []).length > 0;
  if (asks && d.call.customer.leg) {
    holdWithQuestion(d, agent, start);
    return;
  }
  if (start.separately) giveMusic(d);
  if (start.consent)
    addVerdict(d, 'hold.announce', true, { agent: agent.agent }, { note: 'asked before the hold' });
  const say = start.consent ? [] : promptsOf(d, clause?.say);
  beginWait(d, say, (wait) => ({ is: 'held', agent, wait }));
}

/** hold.reminder: the customer has been on hold for some time, and hears at once that nobody has forgotten about it. Nobody knows
 * whether Asterisk plays music: the customer goes to the bridge for waiting callers, which has some. */
function startFoundHold(d: StepDraft<'held'>, agent: AgentLeg): void {
  addEvent(d, 'held', { agent: agent.agent }, { unseen: true });
  giveMusic(d);
  const { clauses } = d.rules.standard;
  const say = promptsOf(d, clauses['hold.reminder']?.say ?? clauses['hold.announce']?.say);
  beginWait(d, say, (wait) => ({ is: 'held', agent, wait: { ...wait, unseen: true } }));
}

/** The customer goes to the bridge for waiting callers: where the hold began, Asterisk plays no music for it. */
export function giveMusic(d: StepDraft): void {
  leaveBridge(d);
  restartWaitMusic(d);
}

/** The customer is alone in no bridge, where no music plays, and is asked, unless that has just been done. */
function holdWithQuestion(
  d: StepDraft<'held'>,
  agent: AgentLeg,
  { separately, question: open }: HoldStart,
): void {
  const clause = d.rules.standard.clauses['hold.announce'];
  const { leg } = d.call.customer;
  leaveBridge(d);
  // one who came from the queue is still there, and would get no music when put there again
  if (separately && leg) d.commands.push({ do: 'leave', leg });
  const question =
    open ??
    ask(d, leg ? { leg } : null, promptsOf(d, clause?.sayAsk ?? []), {
      about: 'hold.announce',
      by: 'engine',
      answerMs: clause?.answerMs,
    });
  beginWait(d, [], (wait) => ({ is: 'held', agent, wait, question }));
}

/** Customer and agent are apart. */
function leaveBridge(d: StepDraft): void {
  const { bridge } = d.call;
  if (bridge) d.commands.push({ do: 'endBridge', bridge });
  d.call = { ...d.call, bridge: null };
}

/** The customer has answered, or has not: now the thanks, then music. The clock of the reassurances runs since the
 * question. */
export function holdAnswered(
  d: StepDraft<'held'>,
  { agent, wait }: PhaseOf<'held'>,
  question: Question,
  answer: CustomerAnswer,
): void {
  judgeQuestion(d, wait, question, answer);
  const { leg } = d.call.customer;
  if (leg) d.commands.push({ do: 'wait', leg });
  const say = promptsOf(d, d.rules.standard.clauses['hold.announce']?.say);
  const playing = leg ? playInWait(d, leg, say) : null;
  const reassuredAt = question.beganMono ?? wait.since;
  goTo(d, {
    is: 'held',
    agent,
    wait: {
      ...wait,
      reassuredAt,
      reassuredBefore: reassuredAt,
      playing: playing && { ...playing, what: 'thanks' },
    },
  });
}

function judgeQuestion(d: StepDraft, wait: Wait, { beganMono }: Question, answer: CustomerAnswer): void {
  if (answer === 'unheard') {
    addVerdict(d, 'hold.announce', false, 'engine', PROMPT_NOT_HEARD);
    return;
  }
  const value = Math.max(0, (beganMono ?? wait.since) - wait.since) / 1000;
  const measured = { value, limit: ANNOUNCED_WITHIN_S, unit: 's' } as const;
  const note = answer === 'none' ? { note: 'the customer was asked, and gave no answer' } : {};
  addVerdict(d, 'hold.announce', value <= ANNOUNCED_WITHIN_S, 'engine', { measured, ...note });
}

/** The hold ends, or something else begins: what plays to the customer is cut. */
export function stopHoldPrompts(d: StepDraft, { agent, wait, question }: PhaseOf<'held'>): Wait {
  dropQuestion(d, question);
  judgeWait(d, wait, { agent: agent.agent });
  return stopWaitPrompt(d, wait);
}
