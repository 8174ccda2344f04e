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

/** No packet for longer than this, ms, ends a run. Longer than a digit, during which there is no speech. */
const PAUSE = 200;

/** Arrivals that belong on one unbroken line of timestamps. `base`: the moment of timestamp zero. */
interface Stretch {
  base: number;
  readonly arrivals: Arrival[];
}

interface Placed extends Arrival {
  readonly from: Instant;
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
    runs.push(...unbroken(stretch).filter((run) => run.to > from && run.from < to));
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

/** A stretch as runs: timestamps go on through a pause (a held phone gets nothing), so pauses are looked for here. */
function unbroken({ base, arrivals }: Stretch): Run[] {
  const placed = arrivals
    .map((arrival) => ({ ...arrival, from: base + arrival.packet.timestamp / PER_MS }))
    .sort((a, b) => a.from - b.from);
  const groups: Placed[][] = [];
  let end = -Infinity;
  for (const each of placed) {
    if (each.from - end > PAUSE) groups.push([]);
    groups.at(-1)?.push(each);
    end = Math.max(end, each.from + (each.codec ? each.packet.payload.length / PER_MS : 0));
  }
  return groups.flatMap((group) => describe(group) ?? []);
}

function describe(placed: readonly Placed[]): Run | undefined {
  const speech = placed.filter(({ codec }) => codec !== undefined);
  const [first, last] = [speech[0], speech.at(-1)];
  if (!first?.codec || !last) return undefined;
  // Relative to the first, so that a sequence that wraps at 65536 is counted right.
  const offsets = placed.map(
    ({ packet }) => ((packet.sequence - first.packet.sequence + 0x18000) & 0xffff) - 0x8000,
  );
  return {
    from: first.from,
    to: last.from + last.packet.payload.length / PER_MS,
    sender: first.sender,
    ssrc: first.packet.ssrc,
    codec: first.codec,
    packets: speech.length,
    lost: Math.max(...offsets) - Math.min(...offsets) + 1 - new Set(offsets).size,
  };
}
