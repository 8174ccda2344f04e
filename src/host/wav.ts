import { readFile } from 'node:fs/promises';

/** Sound in memory: one channel, samples between −1 and 1. */
export interface Sound {
  samples: Float64Array;
  /** Samples a second. */
  rate: number;
}

/** What a WAV file says about the sound in it. */
export interface WavHeader {
  readonly encoding: 'pcm' | 'float' | 'other';
  readonly channels: number;
  /** Samples a second. */
  readonly sampleRate: number;
  readonly bitsPerSample: number;
  /** The format is written in the longer form that newer programs use. */
  readonly extensible: boolean;
  /** No other chunk comes before the format. */
  readonly formatFirst: boolean;
  /** Where in the file the sound begins, in bytes. */
  readonly dataOffset: number;
  /** How many bytes of sound the header claims; a file that was cut short holds fewer. */
  readonly dataBytes: number;
}

/** Why a file is no WAV file; the message is the end of a sentence: "is empty". */
export class NotWavError extends Error {}

type Format = Pick<WavHeader, 'encoding' | 'channels' | 'sampleRate' | 'bitsPerSample' | 'extensible'>;

const PCM = 1;
const FLOAT = 3;
/** The real tag follows further back in the chunk. */
const EXTENSIBLE = 0xfffe;

function readFormat(chunk: Buffer): Format {
  if (chunk.length < 16) throw new NotWavError('has a format chunk that is cut short');
  const short = chunk.readUInt16LE(0);
  const extensible = short === EXTENSIBLE;
  const tag = extensible && chunk.length >= 26 ? chunk.readUInt16LE(24) : short;
  return {
    encoding: tag === PCM ? 'pcm' : tag === FLOAT ? 'float' : 'other',
    channels: chunk.readUInt16LE(2),
    sampleRate: chunk.readUInt32LE(4),
    bitsPerSample: chunk.readUInt16LE(14),
    extensible,
  };
}

/**
 * Reads the header of a WAV file. Programs put all sorts of chunks (JUNK, bext, LIST) before the format and before the sound.
 *
 * @param head the file's first bytes, enough to reach the start of the sound
 * @throws NotWavError
 */
export function readWavHeader(head: Buffer): WavHeader {
  if (head.length === 0) throw new NotWavError('is empty');
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') {
    throw new NotWavError('does not begin like a WAV file');
  }
  let format: Format | undefined;
  let formatFirst = false;
  for (let at = 12; at + 8 <= head.length; ) {
    const name = head.toString('latin1', at, at + 4);
    const size = head.readUInt32LE(at + 4);
    if (name === 'fmt ') {
      format = readFormat(head.subarray(at + 8, at + 8 + size));
      formatFirst = at === 12;
    }
    if (name === 'data') {
      if (format === undefined) throw new NotWavError('does not say how its sound is stored');
      return { ...format, formatFirst, dataOffset: at + 8, dataBytes: size };
    }
    at += 8 + size + (size % 2);
  }
  throw new NotWavError('holds no sound');
}

/** How one sample is read, to between −1 and 1; undefined for what is not plain PCM or float. */
function sampleReader(header: WavHeader): ((data: Buffer, at: number) => number) | undefined {
  const { encoding, bitsPerSample: bits } = header;
  if (encoding === 'pcm' && bits === 8) return (data, at) => (data.readUInt8(at) - 128) / 128;
  if (encoding === 'pcm' && (bits === 16 || bits === 24 || bits === 32)) {
    const full = 2 ** (bits - 1);
    return (data, at) => data.readIntLE(at, bits / 8) / full;
  }
  if (encoding === 'float' && bits === 32) return (data, at) => data.readFloatLE(at);
  if (encoding === 'float' && bits === 64) return (data, at) => data.readDoubleLE(at);
  return undefined;
}

/**
 * The sound of a WAV file: 8, 16, 24 or 32 bits or float, any rate, any number of channels, which are mixed into one. A file
 * that was cut short gives what is there. Undefined where it is anything else, which other programs may know.
 */
export function decodeWav(bytes: Buffer): Sound | undefined {
  const header = headerOf(bytes);
  const read = header && sampleReader(header);
  if (header === undefined || read === undefined) return undefined;
  const { channels, sampleRate, dataOffset, dataBytes } = header;
  if (channels === 0 || sampleRate === 0) return undefined;
  // a program that writes to a pipe leaves 0 for a length it does not know
  const data = bytes.subarray(dataOffset, dataBytes === 0 ? undefined : dataOffset + dataBytes);
  const size = header.bitsPerSample / 8;
  const samples = new Float64Array(Math.floor(data.length / (size * channels)));
  for (let i = 0; i < samples.length; i++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += read(data, (i * channels + c) * size);
    samples[i] = Number.isFinite(sum) ? sum / channels : 0;
  }
  return { samples, rate: sampleRate };
}

function headerOf(bytes: Buffer): WavHeader | undefined {
  try {
    return readWavHeader(bytes);
  } catch (error) {
    if (error instanceof NotWavError) return undefined;
    throw error;
  }
}

/** The sound of a WAV file that a program of ours or a voice wrote; throws where it is anything else. */
export async function readWav(file: string): Promise<Sound> {
  const sound = decodeWav(await readFile(file));
  if (sound === undefined) throw new Error(`${file}: expected a WAV file of plain PCM or float`);
  return sound;
}

/** The bytes of a 16-bit mono PCM WAV file. Rounds without dither: the same sound gives the same bytes. */
export function encodeWav({ samples, rate }: Sound): Buffer {
  const data = 2 * samples.length;
  const bytes = Buffer.alloc(44 + data);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + data, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(PCM, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(2 * rate, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(data, 40);
  samples.forEach((sample, i) => {
    bytes.writeInt16LE(Math.max(-32768, Math.min(32767, Math.round(sample * 32767))), 44 + 2 * i);
  });
  return bytes;
}
