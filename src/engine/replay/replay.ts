import { placeAlert } from '../../core/call/alert-call.ts';
import { arrive } from '../../core/call/incoming-call.ts';
import { placeCallback } from '../../core/call/outgoing-call.ts';
import type { CallState } from '../../core/call/state.ts';
import { stepCall } from '../../core/call/step.ts';
import type { CallbackState } from '../../core/callback/state.ts';
import { createCallback, stepCallback } from '../../core/callback/step.ts';
import type { Step } from '../../core/effects.ts';
import type { Rules } from '../../core/rules.ts';
import type { Timestamp } from '../../core/time.ts';
import type { JournaledCallbackInput, JournaledCallInput } from '../journal.ts';
import { nextRevision } from '../machines.ts';
import { restoreCall } from '../restore.ts';
import type { JournalEntry } from '../store-port.ts';

/** An input that was stepped again, with its result. */
export interface ReplayedStep<S extends CallState | CallbackState = CallState | CallbackState> {
  readonly at: Timestamp;
  readonly input: JournaledCallInput | JournaledCallbackInput;
  /** Undefined before the first input. */
  readonly before: S | undefined;
  /** `state`: after the input. */
  readonly step: Step<S>;
}

/** The error when a journal cannot be replayed. */
export class NotReplayable extends Error {
  override readonly name = 'NotReplayable';
}

/** Steps a call or a callback again.
 * @param rulesOf the rules of the standard of this name, in this edition
 * @param edition the one that a call keeps; a callback's journal names its own
 * @throws NotReplayable */
export function replay(
  journal: readonly JournalEntry[],
  edition: string,
  rulesOf: (edition: string) => Rules,
): ReplayedStep[] {
  const steps: ReplayedStep[] = [];
  let state: CallState | CallbackState | undefined;
  for (const entry of journal) {
    const { at, id } = entry;
    if (entry.machine === 'call') {
      const input = entry.input as JournaledCallInput;
      const step = callStep(state && asCall(state), input, at, rulesOf(edition));
      steps.push({ at, input, before: state, step });
      state = step.state;
    } else {
      const input = entry.input as JournaledCallbackInput;
      const step = callbackStep(state && asCallback(state), input, id, at, rulesOf(input.edition));
      steps.push({ at, input, before: state, step });
      state = step.state;
    }
  }
  return steps;
}

function callStep(
  state: CallState | undefined,
  input: JournaledCallInput,
  at: Timestamp,
  rules: Rules,
): Step<CallState> {
  switch (input.type) {
    case 'arrived':
      return arrive(input, at, rules);
    case 'placed':
      return placeCallback(input, at, rules);
    case 'alerted':
      return placeAlert(input, at, rules);
  }
  if (!state) throw new NotReplayable(`the journal begins with ${input.type}`);
  if (input.type === 'restored') {
    const restored = restoreCall(state, rules, at, input.lastAt);
    const made = input.newIds ? restored.made : state.made;
    return { state: { ...restored, made }, commands: [], tells: [], facts: [], unexpected: false };
  }
  const { speech, ...event } = input;
  return stepCall(speech ? { ...state, speech } : state, { ...event, at }, rules);
}

function callbackStep(
  state: CallbackState | undefined,
  input: JournaledCallbackInput,
  id: string,
  at: Timestamp,
  rules: Rules,
): Step<CallbackState> {
  if (input.type === 'promised') {
    const { type: _begins, history, edition: _ofRules, ...wish } = input;
    return createCallback(id, wish, at, rules, history);
  }
  if (!state) throw new NotReplayable(`the journal begins with ${input.type}`);
  const step = stepCallback(state, { ...input, at }, rules);
  return step.state === state ? step : { ...step, state: nextRevision(step.state, state) };
}

function asCall(state: CallState | CallbackState): CallState {
  if ('phase' in state) return state;
  throw new NotReplayable('the journal has an input of a call among those of a callback');
}

function asCallback(state: CallState | CallbackState): CallbackState {
  if ('status' in state) return state;
  throw new NotReplayable('the journal has an input of a callback among those of a call');
}
