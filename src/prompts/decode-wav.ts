import type { Sound } from './wav.ts';

interface Format {
  readonly tag: number;
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
}

const PCM = 1;
const FLOAT = 3;
/** The real tag stands further back. */
const EXTENSIBLE = 0xfffe;

function readFormat(chunk: Buffer): Format | undefined {
  if (chunk.length < 16) return undefined;
  const tag = chunk.readUInt16LE(0);
  return {
    tag: tag === EXTENSIBLE && chunk.length >= 26 ? chunk.readUInt16LE(24) : tag,
    channels: chunk.readUInt16LE(2),
    rate: chunk.readUInt32LE(4),
    bits: chunk.readUInt16LE(14),
  };
}

/** Where format and sound stand; programs put all sorts of chunks (JUNK, bext, LIST) ahead of either. */
function findChunks(bytes: Buffer): { format: Format; data: Buffer } | undefined {
  let format: Format | undefined;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const body = bytes.subarray(at + 8, at + 8 + size);
    if (name === 'fmt ') format = readFormat(body);
    // A program that writes to a pipe leaves 0 for a length it does not know.
    if (name === 'data') return format && { format, data: size === 0 ? bytes.subarray(at + 8) : body };
    at += 8 + size + (size % 2);
  }
  return undefined;
}

/** How one sample is read, to between −1 and 1; undefined for what is not plain PCM or float. */
function sampleReader({ tag, bits }: Format): ((data: Buffer, at: number) => number) | undefined {
  if (tag === PCM && bits === 8) return (data, at) => (data.readUInt8(at) - 128) / 128;
  if (tag === PCM && (bits === 16 || bits === 24 || bits === 32)) {
    const full = 2 ** (bits - 1);
    return (data, at) => data.readIntLE(at, bits / 8) / full;
  }
  if (tag === FLOAT && bits === 32) return (data, at) => data.readFloatLE(at);
  if (tag === FLOAT && bits === 64) return (data, at) => data.readDoubleLE(at);
  return undefined;
}

/**
 * The sound of a WAV file: 8, 16, 24 or 32 bits or float, any rate, any number of channels, which are mixed into one. A file
 * that was cut short gives what is there. Undefined where it is anything else, which other programs may know.
 */
export function decodeWav(bytes: Buffer): Sound | undefined {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE')
    return undefined;
  const found = findChunks(bytes);
  const read = found && sampleReader(found.format);
  if (found === undefined || read === undefined) return undefined;
  const { format, data } = found;
  if (format.channels === 0 || format.rate === 0) return undefined;
  const size = format.bits / 8;
  const samples = new Float64Array(Math.floor(data.length / (size * format.channels)));
  for (let i = 0; i < samples.length; i++) {
    let sum = 0;
    for (let c = 0; c < format.channels; c++) sum += read(data, (i * format.channels + c) * size);
    samples[i] = Number.isFinite(sum) ? sum / format.channels : 0;
  }
  return { samples, rate: format.rate };
}
