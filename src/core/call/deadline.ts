import type { Language } from '../ids.ts';
import type { Rules } from '../rules.ts';
import { ringEndsAt } from './agent-ringing.ts';
import { releasingDeadline } from './moves/auto-release.ts';
import { silenceDeadline } from './moves/customer-silence.ts';
import { closingDeadline } from './moves/ending.ts';
import { openingDeadline } from './moves/opening-dialogue.ts';
import { preQueueDeadline } from './moves/pre-queue.ts';
import { questionDeadline } from './moves/question.ts';
import { alertEnds } from './moves/supervisor-alert.ts';
import type { CallState } from './state.ts';
import { changeableUntil } from './stated.ts';
import type { PhaseOf } from './step-draft.ts';
import { anyLanguageAt, waitDeadline } from './wait-prompts.ts';

const NEVER = Number.POSITIVE_INFINITY;

function phaseDeadline(call: CallState, rules: Rules): number | null {
  const { phase, language, customer, agentLegs } = call;
  switch (phase.is) {
    case 'preQueue':
      return preQueueDeadline(phase);
    case 'ringing':
      return Math.min(phase.answerByMono, phase.ring ? ringEndsAt(phase.ring) : NEVER);
    case 'ringingAgent':
      return ringEndsAt(phase.ring);
    case 'whispering':
    case 'greeting':
    case 'playingAlert':
      return phase.playing.byMono;
    case 'opening':
      return openingDeadline(phase);
    case 'dialling':
    case 'customerFirst':
      return phase.untilMono;
    case 'pressOne':
      return phase.playing?.byMono ?? phase.keyByMono;
    case 'waiting':
      return waitingDeadline(phase, rules, language);
    case 'held':
      return phase.question ? questionDeadline(phase.question) : waitDeadline(phase.wait, rules, language);
    case 'talking':
      if (phase.question) return questionDeadline(phase.question);
      return phase.saying?.byMono ?? silenceDeadline(call, phase, rules);
    case 'enteringNumber':
      return phase.entry.keyByMono;
    case 'surveying':
      return phase.survey.keyByMono;
    case 'transferring':
      return phase.playing?.byMono ?? phase.askedByMono;
    case 'releasing':
      return releasingDeadline(phase);
    case 'alerting':
      return Math.min(alertEnds(call), ...phase.rings.map(ringEndsAt));
    case 'closing':
      return closingDeadline(phase);
    case 'over':
      return customer.leg || agentLegs.length > 0 ? phase.askAgainMono : null;
  }
}

function waitingDeadline({ wait, ring }: PhaseOf<'waiting'>, rules: Rules, language: Language): number {
  return Math.min(
    waitDeadline(wait, rules, language) ?? NEVER,
    ring ? ringEndsAt(ring) : NEVER,
    wait.anyLanguage ? NEVER : anyLanguageAt(wait, rules),
  );
}

/** Monotonic ms at which the call next needs the clock, or null. */
export function callDeadline(call: CallState, rules: Rules): number | null {
  const due = Math.min(
    phaseDeadline(call, rules) ?? NEVER,
    call.wrapUp?.untilMono ?? NEVER,
    ...(call.pendingWrapUps ?? []).map((due) => due.untilMono),
    ...changeableUntil(call),
  );
  return Number.isFinite(due) ? due : null;
}
