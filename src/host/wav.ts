/** What the head of a WAV file says about the sound in it. */
export interface WavHeader {
  encoding: 'pcm' | 'other';
  channels: number;
  /** Samples a second. */
  sampleRate: number;
  bitsPerSample: number;
  /** Where in the file the sound begins, in bytes. */
  dataOffset: number;
  /** How many bytes of sound the header claims; a file that was cut short holds fewer. */
  dataBytes: number;
}

/** Why a file is no WAV file that Asterisk can play; the message is the end of a sentence: "is empty". */
export class NotWavError extends Error {}

const PCM = 0x0001;

function readFormat(
  chunk: Buffer,
): Pick<WavHeader, 'encoding' | 'channels' | 'sampleRate' | 'bitsPerSample'> {
  if (chunk.length < 16) throw new NotWavError('has a format chunk that is cut short');
  return {
    encoding: chunk.readUInt16LE(0) === PCM ? 'pcm' : 'other',
    channels: chunk.readUInt16LE(2),
    sampleRate: chunk.readUInt32LE(4),
    bitsPerSample: chunk.readUInt16LE(14),
  };
}

function startOfData(head: Buffer): number {
  for (let at = 12; at + 8 <= head.length; ) {
    if (head.toString('latin1', at, at + 4) === 'data') return at + 8;
    const size = head.readUInt32LE(at + 4);
    at += 8 + size + (size % 2);
  }
  throw new NotWavError('holds no sound');
}

/**
 * Reads the head of a WAV file as strictly as Asterisk does, which wants the format in the first chunk; chunks between it and
 * the sound (names, dates) are stepped over.
 *
 * @param head the file's first bytes, enough to reach the start of the sound
 * @throws NotWavError
 */
export function readWavHeader(head: Buffer): WavHeader {
  if (head.length === 0) throw new NotWavError('is empty');
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') {
    throw new NotWavError('does not begin like a WAV file');
  }
  if (head.length < 20 || head.toString('latin1', 12, 16) !== 'fmt ') {
    throw new NotWavError('does not have its format first, where Asterisk looks for it');
  }
  const format = readFormat(head.subarray(20, 20 + head.readUInt32LE(16)));
  const dataOffset = startOfData(head);
  return { ...format, dataOffset, dataBytes: head.readUInt32LE(dataOffset - 4) };
}
