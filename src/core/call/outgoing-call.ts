import type { Step } from '../effects.ts';
import type { OutgoingCall } from '../model/outgoing-call.ts';
import type { Rules } from '../rules.ts';
import type { Timestamp } from '../time.ts';
import { ringAgent } from './agent-ringing.ts';
import { dialCustomerFirst } from './moves/attempt.ts';
import { newCall } from './new-call.ts';
import type { AttemptOf, CallState } from './state.ts';
import { finishStep, goTo, newDraft } from './step-draft.ts';

/** The engine places a callback: the agent's phone rings first. */
export function placeCallback(out: OutgoingCall, at: Timestamp, rules: Rules): Step<CallState> {
  const call = newCall({
    id: out.id,
    direction: 'out',
    line: out.line,
    standard: out.standard,
    edition: rules.edition,
    language: out.language,
    salutation: out.salutation,
    customer: { leg: null, answered: false, number: out.number, dialled: out.dialled },
    arrivedAt: at,
    phase: { is: 'over', askAgainMono: at.mono },
    callback: attemptOf(out),
  });
  const { place, recording, priority, wants } = out;
  const more = { ...(recording ? { recording } : {}), ...(priority ? { priority } : {}) };
  const d = newDraft({ ...call, ...more, ...(wants ? { wants } : {}), place }, at, rules);
  if (out.customerFirst) {
    dialCustomerFirst(d, out.agent);
    return finishStep(d);
  }
  const ringing = ringAgent(d, out.agent, rules.standard.handling.agentRingQueuedMs);
  goTo(d, { is: 'ringingAgent', ring: ringing });
  return finishStep(d);
}

function attemptOf(out: OutgoingCall): AttemptOf {
  const { callback: id, attempt, kind, since, why, name, template, press1 } = out;
  return {
    ...{ id, attempt, kind, since },
    ...(why ? { why } : {}),
    ...(name ? { name } : {}),
    ...(template ? { template } : {}),
    ...(press1 ? { press1 } : {}),
  };
}
