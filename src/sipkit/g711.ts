/** G.711: 8-bit samples of telephone speech, in the two laws (ITU-T G.711), to and from 16-bit linear ones. */

export type Codec = 'alaw' | 'ulaw';

/** RTP payload types (RFC 3551). */
export const PAYLOAD_TYPES: Readonly<Record<Codec, number>> = { ulaw: 0, alaw: 8 };

/** What a silent packet is filled with. */
export const SILENCE: Readonly<Record<Codec, number>> = { ulaw: 0xff, alaw: 0xd5 };

function alawToLinear(code: number): number {
  const bits = code ^ 0x55;
  const segment = (bits & 0x70) >> 4;
  const step = ((bits & 0x0f) << 4) + 8;
  const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1);
  return bits & 0x80 ? magnitude : -magnitude;
}

function ulawToLinear(code: number): number {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84;
  return bits & 0x80 ? -magnitude : magnitude;
}

function table(toLinear: (code: number) => number): Int16Array {
  return Int16Array.from({ length: 256 }, (_, code) => toLinear(code));
}

const DECODE: Readonly<Record<Codec, Int16Array>> = { alaw: table(alawToLinear), ulaw: table(ulawToLinear) };

/** For each 16-bit sample the code whose value lies nearest: right for both laws without their segment arithmetic. */
function inverse(decode: Int16Array): Uint8Array {
  const codes = [...decode.entries()].sort((a, b) => a[1] - b[1]);
  const encode = new Uint8Array(65536);
  let index = 0;
  for (let sample = -32768; sample < 32768; sample++) {
    let next = codes[index + 1];
    while (next && Math.abs(next[1] - sample) <= Math.abs((codes[index]?.[1] ?? 0) - sample)) {
      index++;
      next = codes[index + 1];
    }
    encode[sample + 32768] = codes[index]?.[0] ?? 0;
  }
  return encode;
}

const ENCODE: Readonly<Record<Codec, Uint8Array>> = {
  alaw: inverse(DECODE.alaw),
  ulaw: inverse(DECODE.ulaw),
};

/** Decodes `codes` into `pcm` from `offset` on. */
export function decodeInto(pcm: Int16Array, offset: number, codes: Uint8Array, codec: Codec): void {
  const decode = DECODE[codec];
  for (let i = 0; i < codes.length; i++) pcm[offset + i] = decode[codes[i] ?? 0] ?? 0;
}

export function encode(pcm: Int16Array, codec: Codec): Uint8Array {
  const codes = ENCODE[codec];
  const encoded = new Uint8Array(pcm.length);
  for (let i = 0; i < pcm.length; i++) encoded[i] = codes[(pcm[i] ?? 0) + 32768] ?? 0;
  return encoded;
}
