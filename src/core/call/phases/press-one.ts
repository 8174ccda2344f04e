import type { AttemptOutcome } from '../../model/callback.ts';
import type { CallInput, InputOf } from '../input.ts';
import { failAttempt, mayRingOn, releaseAgent, releaseReservedAgent } from '../moves/attempt.ts';
import { greetCustomer, KEY_MS, playPressOne, queueCustomer } from '../moves/press-one.ts';
import type { AgentLeg, Playing } from '../phase.ts';
import { addEvent, goTo, type PhaseOf, play, type StepDraft, stopPlaying } from '../step-draft.ts';
import type { Next } from '../table.ts';

/** The key that accepts the call. */
const ACCEPT_KEY = '1';

const MAX_PROMPTS = 2;

export function pressOne(
  d: StepDraft<Next<'pressOne'>>,
  phase: PhaseOf<'pressOne'>,
  input: CallInput,
): boolean {
  switch (input.type) {
    case 'playStarted':
      return input.playback === phase.playing?.id || input.playback === phase.ringback?.id;
    case 'playEnded':
      return asked(d, phase, input);
    case 'digit':
      if (input.leg !== d.call.customer.leg) return false;
      if (input.digit === ACCEPT_KEY) accepted(d, phase);
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
      return pressOneLegEnded(d, phase, input);
    default:
      return false;
  }
}

function asked(d: StepDraft<'pressOne'>, phase: PhaseOf<'pressOne'>, input: InputOf<'playEnded'>): boolean {
  if (input.playback === phase.ringback?.id) {
    // the agent hears that it goes on, for as long as the customer is asked
    if (phase.agent && mayRingOn(d, phase.ringback, input))
      goTo(d, { ...phase, ringback: ringback(d, phase.agent) });
    return true;
  }
  if (input.playback !== phase.playing?.id) return false;
  goTo(d, { ...phase, playing: null, keyByMono: d.at.mono + KEY_MS });
  return true;
}

function ringback(d: StepDraft, { leg }: AgentLeg): Playing | null {
  return play(d, { leg }, ['tone.ringback', 'tone.ringback', 'tone.ringback', 'tone.ringback']);
}

function accepted(
  d: StepDraft<'waiting' | 'greeting' | 'opening' | 'talking' | 'held'>,
  { agent, reserved, held, ringback, playing }: PhaseOf<'pressOne'>,
): void {
  stopPlaying(d, playing);
  stopPlaying(d, ringback);
  if (agent) greetCustomer(d, agent, held);
  else queueCustomer(d, reserved);
}

/** Nobody has pressed the key: the prompt plays once more. After that the engine assumes a machine, or a person who does not
 * want the call. */
function timedOut(d: StepDraft<'pressOne' | 'over'>, phase: PhaseOf<'pressOne'>): void {
  if (phase.playing && d.at.mono < phase.playing.byMono) return;
  if (phase.playing) goTo(d, { ...phase, playing: null, keyByMono: d.at.mono + KEY_MS });
  else if (d.at.mono < phase.keyByMono) return;
  else if (phase.asked < MAX_PROMPTS) playPressOne(d, phase);
  else notAccepted(d, phase, 'machine');
}

function notAccepted(d: StepDraft<'over'>, phase: PhaseOf<'pressOne'>, outcome: AttemptOutcome): void {
  stopPlaying(d, phase.playing);
  if (phase.reserved !== null) releaseReservedAgent(d, phase.reserved);
  if (phase.agent) releaseAgent(d, phase.agent, 0);
  failAttempt(d, outcome);
}

function pressOneLegEnded(
  d: StepDraft<'pressOne' | 'over'>,
  phase: PhaseOf<'pressOne'>,
  input: InputOf<'legEnded'>,
): boolean {
  if (input.leg === d.call.customer.leg) {
    notAccepted(d, phase, input.how === 'hungUp' ? 'refused' : 'lost');
    return true;
  }
  if (!phase.agent || input.leg !== phase.agent.leg) return false;
  // the customer has answered, and gets another agent
  addEvent(d, 'agentSkipped', { agent: phase.agent.agent }, { how: input.how });
  releaseAgent(d, phase.agent, d.rules.standard.handling.passOverMs);
  goTo(d, { ...phase, agent: null, held: false, ringback: null });
  return true;
}
