import { describe, expect, test } from 'vitest';
import { encode } from '../../src/sipkit/g711.ts';
import type { ReceivedPacket } from '../../src/sipkit/received-packet.ts';
import { momentIn } from '../../src/sipkit/rtp-stream.ts';
import { timelineOf } from '../../src/sipkit/timeline.ts';
import { tone } from './support.ts';

const sender = { host: '127.0.0.1', port: 4000 };

/** Packets of a tone, 20 ms each, as they come in without any delay; the first at 100. */
function packets(count: number, first = 0): ReceivedPacket[] {
  const codes = encode(tone(500, 20 * (first + count)), 'alaw');
  return Array.from({ length: count }, (_, n) => {
    const i = first + n;
    const payload = codes.slice(160 * i, 160 * i + 160);
    // A sequence and a timestamp that wrap early in the call, as they may.
    const sequence = (65534 + i) & 0xffff;
    return {
      at: 100 + 20 * i,
      sender,
      codec: 'alaw',
      packet: { payloadType: 8, marker: false, sequence, timestamp: 1000 + 160 * i, ssrc: 1, payload },
    };
  });
}

const delayed = (arrival: ReceivedPacket, ms: number): ReceivedPacket => ({
  ...arrival,
  at: arrival.at + ms,
});

describe('the timeline of what arrived', () => {
  const whole = timelineOf(packets(50), 0, 1200);

  test('has each packet where its timestamp says, and silence elsewhere', () => {
    expect(whole.runs).toMatchObject([{ from: 100, to: 1100, packets: 50, lost: 0, codec: 'alaw', sender }]);
    expect(whole.pcm.slice(0, 800).every((sample) => sample === 0)).toBe(true);
    expect(whole.pcm.slice(800, 960)).not.toEqual(new Int16Array(160));
    expect(whole.pcm.slice(8800).every((sample) => sample === 0)).toBe(true);
  });

  test('is the same when packets are late, disordered or doubled', () => {
    const arrivals = packets(50).map((arrival, i) => delayed(arrival, i % 7 === 3 ? 35 : (i * 13) % 9));
    arrivals[0] = delayed(packets(1)[0] as ReceivedPacket, 0);
    const untidy = [...arrivals, ...arrivals.slice(10, 12)].sort((a, b) => a.at - b.at);
    expect(timelineOf(untidy, 0, 1200).pcm).toEqual(whole.pcm);
  });

  test('is the same when our own process was busy for a quarter of a second', () => {
    const stalled = packets(50).map((arrival) =>
      arrival.at > 500 && arrival.at < 750 ? { ...arrival, at: 750 } : arrival,
    );
    expect(timelineOf(stalled, 0, 1200).pcm).toEqual(whole.pcm);
  });

  test('is the same when the timestamps begin anew in the middle, far ahead or far behind', () => {
    for (const jump of [600_000_000, -600_000_000]) {
      const anew = packets(50).map((arrival, i) => {
        const timestamp = (arrival.packet.timestamp + (i < 30 ? 0 : jump)) >>> 0;
        return { ...arrival, packet: { ...arrival.packet, timestamp } };
      });
      expect(timelineOf(anew, 0, 1200).pcm).toEqual(whole.pcm);
      expect(timelineOf(anew, 0, 1200).stream.pcm).toEqual(whole.stream.pcm);
    }
  });

  test('is the same when the timestamps skip time and the packets do not, as when a prompt in a talk ends', () => {
    for (const skip of [180, -180]) {
      const jumped = packets(50).map((arrival, i) => {
        const timestamp = arrival.packet.timestamp + (i < 30 ? 0 : 8 * skip);
        return { ...arrival, packet: { ...arrival.packet, timestamp } };
      });
      expect(timelineOf(jumped, 0, 1200).pcm).toEqual(whole.pcm);
    }
  });

  test('counts a lost packet, and leaves silence for it', () => {
    const heard = timelineOf(packets(50).toSpliced(20, 1), 0, 1200);
    expect(heard.runs).toMatchObject([{ packets: 49, lost: 1 }]);
    expect(heard.pcm.slice(8 * 500, 8 * 520)).toEqual(new Int16Array(160));
  });

  test('shows a pause of the sender, whether its timestamps go on through it or not', () => {
    const goOn = timelineOf([...packets(10), ...packets(10, 40)], 0, 1200);
    expect(goOn.runs).toMatchObject([
      { from: 100, to: 300 },
      { from: 900, to: 1100 },
    ]);
    const stop = timelineOf(
      [...packets(10), ...packets(10, 10).map((arrival) => delayed(arrival, 600))],
      0,
      1200,
    );
    expect(stop.runs).toMatchObject([
      { from: 100, to: 300 },
      { from: 900, to: 1100 },
    ]);
  });

  test('gives the part that is asked for', () => {
    const part = timelineOf(packets(50), 450, 550);
    expect(part.startAt).toBe(450);
    expect(part.pcm).toEqual(whole.pcm.slice(8 * 450, 8 * 550));
  });
});

/** With the timestamps of a sender that skipped so much time, and came with it; its numbers go on. */
const skipping = ({ at, packet, ...rest }: ReceivedPacket, ms: number): ReceivedPacket => ({
  ...rest,
  at: at + ms,
  packet: { ...packet, timestamp: packet.timestamp + 8 * ms },
});

describe('what was sent, without the stumbles of its sender', () => {
  const whole = timelineOf(packets(50), 0, 1200).pcm.slice(8 * 100, 8 * 1100);

  test('goes on where a sender stood still, with or without its timestamps', () => {
    for (const stand of [skipping, delayed]) {
      const { stream } = timelineOf(
        [...packets(20), ...packets(30, 20).map((one) => stand(one, 430))],
        0,
        1700,
      );
      expect(stream.pcm).toEqual(whole);
      const moments = [0, 8 * 399, 8 * 401, 8 * 1000].map((sample) => momentIn(stream, sample));
      expect(moments).toEqual([100, 499, 931, 1530]);
    }
  });

  test('has both of two packets for the same moment, which on the timeline cover each other', () => {
    const back = [...packets(20), ...packets(30, 20).map((one) => skipping(one, -20))];
    expect(timelineOf(back, 0, 1200).stream.pcm).toEqual(whole);
  });

  test('has silence for packets that are lost', () => {
    const { stream } = timelineOf(packets(50).toSpliced(20, 2), 0, 1200);
    expect(stream.pcm).toEqual(whole.slice().fill(0, 8 * 400, 8 * 440));
    expect(stream.marks).toEqual([{ sample: 0, at: 100 }]);
  });

  test('keeps a second of a pause that was meant', () => {
    const { stream } = timelineOf(
      [...packets(20), ...packets(30, 20).map((one) => skipping(one, 5000))],
      0,
      7000,
    );
    expect(stream.pcm.length).toBe(whole.length + 8000);
    expect(momentIn(stream, 8 * 1400)).toBe(5500);
  });

  test('has one sender after the other', () => {
    const other = packets(50).map((one) => ({ ...skipping(one, 1000), sender: { ...sender, port: 4002 } }));
    expect(timelineOf([...packets(50), ...other], 0, 2200).stream.pcm).toEqual(
      new Int16Array([...whole, ...whole]),
    );
  });
});
