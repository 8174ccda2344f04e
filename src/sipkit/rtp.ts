/** An RTP packet (RFC 3550), as far as a telephone needs it: no CSRCs and no extensions are sent. */
export interface RtpPacket {
  readonly payloadType: number;
  readonly marker: boolean;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Uint8Array;
}

/** Undefined where the datagram is no RTP of version 2 (RTCP is not either). The payload is a copy. */
export function parseRtp(datagram: Uint8Array): RtpPacket | undefined {
  if (datagram.length < 12) return undefined;
  const view = new DataView(datagram.buffer, datagram.byteOffset, datagram.length);
  const first = view.getUint8(0);
  const second = view.getUint8(1);
  if (first >> 6 !== 2 || (second >= 200 && second <= 204)) return undefined;
  let start = 12 + 4 * (first & 0x0f);
  if (first & 0x10) start += 4 + 4 * (start + 4 <= datagram.length ? view.getUint16(start + 2) : 0);
  const padding = first & 0x20 ? view.getUint8(datagram.length - 1) : 0;
  if (start > datagram.length - padding) return undefined;
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequence: view.getUint16(2),
    timestamp: view.getUint32(4),
    ssrc: view.getUint32(8),
    payload: datagram.slice(start, datagram.length - padding),
  };
}

export function formatRtp(packet: RtpPacket): Uint8Array {
  const datagram = new Uint8Array(12 + packet.payload.length);
  const view = new DataView(datagram.buffer);
  view.setUint8(0, 0x80);
  view.setUint8(1, packet.payloadType | (packet.marker ? 0x80 : 0));
  view.setUint16(2, packet.sequence & 0xffff);
  view.setUint32(4, packet.timestamp >>> 0);
  view.setUint32(8, packet.ssrc >>> 0);
  datagram.set(packet.payload, 12);
  return datagram;
}

const DIGITS = '0123456789*#ABCD';

/** The event code of a digit (RFC 4733, 3.2). Throws a RangeError for what is no digit. */
export function digitEvent(digit: string): number {
  const event = digit.length === 1 ? DIGITS.indexOf(digit.toUpperCase()) : -1;
  if (event < 0) throw new RangeError(`'${digit}' is not a telephone digit: 0-9, *, # or A-D`);
  return event;
}

/** The digit a telephone-event payload is about; undefined for other events (flash, tones). */
export function digitOf(payload: Uint8Array): string | undefined {
  return DIGITS[payload[0] ?? 255];
}

/** A telephone-event payload; `duration` in timestamp units since the digit began. Volume -10 dBm0. */
export function eventPayload(event: number, duration: number, end: boolean): Uint8Array {
  return Uint8Array.of(event, (end ? 0x80 : 0) | 10, (duration >> 8) & 0xff, duration & 0xff);
}
