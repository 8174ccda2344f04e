import type { AvailabilityEvent } from '../../agents/input.ts';
import { isKeyDoubtful } from '../../agents/key-timing.ts';
import type { AgentOrder } from '../../agents/keys.ts';
import { keysOf } from '../../agents/moved-codes.ts';
import { readKeys } from '../../agents/read-keys.ts';
import type { AgentId } from '../../ids.ts';
import type { InputOf } from '../input.ts';
import { recordDisposition } from '../moves/disposition.ts';
import { refusePromise } from '../moves/promise-question.ts';
import { startTransfer } from '../moves/transfer.ts';
import type { AgentLeg } from '../phase.ts';
import { addEvent, play, type StepDraft } from '../step-draft.ts';
import { requestCallbackAt } from './callback-keys.ts';
import { type AfterKey, clauseKey } from './clause-keys.ts';
import { askForSecondPress, codeBegins, takeFirstPress } from './pressed-twice.ts';

/** A key that the agent presses during the call: the engine reads from a `*` on, until the keys form an order or cannot form
 * one. A tone confirms an order that has no audible effect; another tone reports a wrong code, and a code that is dropped
 * because one of its keys is doubtful. A code that ends the call asks with a third tone to be pressed again. Only the agent hears
 * them. Other keys mean nothing. */
export function agentKeyPressed(d: StepDraft<AfterKey>, by: AgentLeg, input: InputOf<'digit'>): void {
  const { agent, leg } = by;
  const { digit, timing } = input;
  const doubtful = isKeyDoubtful(d.call.agentKeyTiming, timing);
  if (timing) d.call = { ...d.call, agentKeyTiming: timing };
  if (digit !== '*' && d.call.agentKeys === '') return;
  if (doubtful) {
    addEvent(d, 'keysDropped', { agent }, { keys: d.call.agentKeys + digit });
    takeFirstPress(d);
    d.call = { ...d.call, agentKeys: '' };
    play(d, { leg }, ['tone.error']);
    return;
  }
  if (digit === '*') codeBegins(d, input);
  const keys = digit === '*' ? '*' : d.call.agentKeys + digit;
  const pressed = readKeys(keys, 'call', keysOf(d.rules.codes));
  d.call = { ...d.call, agentKeys: pressed.is === 'partial' ? keys : '' };
  if (pressed.is === 'partial') return;
  const isAgain = takeFirstPress(d) === keys;
  if (pressed.is === 'unknown' || refusesPromise(pressed.order)) refusePromise(d, agent);
  if (pressed.is === 'order' && pressed.key.twice && !isAgain) {
    askForSecondPress(d, by, input, { keys, order: pressed.order });
    return;
  }
  const done = pressed.is === 'order' && applyAgentOrder(d, agent, pressed.order);
  if (!done) play(d, { leg }, ['tone.error']);
  else if (!pressed.key.audible) play(d, { leg }, ['tone.ok']);
}

/** A change of the agent's availability takes effect after the call. */
function changeAvailability(d: StepDraft, agent: AgentId, event: AvailabilityEvent): boolean {
  d.tells.push({ to: 'agent', id: agent, event });
  return true;
}

/** hold.promise: while the customer's answer is awaited, any code means that it was no, but for a second *73, a disposition and
 * the agent's own availability. */
function refusesPromise(order: AgentOrder): boolean {
  if (order.do === 'clause') return order.clause !== 'hold.promise';
  return order.do === 'language' || order.do === 'promise' || order.do === 'appointment';
}

/** Carries out an agent's order. Returns false where it means nothing now. */
export function applyAgentOrder(d: StepDraft<AfterKey>, agent: AgentId, order: AgentOrder): boolean {
  switch (order.do) {
    case 'disposition':
      return recordDisposition(d, agent, order.key);
    case 'clause':
      return clauseKey(d, agent, order.clause);
    case 'language':
      return startTransfer(d, agent, 'language', order.language);
    case 'promise':
    case 'appointment':
      return requestCallbackAt(d, agent, order);
    case 'logIn':
    case 'logOut':
    case 'resume':
      return changeAvailability(d, agent, { type: order.do });
    case 'pause': {
      const name = d.rules.pauseReasons[order.reason];
      return (
        name !== undefined && changeAvailability(d, agent, { type: 'pause', reason: order.reason, name })
      );
    }
    default:
      return false;
  }
}
