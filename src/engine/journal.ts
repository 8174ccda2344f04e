import type { Arrival } from '../core/call/incoming-call.ts';
import type { CallInput } from '../core/call/input.ts';
import type { SpeechActivity } from '../core/call/speech-state.ts';
import type { NumberHistory } from '../core/callback/dial-policy.ts';
import type { CallbackEvent } from '../core/callback/input.ts';
import type { Alert } from '../core/model/alert.ts';
import type { CallbackRequest } from '../core/model/callback.ts';
import type { OutgoingCall } from '../core/model/outgoing-call.ts';
import type { Timestamp } from '../core/time.ts';

/** `speech`: what talk events before this input have changed; those are not journaled one by one. */
type WithoutTime<I> = I extends unknown ? Omit<I, 'at'> & { readonly speech?: SpeechActivity } : never;

/** An input of a call with all that its step was given, apart from the rules. The first one begins the call. */
export type JournaledCallInput =
  | ({ readonly type: 'arrived' } & Arrival)
  | ({ readonly type: 'placed' } & OutgoingCall)
  | ({ readonly type: 'alerted' } & Alert)
  /** The engine has started again, and goes on with what it loaded. `lastAt`: the machine has booted since that moment. `newIds`: it
   * makes no id again that may have been used; absent in journals of older versions. */
  | { readonly type: 'restored'; readonly lastAt?: Timestamp; readonly newIds?: true }
  | WithoutTime<CallInput>;

/** The same of a callback. `edition`: of the standard; a callback goes by the current one at each input. */
export type JournaledCallbackInput = (
  | ({ readonly type: 'promised'; readonly history: NumberHistory } & CallbackRequest)
  | CallbackEvent
) & { readonly edition: string };
