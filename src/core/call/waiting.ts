import { hunted, notYet, pickedUp, ringTimedOut } from './answering.ts';
import { type Draft, goTo, type In } from './draft.ts';
import { nobody } from './handing.ts';
import { ring } from './hunting.ts';
import type { CallInput } from './input.ts';
import { choose } from './keying.ts';
import { waitOn, waitPlayEnded, waitPlayStarted } from './patience.ts';
import type { Wait } from './phase.ts';

/** In the queue: music, reassurances, the offer at the limit, and one agent after another. */
export function waiting(d: Draft, phase: In<'waiting'>, input: CallInput): boolean {
  switch (input.type) {
    case 'agentOffered':
      if (phase.ring) return false;
      goTo(d, { ...phase, ring: ring(d, input.agent, d.rules.standard.handling.agentRingQueuedMs) });
      return true;
    case 'legAnswered':
      if (input.leg !== phase.ring?.leg) return false;
      pickedUp(d, phase.ring, phase.wait);
      return true;
    case 'legEnded':
      return hunted(d, phase, input);
    case 'nobodyThere':
      if (phase.ring || !d.call.wants) return false;
      nobody(d, null);
      return true;
    case 'digit':
      return choose(d, phase.wait, null, phase.ring, input);
    case 'deadline': {
      const left = ringTimedOut(d, phase.ring);
      const next = { ...phase, ring: left };
      const told = phase.ring && !left ? notYet(d, next) : next;
      goTo(d, { ...told, wait: waitOn(d, told.wait) });
      return true;
    }
    case 'playStarted':
      return put(d, phase, waitPlayStarted(d, phase.wait, input));
    case 'playEnded':
      return put(d, phase, waitPlayEnded(d, phase.wait, input));
    default:
      return false;
  }
}

function put(d: Draft, phase: In<'waiting'>, wait: Wait | null): boolean {
  if (wait) goTo(d, { ...phase, wait });
  return wait !== null;
}
