/** How a leg ended.
 * - `hungUp`: that party hung up (BYE), or gave up before it was answered (CANCEL)
 * - `ended`: the engine ended it
 * - `busy`, `refused`, `noAnswer`, `invalidNumber`, `congested`, `unreachable`: a leg that was dialled and never answered, as the
 *   network says. `invalidNumber`: there is no such number, or not any more; `congested`: no way is free to it just now;
 *   `unreachable`: a phone that is not registered, a network failure, or no reply at all
 * - `trunkRefused`: the carrier has refused to take the call to a customer, whose phone it has not tried
 * - `lost`: it broke off: RTP stopped, SIP failed, or it was gone when the engine came back */
export type HangupCause =
  | 'hungUp'
  | 'ended'
  | 'busy'
  | 'refused'
  | 'noAnswer'
  | 'invalidNumber'
  | 'congested'
  | 'unreachable'
  | 'trunkRefused'
  | 'lost';

/** Why an agent's phone did not even ring.
 * - `doNotDisturb`: it refused at once, as a phone does that is told not to ring (SIP 480, 486, 603)
 * - `forwards`: it sends its calls on (SIP 3xx), which the engine does not follow
 * - `noSound`: it takes none of the kinds of sound that it was offered (SIP 488, 606), such as a phone that speaks in cipher only
 * - `noReply`: it gave no answer at all */
export type PhoneRefusal = 'doNotDisturb' | 'forwards' | 'noSound' | 'noReply';

/** The state of an agent's phone, as Asterisk reports it. `offline`: not registered, or no longer registered. */
export type DeviceState = 'offline' | 'idle' | 'ringing' | 'busy';
