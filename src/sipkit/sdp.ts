import type { Codec } from './g711.ts';
import type { Address } from './types.ts';

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** What an SDP says of its audio. */
export interface Media {
  /** Undefined when the audio is refused (port 0) or held the old way (0.0.0.0). */
  readonly address: Address | undefined;
  /** In the order of preference. */
  readonly codecs: readonly Codec[];
  /** Payload type of telephone-event (RFC 4733), if it is offered. */
  readonly digits: number | undefined;
  readonly direction: Direction;
}

const NAMES: Readonly<Record<string, Codec>> = { '0': 'ulaw', '8': 'alaw' };
const RTPMAPS: Readonly<Record<Codec, string>> = { ulaw: '0 PCMU', alaw: '8 PCMA' };

/** Undefined where there is no audio in it. */
export function parseSdp(sdp: string): Media | undefined {
  const audio = /^m=audio (\d+) RTP\/AVP ([\d ]+)/m.exec(sdp);
  if (!audio) return undefined;
  const host = /^c=IN IP4 (\S+)/m.exec(sdp)?.[1] ?? '0.0.0.0';
  const port = Number(audio[1]);
  const digits = /^a=rtpmap:(\d+) telephone-event\/8000/m.exec(sdp)?.[1];
  const direction = /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m.exec(sdp)?.[1];
  return {
    address: port === 0 || host === '0.0.0.0' ? undefined : { host, port },
    codecs: (audio[2] ?? '').split(' ').flatMap((type) => NAMES[type] ?? []),
    digits: digits === undefined ? undefined : Number(digits),
    direction: isDirection(direction) ? direction : 'sendrecv',
  };
}

function isDirection(text: string | undefined): text is Direction {
  return text === 'sendrecv' || text === 'sendonly' || text === 'recvonly' || text === 'inactive';
}

/** Our SDP: an offer with both G.711 laws, or (with `offer`) the answer to one, which takes over its payload types. */
export function formatSdp(at: Address, version: number, direction: Direction, offer?: Media): string {
  const codecs = offer?.codecs ?? (['alaw', 'ulaw'] as const);
  const digits = offer ? offer.digits : 101;
  const types = [
    ...codecs.map((codec) => (codec === 'alaw' ? '8' : '0')),
    ...(digits === undefined ? [] : [`${digits}`]),
  ];
  const lines = [
    'v=0',
    `o=- 1 ${version} IN IP4 ${at.host}`,
    's=-',
    `c=IN IP4 ${at.host}`,
    't=0 0',
    `m=audio ${at.port} RTP/AVP ${types.join(' ')}`,
    ...codecs.map((codec) => `a=rtpmap:${RTPMAPS[codec]}/8000`),
    ...(digits === undefined ? [] : [`a=rtpmap:${digits} telephone-event/8000`, `a=fmtp:${digits} 0-16`]),
    'a=ptime:20',
    `a=${direction}`,
  ];
  return `${lines.join('\r\n')}\r\n`;
}
