/** How a leg came to its end.
 * - `hungUp`: that party hung up (BYE), or gave up before it was answered (CANCEL)
 * - `ended`: the engine ended it
 * - `busy`, `refused`, `noAnswer`, `unreachable`: a leg that was dialled and never answered. `unreachable` is a phone
 *   that is not registered, a number that does not exist, a network failure, or no reply at all
 * - `lost`: it broke off: RTP stopped, SIP failed, or it was gone when the engine came back */
export type LegEnd = 'hungUp' | 'ended' | 'busy' | 'refused' | 'noAnswer' | 'unreachable' | 'lost';

/** What Asterisk says of a registered phone. `offline`: not registered, or registered no more. */
export type DeviceState = 'offline' | 'idle' | 'ringing' | 'busy';
