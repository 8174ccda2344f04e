import type { Codec } from './g711.ts';
import type { RtpPacket } from './rtp.ts';
import type { Address, Instant } from './types.ts';

/** A packet as it came in: speech, or (without a codec) a digit, which only counts as not lost. */
export interface ReceivedPacket {
  readonly at: Instant;
  readonly sender: Address;
  readonly codec: Codec | undefined;
  readonly packet: RtpPacket;
}

/** An arrival in its place on the timeline. */
export interface PlacedPacket extends ReceivedPacket {
  readonly from: Instant;
}
