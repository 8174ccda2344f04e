import type { AgentId, BridgeId, LegId } from '../ids.ts';
import type { Timestamp } from '../time.ts';
import { enterQueue } from './moves/enter-queue.ts';
import { startPreQueue } from './moves/pre-queue.ts';
import type { PreQueue } from './pre-queue-state.ts';
import { startTalkActivity } from './speech-activity.ts';
import { addEvent, goTo, notJudged, type StepDraft } from './step-draft.ts';
import { restartWaitMusic } from './wait-prompts.ts';

/** A call in that Asterisk has and the engine does not know. Its arrival was lost with the link, or the engine ended before the
 * store had kept it. */
export interface FoundCall {
  readonly arrivedAt: Timestamp;
  readonly answered: boolean;
  /** The agent with whom the caller is connected. */
  readonly talk?: { readonly agent: AgentId; readonly leg: LegId; readonly bridge: BridgeId };
}

/** The caller goes on where they are: they hear ringing, wait, or talk. Their waiting time runs from their arrival. */
export function goOnWithFound(
  d: StepDraft<'preQueue' | 'ringing' | 'waiting' | 'talking'>,
  { answered, talk }: FoundCall,
  preQueue: PreQueue | undefined,
): void {
  const seconds = (d.at.mono - d.call.arrivedAt.mono) / 1000;
  addEvent(d, 'callFound', 'engine', { answered, seconds });
  if (answered) {
    notJudged(d, 'answer.rings', 'the answer came before the call was found');
    d.call = { ...d.call, customer: { ...d.call.customer, answered } };
  }
  const { leg } = d.call.customer;
  if (talk) goOnTalking(d, talk);
  else if (preQueue) {
    if (answered && leg) d.commands.push({ do: 'leave', leg });
    startPreQueue(d, preQueue);
  } else if (answered) {
    restartWaitMusic(d);
    enterQueue(d, null);
  }
}

function goOnTalking(d: StepDraft<'talking'>, { agent, leg, bridge }: NonNullable<FoundCall['talk']>): void {
  const { id: call, customer, line, standard, language, callback } = d.call;
  const { number, dialled } = customer;
  const caller = number === null ? null : { call, number, dialled, line, standard, language };
  d.tells.push({ to: 'agent', id: agent, event: { type: 'pickedUp', call, caller, language, unseen: true } });
  const agentLegs = [{ agent, leg }];
  d.call = { ...d.call, agentLegs, bridge, lastAgent: agent, outcome: callback ? 'reached' : null };
  startTalkActivity(d);
  goTo(d, { is: 'talking', agent: { agent, leg }, saying: null, since: d.at.mono });
}
