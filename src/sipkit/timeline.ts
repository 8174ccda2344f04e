import { type Codec, decodeInto } from './g711.ts';
import type { RtpPacket } from './rtp.ts';
import type { Address, Heard, Instant, Run } from './types.ts';

/** Samples in a millisecond, everywhere in the kit. */
export const PER_MS = 8;

/** A packet as it came in: speech, or (without a codec) a digit, which only counts as not lost. */
export interface Arrival {
  readonly at: Instant;
  readonly sender: Address;
  readonly codec: Codec | undefined;
  readonly packet: RtpPacket;
}

/** How far, ms, a sender's timestamps and the arrivals may part before it is a new start and not jitter. */
const TOLERANCE = 15;
/** A packet that is late only because our process was busy is followed by others that are less so: this many are looked at. */
const LOOK_AHEAD = 50;

/** Arrivals that belong on one unbroken line of timestamps. `base`: the moment of timestamp zero. */
interface Stretch {
  base: number;
  readonly arrivals: Arrival[];
}

/**
 * Lays what arrived on a line of time: inside a run a packet stands where its timestamp says, and a run stands where its least
 * delayed packet came in. So late, lost and disordered packets disturb nothing, and a pause of the sender is a pause here.
 */
export function layOut(arrivals: readonly Arrival[], from: Instant, to: Instant): Heard {
  const pcm = new Int16Array(Math.max(0, Math.ceil((to - from) * PER_MS)));
  const runs: Run[] = [];
  for (const stretch of stretches(arrivals)) {
    for (const { packet, codec } of stretch.arrivals) {
      if (!codec) continue;
      const offset = Math.round((stretch.base + packet.timestamp / PER_MS - from) * PER_MS);
      const skip = Math.max(0, -offset);
      const end = Math.min(packet.payload.length, pcm.length - offset);
      if (end > skip) decodeInto(pcm, offset + skip, packet.payload.subarray(skip, end), codec);
    }
    const run = describe(stretch);
    if (run && run.to > from && run.from < to) runs.push(run);
  }
  return { startAt: from, pcm, runs: runs.sort((a, b) => a.from - b.from) };
}

function stretches(arrivals: readonly Arrival[]): Stretch[] {
  const bySource = new Map<string, Arrival[]>();
  for (const arrival of arrivals) {
    const key = `${arrival.sender.host}:${arrival.sender.port} ${arrival.packet.ssrc}`;
    const list = bySource.get(key);
    if (list) list.push(arrival);
    else bySource.set(key, [arrival]);
  }
  return [...bySource.values()].flatMap(split);
}

/** Splits one sender's packets where its timestamps and the arrivals part for good. */
function split(arrivals: readonly Arrival[]): Stretch[] {
  const delays = arrivals.map(({ at, packet }) => at - packet.timestamp / PER_MS);
  const all: Stretch[] = [];
  let current: Stretch | undefined;
  for (const [index, arrival] of arrivals.entries()) {
    const least = Math.min(...delays.slice(index, index + LOOK_AHEAD));
    if (!current || Math.abs(least - current.base) > TOLERANCE) {
      current = { base: least, arrivals: [] };
      all.push(current);
    }
    if (arrival.codec) current.base = Math.min(current.base, delays[index] ?? least);
    current.arrivals.push(arrival);
  }
  return all;
}

function describe({ base, arrivals }: Stretch): Run | undefined {
  const speech = arrivals.filter(({ codec }) => codec !== undefined);
  const first = speech[0];
  if (!first?.codec) return undefined;
  const starts = speech.map(({ packet }) => base + packet.timestamp / PER_MS);
  const ends = speech.map(({ packet }, i) => (starts[i] ?? 0) + packet.payload.length / PER_MS);
  // Relative to the first, so that a sequence that wraps at 65536 is counted right.
  const offsets = arrivals.map(
    ({ packet }) => ((packet.sequence - first.packet.sequence + 0x18000) & 0xffff) - 0x8000,
  );
  return {
    from: least(starts),
    to: most(ends),
    sender: first.sender,
    ssrc: first.packet.ssrc,
    codec: first.codec,
    packets: speech.length,
    lost: most(offsets) - least(offsets) + 1 - new Set(offsets).size,
  };
}

const least = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.min(a, b));
const most = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b));
