import { decodeInto } from './g711.ts';
import type { PlacedPacket, ReceivedPacket } from './received-packet.ts';
import { streamOf } from './rtp-stream.ts';
import { PER_MS } from './samples.ts';
import type { AudioRun, Instant, ReceivedAudio } from './types.ts';

/** How far, ms, a sender's timestamps and the arrivals may part before it is a new start and not jitter. */
const TOLERANCE = 15;
/** A packet that is late only because our process was busy is followed by others that are less so: this many are looked at. */
const LOOK_AHEAD = 50;
/** Samples in a packet of 20 ms. */
const PACKET = 20 * PER_MS;

/** No packet for longer than this, ms, ends a run. Longer than a digit, during which there is no speech. */
const PAUSE = 200;

/** Arrivals that belong on one unbroken line of timestamps. `base`: the moment of timestamp zero. */
interface Stretch {
  base: number;
  readonly arrivals: ReceivedPacket[];
}

/**
 * Lays what arrived on a line of time: inside a run a packet stands where its timestamp says, and a run stands where its least
 * delayed packet came in. So late, lost and disordered packets disturb nothing, and a pause of the sender is a pause here.
 */
export function timelineOf(arrivals: readonly ReceivedPacket[], from: Instant, to: Instant): ReceivedAudio {
  const pcm = new Int16Array(Math.max(0, Math.ceil((to - from) * PER_MS)));
  const runs: AudioRun[] = [];
  const senders = bySender(arrivals).map((list) => split(list).map(place));
  for (const placed of senders.flat()) {
    for (const { packet, codec, from: at } of placed) {
      if (!codec) continue;
      const offset = Math.round((at - from) * PER_MS);
      const skip = Math.max(0, -offset);
      const end = Math.min(packet.payload.length, pcm.length - offset);
      if (end > skip) decodeInto(pcm, offset + skip, packet.payload.subarray(skip, end), codec);
    }
    runs.push(...unbroken(placed).filter((run) => run.to > from && run.from < to));
  }
  const stream = streamOf(
    senders.map((stretches) => stretches.flat().filter((each) => each.from >= from && each.from < to)),
  );
  return { startAt: from, pcm, stream, runs: runs.sort((a, b) => a.from - b.from) };
}

/** A sound that came in some other way, a recording for instance, as if it had been heard from that moment on. */
export function asHeard(pcm: Int16Array, startAt: Instant = 0): ReceivedAudio {
  return { startAt, pcm, stream: { pcm, marks: [{ sample: 0, at: startAt }] }, runs: [] };
}

/** What came from each, in the order in which it came. */
function bySender(arrivals: readonly ReceivedPacket[]): ReceivedPacket[][] {
  const senders = new Map<string, ReceivedPacket[]>();
  for (const arrival of arrivals) {
    const key = `${arrival.sender.host}:${arrival.sender.port} ${arrival.packet.ssrc}`;
    const list = senders.get(key);
    if (list) list.push(arrival);
    else senders.set(key, [arrival]);
  }
  return [...senders.values()];
}

function place({ base, arrivals }: Stretch): PlacedPacket[] {
  return arrivals.map((arrival) => ({ ...arrival, from: base + arrival.packet.timestamp / PER_MS }));
}

/** Splits one sender's packets where its timestamps and the arrivals part for good. */
function split(arrivals: readonly ReceivedPacket[]): Stretch[] {
  const delays = arrivals.map(({ at, packet }) => at - packet.timestamp / PER_MS);
  const jumps = arrivals.map((arrival, i) => isJump(arrivals[i - 1], arrival));
  const all: Stretch[] = [];
  let current: Stretch | undefined;
  for (const [index, arrival] of arrivals.entries()) {
    const least = leastDelay(delays, jumps, index);
    if (!current || Math.abs(least - current.base) > TOLERANCE) {
      current = { base: least, arrivals: [] };
      all.push(current);
    }
    if (arrival.codec) current.base = Math.min(current.base, delays[index] ?? least);
    current.arrivals.push(arrival);
  }
  return all;
}

/** The least delay of the next packets, as far as their timestamps belong together: Asterisk begins anew in the middle of a call, and
 * skips time as a prompt in a talk ends. */
function leastDelay(delays: readonly number[], jumps: readonly boolean[], index: number): number {
  let least = delays[index] ?? 0;
  for (let i = index + 1; i < Math.min(index + LOOK_AHEAD, delays.length) && !jumps[i]; i += 1)
    least = Math.min(least, delays[i] ?? least);
  return least;
}

/** Whether the timestamps went on by another time than the packets between the two last. */
function isJump(before: ReceivedPacket | undefined, { packet, codec }: ReceivedPacket): boolean {
  if (!before?.codec || !codec) return false;
  const packets = ((packet.sequence - before.packet.sequence + 0x8000) & 0xffff) - 0x8000;
  const expected = before.packet.timestamp + packets * PACKET;
  return Math.abs(packet.timestamp - expected) > TOLERANCE * PER_MS;
}

/** A stretch as runs: timestamps go on through a pause (a held phone gets nothing), so pauses are looked for here. */
function unbroken(stretch: readonly PlacedPacket[]): AudioRun[] {
  const groups: PlacedPacket[][] = [];
  let end = -Infinity;
  for (const each of stretch.toSorted((a, b) => a.from - b.from)) {
    if (each.from - end > PAUSE) groups.push([]);
    groups.at(-1)?.push(each);
    end = Math.max(end, each.from + (each.codec ? each.packet.payload.length / PER_MS : 0));
  }
  return groups.flatMap((group) => describe(group) ?? []);
}

function describe(placed: readonly PlacedPacket[]): AudioRun | undefined {
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
