import { decodeInto } from './g711.ts';
import type { PlacedPacket } from './received-packet.ts';
import { PER_MS } from './samples.ts';
import type { Instant, RtpStream } from './types.ts';

/** A pause that is longer was meant, ms: so much of it is left, so that nothing is taken to go on over it. */
const LONGEST_STUMBLE = 1000;
/** What one lost packet stands for, ms. */
const PACKET_MS = 20;

/** A packet, and for how long (ms) nothing is heard before it. */
interface Next {
  readonly placed: PlacedPacket;
  readonly silence: number;
}

/** Puts together what each sender sent. Only where packets are missing is there silence, as long as they would have been. */
export function streamOf(senders: readonly (readonly PlacedPacket[])[]): RtpStream {
  const nexts = senders
    .filter((placed) => placed.length > 0)
    .sort((a, b) => (a[0]?.at ?? 0) - (b[0]?.at ?? 0))
    .flatMap(inSequence);
  const samples = nexts.map(({ placed, silence }) => Math.round(silence * PER_MS) + lengthOf(placed));
  const pcm = new Int16Array(samples.reduce((sum, length) => sum + length, 0));
  const marks: { sample: number; at: Instant }[] = [];
  let end = 0;
  for (const { placed, silence } of nexts) {
    if (!placed.codec) continue;
    end += Math.round(silence * PER_MS);
    const last = marks.at(-1);
    const expected = last && last.at + (end - last.sample) / PER_MS;
    if (expected === undefined || Math.abs(expected - placed.from) > 1 / PER_MS)
      marks.push({ sample: end, at: placed.from });
    decodeInto(pcm, end, placed.packet.payload, placed.codec);
    end += lengthOf(placed);
  }
  return { pcm: pcm.subarray(0, end), marks };
}

/** The moment of a sample of the stream. */
export function momentIn({ marks }: RtpStream, sample: number): Instant {
  let [low, high] = [0, marks.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((marks[middle]?.sample ?? 0) <= sample) low = middle;
    else high = middle - 1;
  }
  const mark = marks[low] ?? { sample: 0, at: 0 };
  return mark.at + (sample - mark.sample) / PER_MS;
}

/** What is speech; a digit has no sound of its own here. */
function lengthOf({ codec, packet }: PlacedPacket): number {
  return codec ? packet.payload.length : 0;
}

/** A sender's packets as it numbered them. */
function inSequence(placed: readonly PlacedPacket[]): Next[] {
  let last = placed[0]?.packet.sequence ?? 0;
  const numbered = placed.map((each) => {
    // numbers wrap at 65536
    last += ((each.packet.sequence - last + 0x8000) & 0xffff) - 0x8000;
    return { each, number: last };
  });
  numbered.sort((a, b) => a.number - b.number);
  let end = Number.NaN;
  let before = Number.NaN;
  return numbered.flatMap(({ each, number }) => {
    if (number === before) return [];
    const gap = each.from - end;
    const missing = (number - before - 1) * PACKET_MS;
    const silence = gap > LONGEST_STUMBLE ? LONGEST_STUMBLE : Math.max(0, Math.min(gap, missing));
    before = number;
    end = each.from + lengthOf(each) / PER_MS;
    return [{ placed: each, silence: Number.isNaN(silence) ? 0 : silence }];
  });
}
