/** What the head of a WAV file says about the sound in it. */
export interface WavHeader {
  /** `other`: A-law, µ-law, floating point and the like, which Asterisk's `wav` format cannot play. */
  encoding: 'pcm' | 'other';
  channels: number;
  /** Samples a second. */
  sampleRate: number;
  bitsPerSample: number;
  /** Where in the file the sound begins, in bytes. */
  dataOffset: number;
  /** How many bytes of sound the header claims; the file may hold fewer. */
  dataBytes: number;
}

/** Why a file is no WAV file, as the end of a sentence: "is empty", "does not begin like a WAV file"… */
export class NotWavError extends Error {}

const PCM = 0x0001;
const EXTENSIBLE = 0xfffe;

function readFormat(
  chunk: Buffer,
): Pick<WavHeader, 'encoding' | 'channels' | 'sampleRate' | 'bitsPerSample'> {
  if (chunk.length < 16) throw new NotWavError('has a format chunk that is cut short');
  const tag = chunk.readUInt16LE(0);
  // The extensible form, which some editors write, keeps the real tag in the first two bytes of its sub-format.
  const encoding = tag === EXTENSIBLE && chunk.length >= 26 ? chunk.readUInt16LE(24) : tag;
  return {
    encoding: encoding === PCM ? 'pcm' : 'other',
    channels: chunk.readUInt16LE(2),
    sampleRate: chunk.readUInt32LE(4),
    bitsPerSample: chunk.readUInt16LE(14),
  };
}

/**
 * Reads the head of a WAV file: `head` holds its first bytes, enough to reach the start of the data chunk.
 * Chunks of other kinds before the sound (names, dates) are stepped over.
 *
 * @throws NotWavError
 */
export function readWavHeader(head: Buffer): WavHeader {
  if (head.length === 0) throw new NotWavError('is empty');
  const magic = head.toString('latin1', 0, 4);
  if (head.length < 12 || magic !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') {
    throw new NotWavError('does not begin like a WAV file');
  }
  let format: ReturnType<typeof readFormat> | undefined;
  for (let at = 12; at + 8 <= head.length; ) {
    const name = head.toString('latin1', at, at + 4);
    const size = head.readUInt32LE(at + 4);
    if (name === 'fmt ') format = readFormat(head.subarray(at + 8, at + 8 + size));
    if (name === 'data') {
      if (format === undefined) throw new NotWavError('has its sound before the format of it');
      return { ...format, dataOffset: at + 8, dataBytes: size };
    }
    at += 8 + size + (size % 2);
  }
  throw new NotWavError('holds no sound');
}
