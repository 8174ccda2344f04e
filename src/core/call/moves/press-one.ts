import type { AgentId, PromptId } from '../../ids.ts';
import { ringAgent } from '../agent-ringing.ts';
import { withRecordingNotice } from '../call-recording.ts';
import type { AgentLeg } from '../phase.ts';
import { addEvent, goTo, type PhaseOf, play, type StepDraft } from '../step-draft.ts';
import { beginWait } from '../wait-prompts.ts';
import { playGreeting } from './answer.ts';
import { startOpening } from './opening-dialogue.ts';
import { startTalk, startTalkOnHold } from './talk.ts';

/** The agent for this customer, either on the line or reserved; and what the agent hears. */
type PressOneContext = Pick<PhaseOf<'pressOne'>, 'agent' | 'reserved' | 'held' | 'ringback'>;

/** How long the engine waits for the key after the prompt, and how often it plays the prompt. */
export const KEY_MS = 4000;

const REMINDER_LEAD_MS = 2000;

/** The prompts that say who calls. */
const CALLER_INTRODUCTION: readonly PromptId[] = ['callback.opening.hello', 'company', 'callback.calling'];

/** A person or a machine has answered, and hears who calls and which key accepts the call. */
export function askForPressOne(d: StepDraft<'pressOne'>, at: PressOneContext): void {
  playPressOne(d, { ...at, is: 'pressOne', playing: null, asked: 0, keyByMono: d.at.mono });
}

export function playPressOne(d: StepDraft<'pressOne'>, phase: PhaseOf<'pressOne'>): void {
  const { leg } = d.call.customer;
  const say = phase.asked === 0 ? [...CALLER_INTRODUCTION, 'callback.press_one'] : ['callback.press_one'];
  const playing = leg ? play(d, { leg }, say) : null;
  const keyByMono = d.at.mono + d.rules.lengthOf(say, d.call.language) + KEY_MS;
  goTo(d, { ...phase, playing, asked: phase.asked + 1, keyByMono });
}

/** How long the reserved agent's phone rings: until a reassurance would be due. Instead of it, the customer hears that it
 * takes a moment longer (hold.reminder). */
function reservedRingMs({ rules }: StepDraft): number {
  const { clauses, handling } = rules.standard;
  const reminderMs = clauses['hold.reminder']?.everyMs ?? Number.POSITIVE_INFINITY;
  return Math.min(handling.agentRingQueuedMs, Math.max(reminderMs - REMINDER_LEAD_MS, handling.agentRingMs));
}

/** The customer has accepted the call, and the agent is on the line. callback.opening */
export function greetCustomer(
  d: StepDraft<'greeting' | 'opening' | 'talking' | 'held'>,
  agent: AgentLeg,
  held: boolean,
): void {
  addEvent(d, 'customerAnswered', 'caller');
  if ((!held && startOpening(d, agent)) || playGreeting(d, agent, false, held)) return;
  if (held) startTalkOnHold(d, agent);
  else startTalk(d, agent);
}

/** The customer has accepted the call, and waits for the reserved agent or for the next free one. */
export function queueCustomer(d: StepDraft<'waiting'>, reserved: AgentId | null): void {
  addEvent(d, 'customerAnswered', 'caller');
  const { leg } = d.call.customer;
  if (leg) d.commands.push({ do: 'wait', leg });
  const rung = reserved === null ? null : ringAgent(d, reserved, reservedRingMs(d));
  const say = withRecordingNotice(d, d.call.callback?.press1 ? [] : CALLER_INTRODUCTION, true);
  beginWait(d, [...say, 'callback.connecting'], (wait) => ({ is: 'waiting', wait, ring: rung }));
}
