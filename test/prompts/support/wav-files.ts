import type { Sound } from '../../../src/host/wav.ts';

/** How a WAV file is to hold its samples. */
export interface Layout {
  bits: 8 | 16 | 24 | 32 | 64;
  float?: boolean;
  channels?: number;
  /** As newer programs write it, with the real tag further back. */
  extensible?: boolean;
  /** A chunk ahead of the format, as some recorders write one. */
  junkFirst?: boolean;
  /** As a program that writes to a pipe leaves it. */
  unknownLength?: boolean;
}

function writeSample(data: Buffer, at: number, sample: number, { bits, float }: Layout): void {
  if (float) {
    if (bits === 64) data.writeDoubleLE(sample, at);
    else data.writeFloatLE(sample, at);
  } else if (bits === 8) data.writeUInt8(Math.max(0, Math.min(255, Math.round(sample * 128) + 128)), at);
  else {
    const full = 2 ** (bits - 1);
    data.writeIntLE(Math.max(-full, Math.min(full - 1, Math.round(sample * full))), at, bits / 8);
  }
}

function chunk(name: string, body: Buffer, size = body.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(size, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

/** A WAV file of any kind; every channel has the same sound. */
export function wavFile({ samples, rate }: Sound, layout: Layout): Buffer {
  const { bits, float = false, channels = 1, extensible = false } = layout;
  const size = bits / 8;
  const tag = float ? 3 : 1;
  const format = Buffer.alloc(extensible ? 40 : 16);
  format.writeUInt16LE(extensible ? 0xfffe : tag, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(rate, 4);
  format.writeUInt32LE(rate * channels * size, 8);
  format.writeUInt16LE(channels * size, 12);
  format.writeUInt16LE(bits, 14);
  if (extensible) {
    format.writeUInt16LE(22, 16);
    format.writeUInt16LE(tag, 24);
  }
  const data = Buffer.alloc(samples.length * channels * size);
  samples.forEach((sample, i) => {
    for (let c = 0; c < channels; c++) writeSample(data, (i * channels + c) * size, sample, layout);
  });
  const body = Buffer.concat([
    Buffer.from('WAVE', 'latin1'),
    ...(layout.junkFirst ? [chunk('JUNK', Buffer.alloc(27))] : []),
    chunk('fmt ', format),
    chunk('data', data, layout.unknownLength ? 0 : data.length),
  ]);
  return chunk('RIFF', body);
}
