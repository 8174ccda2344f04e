/** How a leg ended.
 * - `hungUp`: that party hung up (BYE), or gave up before it was answered (CANCEL)
 * - `ended`: the engine ended it
 * - `busy`, `refused`, `noAnswer`, `invalidNumber`, `congested`, `unreachable`: a leg that was dialled and never answered, as the
 *   network says. `invalidNumber`: there is no such number, or not any more; `congested`: no way is free to it just now;
 *   `unreachable`: a phone that is not registered, a network failure, or no reply at all
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
  | 'lost';

/** The state of an agent's phone, as Asterisk reports it. `offline`: not registered, or no longer registered. */
export type DeviceState = 'offline' | 'idle' | 'ringing' | 'busy';
