import type { CallbackEvent } from '../core/callback/input.ts';
import type { CallbackState } from '../core/callback/state.ts';
import type { Tell } from '../core/effects.ts';
import type { CallbackId, CallId } from '../core/ids.ts';
import type { CallbackRequest } from '../core/model/callback.ts';
import type { Timestamp } from '../core/time.ts';
import type { ChangeSet } from './change-set.ts';
import type { Registry } from './registry.ts';

/** What a correction needs of the unit of work. */
interface Turn {
  readonly registry: Registry;
  readonly changes: ChangeSet;
  promise(at: Timestamp, wish: CallbackRequest): CallbackState;
  toCallback(at: Timestamp, id: CallbackId, event: CallbackEvent): CallbackState | undefined;
}

/** callback.number: the caller has corrected the number before the call ended. One callback follows it; if another serves the
 * new number already, that one does, and this one is cancelled. */
export function applyCorrection(
  turn: Turn,
  at: Timestamp,
  { was, request: wish }: { readonly was: CallbackRequest; readonly request: CallbackRequest },
): void {
  if (was.number === wish.number) return;
  const open = turn.registry.openCallback(was.number, was.line);
  const ours = open && (open.from === was.from || isAttempt(open, was.from)) ? open : undefined;
  const taken = turn.registry.openCallback(wish.number, wish.line) !== undefined;
  if (!ours || taken) turn.promise(at, wish);
  if (!ours) return;
  turn.changes.requireDurableFirst();
  const { number, dialled } = wish;
  if (!taken) turn.toCallback(at, ours.id, { type: 'corrected', number, dialled });
  else if (!isAttempt(ours, was.from)) {
    const order = { do: 'cancel', why: 'the caller named another number' } as const;
    turn.toCallback(at, ours.id, { type: 'ordered', order, by: 'caller' });
  }
}

/** close.record: the agent has changed the result of this call: the callback that there is for the customer may be needed no more. */
export function applyChangedResult(
  turn: Turn,
  at: Timestamp,
  { number, line, call, agent }: Extract<Tell, { to: 'resultChanged' }>,
): void {
  const open = turn.registry.openCallback(number, line);
  if (open) turn.toCallback(at, open.id, { type: 'resultChanged', call, agent });
}

/** The customer of this callback has called in with that call. */
function isAttempt({ status }: CallbackState, call: CallId | null): boolean {
  return status.is === 'attempting' && status.call === call;
}
