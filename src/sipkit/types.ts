import type { Runnable } from '../host/loader.ts';

export type { Runnable };

/** A moment in milliseconds on `performance.now()`'s clock: SIP events and what was received share it and compare directly. */
export type Instant = number;

/** From one moment to another, `to` not included. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

/** A UDP address. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * What a party says. Give each party a tone of its own: then a tone that is heard names who was heard.
 * `none` sends no packet at all; `silence` sends packets of silence; `speech` is 8 kHz mono, said once, then silence.
 */
export type Voice =
  | { readonly kind: 'tone'; readonly hz: number }
  | { readonly kind: 'silence' }
  | { readonly kind: 'none' }
  | { readonly kind: 'speech'; readonly pcm: Int16Array };

/** One unbroken run of packets of one sender. */
export interface AudioRun extends Interval {
  readonly from: Instant;
  readonly to: Instant;
  readonly sender: Address;
  readonly ssrc: number;
  readonly codec: 'alaw' | 'ulaw';
  readonly packets: number;
  /** Packets that the sequence numbers say are missing inside the run. */
  readonly lost: number;
}

/** What was sent, packet after packet in its sender's order. Where a sender stood still and then went on where it had stopped,
 * or sent two packets for the same moment, nothing is put in and nothing is lost: a prompt that stumbled is whole in it. */
export interface RtpStream {
  readonly pcm: Int16Array;
  /** Where moments jump, in order, the first at sample 0: from `sample` on the moments go on from `at`. */
  readonly marks: readonly { readonly sample: number; readonly at: Instant }[];
}

/** What was received: one timeline of 8 kHz mono samples, silence (zero) where no packet was received. */
export interface ReceivedAudio {
  /** The moment of the first sample. */
  readonly startAt: Instant;
  readonly pcm: Int16Array;
  /** The same sound without its senders' stumbles. */
  readonly stream: RtpStream;
  /** Who sent what; a stretch that no run covers had no RTP at all. */
  readonly runs: readonly AudioRun[];
}

/** A telephone-event digit (RFC 4733) that was received, once however many packets said it. */
export interface HeardDigit {
  readonly digit: string;
  readonly at: Instant;
}

/** What a bad network does to packets. */
export interface Impairment {
  readonly loseEvery?: number;
  readonly burstMs?: number;
}

/** One party's end of the media: a UDP socket that listens all the time, and sends once it knows where to. */
export interface RtpEndpoint extends AsyncDisposable {
  /** Where it listens: what the party's SDP must name. */
  readonly address: Address;
  /** What was heard from that moment (or the opening) until now. */
  heard(from?: Instant): ReceivedAudio;
  /** Digits that the far end sent by RFC 4733. */
  digits(): readonly HeardDigit[];
  /** Says where to send. Without it the sender of the first packet that comes in is taken. */
  sendTo(far: Address): void;
  /** What the far end's SDP agreed to; `alaw` and 101 until told. What is received is decoded by its own payload type. */
  agree(codec: 'alaw' | 'ulaw', digitPayloadType: number): void;
  /** From now on the network spoils what this party sends: it loses every `loseEvery`-th packet, and brings them all together
   * once in `burstMs`. */
  impair(by: Impairment): void;
  /** Sends nothing at all (a held phone) until it is told not to be mute any more. */
  mute(mute: boolean): void;
  /** Changes what this party says, from the next packet on. Nothing is sent before an address is known. */
  say(voice: Voice): void;
  /** Sends digits 0-9 * # A-D one after another (RFC 4733, payload type 101) and resolves when the last has ended. */
  sendDigits(digits: string, timing?: { readonly toneMs?: number; readonly gapMs?: number }): Promise<void>;
}

/** What can happen to a leg. */
export type LegEventName =
  /** We sent an INVITE (outgoing), or one came in (incoming). */
  | 'invited'
  /** A 180 was received (outgoing) or sent (incoming). */
  | 'ringing'
  /** A 183 was received (outgoing) or sent (incoming). */
  | 'progress'
  /** The 200 to the INVITE was received (outgoing) or sent (incoming). */
  | 'answered'
  /** Our hold (re-INVITE, `sendonly`) was accepted. */
  | 'held'
  /** Our resume (re-INVITE, `sendrecv`) was accepted. */
  | 'resumed'
  /** The far end sent a re-INVITE, which was answered with our SDP; `direction` is what it offered. */
  | 'reinvited'
  /** The call is over; comes exactly once. */
  | 'ended';

/** How a call ended. `here` is the party itself, `far` the SIP server it talks to. */
export type LegEnd =
  | { readonly how: 'bye'; readonly by: 'here' | 'far' }
  | { readonly how: 'cancelled'; readonly by: 'here' | 'far' }
  | { readonly how: 'refused'; readonly by: 'here' | 'far'; readonly status: number };

export interface LegEvent {
  readonly name: LegEventName;
  readonly at: Instant;
  /** The SIP message that made the event, whole. */
  readonly message: string;
  /** Only with `ended`. */
  readonly end?: LegEnd;
  /** Only with `reinvited`: the SDP direction the far end offered. */
  readonly direction?: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';
}

/** The statuses a party can refuse a call with. */
export type RefusalStatus = 404 | 410 | 480 | 484 | 486 | 487 | 500 | 503 | 603;

/** One call as one party sees it. */
export interface Leg {
  /** The Call-ID. */
  readonly id: string;
  readonly direction: 'incoming' | 'outgoing';
  /** User part of the From of the first INVITE. */
  readonly from: string;
  /** User part of the request URI of the first INVITE. */
  readonly to: string;
  readonly rtp: RtpEndpoint;
  /** All that happened so far. */
  readonly events: readonly LegEvent[];
  /**
   * The earliest event of that name that no earlier `event()` returned, waiting for it if need be: one that has happened already is
   * not missed, and the second `event('held')` is the second hold.
   * Rejects with a SipkitError (with the trace's tail) after `timeoutMs`, or at once when the leg has ended without it.
   */
  event(name: LegEventName, wait?: { readonly timeoutMs?: number }): Promise<LegEvent>;
  /** Called for each event from now on; returns what takes the listener away. */
  on(name: LegEventName, listener: (event: LegEvent) => void): () => void;
  /** Incoming, not yet answered: 180. */
  ring(): void;
  /** Incoming, not yet answered: 183 with our SDP, and the voice from then on (early media). */
  progress(): void;
  /** Incoming, not yet answered: 200 with our SDP. */
  answer(): void;
  /** Incoming, not yet answered: a final status. */
  refuse(status: RefusalStatus): void;
  /** Answered: BYE. Resolves with `ended`. */
  hangUp(): Promise<LegEvent>;
  /** Outgoing, not yet answered: CANCEL, as soon as a provisional response has come. Resolves with `ended`. */
  cancel(): Promise<LegEvent>;
  /** Answered: re-INVITE with `sendonly`; the voice falls silent as a held phone's does. Resolves with `held`. */
  hold(): Promise<LegEvent>;
  /** Held: re-INVITE with `sendrecv`; the voice goes on. Resolves with `resumed`. */
  resume(): Promise<LegEvent>;
}

/** What a phone does with a call that comes in. */
export type Behaviour =
  | { readonly does: 'answer'; readonly afterMs: number }
  | { readonly does: 'busy' }
  | { readonly does: 'decline' }
  /** At once, as the network in its place would. */
  | { readonly does: 'refuse'; readonly status: RefusalStatus }
  /** Early media for so long (the voice is the announcement), then a refusal. */
  | { readonly does: 'announce'; readonly forMs: number; readonly status: RefusalStatus }
  /** Rings and never picks up. */
  | { readonly does: 'ring' }
  /** Not one reply, as a phone that lost its network. */
  | { readonly does: 'vanish' };

/** A SIP endpoint: one SIPp process at one address, which takes and makes any number of calls. */
export interface Station extends AsyncDisposable {
  readonly address: Address;
  /** All legs, in the order of their INVITEs. */
  readonly legs: readonly Leg[];
  /** The earliest incoming leg that no earlier `incoming()` returned, waiting for it if need be. */
  incoming(wait?: { readonly timeoutMs?: number }): Promise<Leg>;
  /** From the next call on. */
  behave(behaviour: Behaviour): void;
  /** Forgets a leg that is over, with all that was heard: a station that takes thousands of calls stays small. */
  forget(leg: Leg): Promise<void>;
  /** From now on no SIP is answered or sent, as without a network; false: again. RTP goes on unless its legs are told. */
  lose(network: boolean): void;
  /** Makes a call; resolves as soon as the INVITE is out. Phones dial feature codes with it, too (`*31`). */
  dial(to: string, as?: { readonly from?: string; readonly voice?: Voice }): Promise<Leg>;
  /** What this party says in its next calls. */
  voice: Voice;
  /** SIP messages of this station, with times and directions: the trace that errors carry the tail of. */
  trace(): string;
}

export interface StationOptions {
  /** Default `127.0.0.2`: where the demo site's trunk is. */
  readonly localIp?: string;
  /** Default: a free one. */
  readonly localPort?: number;
  /** What the party says in its calls. Default: silence. */
  readonly voice?: Voice;
  /** Default: ring. */
  readonly behaviour?: Behaviour;
}

export interface CallerOptions extends StationOptions {
  readonly from: string;
  readonly to: string;
}

export interface PhoneOptions extends StationOptions {
  /** Its user name and its name in the registration. */
  readonly id: string;
  readonly secret: string;
}

/** A leg that has a station to itself: disposing of it hangs up, or cancels, and ends the process. */
export interface Caller extends Leg, AsyncDisposable {
  readonly station: Station;
}

/** Calls and phones against one SIP server. Disposing ends whatever is left, calls first. */
export interface Sipkit extends AsyncDisposable {
  /** A caller on the trunk (127.0.0.2): resolves as soon as the INVITE is out. */
  caller(options: CallerOptions): Promise<Caller>;
  /** An agent's phone (127.0.0.1): resolves when registered; disposing unregisters. */
  phone(options: PhoneOptions): Promise<Station>;
  /** An endpoint that does not register: the far end of the trunk, a customer who is called back. */
  customer(options?: StationOptions): Promise<Station>;
}

export interface SipkitOptions {
  /** SIPp 3.6. */
  readonly sipp: Runnable;
  /** Asterisk's SIP address. */
  readonly server: Address;
}
