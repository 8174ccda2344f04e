import { randomInt } from 'node:crypto';
import { type Codec, encode, PAYLOAD_TYPES } from './g711.ts';
import { digitEvent, eventPayload, formatRtp } from './rtp.ts';
import { PER_MS } from './samples.ts';
import type { Address, Voice } from './types.ts';

/** Length of a packet, ms. */
const PACKET_MS = 20;
const PACKET_SAMPLES = PACKET_MS * PER_MS;
/** Behind by more than this many packets nothing is caught up: a real phone's jitter buffer would have dropped it. */
const MOST_LATE = 10;
const TONE_AMPLITUDE = 8000;
/** The end of a digit is sent three times (RFC 4733, 2.5.1.4). */
const END_PACKETS = 3;

/** One thing to be sent in place of speech: a digit, then its gap, in packets. */
interface Keystroke {
  readonly event: number;
  tonePackets: number;
  gapPackets: number;
  duration: number;
  startedAt?: number;
  readonly done: () => void;
}

/** The sending half of an RTP endpoint: one packet each 20 ms on a clock that does not drift, as long as there is somebody to send to. */
export class RtpSender {
  far: Address | undefined;
  /** Sends no speech; digits are sent all the same. */
  mute = false;
  codec: Codec = 'alaw';
  /** Payload type of RFC 4733 digits: what the far end's SDP says. */
  digitPayloadType = 101;
  readonly #send: (datagram: Uint8Array, far: Address) => void;
  readonly #ssrc = randomInt(2 ** 32);
  readonly #keys: Keystroke[] = [];
  /** None while there is nothing to say: hundreds of calls that are over must not keep the machine awake. */
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #voice: Voice = { kind: 'silence' };
  #spoken = 0;
  #sequence = randomInt(2 ** 15);
  #timestamp = randomInt(2 ** 31);
  #due = performance.now();
  #resting = true;

  constructor(send: (datagram: Uint8Array, far: Address) => void) {
    this.#send = send;
    this.#timer = setTimeout(() => this.#tick(), PACKET_MS);
  }

  say(voice: Voice): void {
    if (voice.kind !== this.#voice.kind || voice.kind === 'speech') this.#spoken = 0;
    this.#voice = voice;
    this.#wake();
  }

  /** Resolves when the gap after the last digit is over. Rejects with a RangeError for what is no digit, having sent nothing. */
  async dial(digits: string, toneMs: number, gapMs: number): Promise<void> {
    const events = [...digits].map(digitEvent);
    const strokes = events.map(
      (event) =>
        new Promise<void>((done) => {
          const tonePackets = Math.max(2, Math.round(toneMs / PACKET_MS));
          const gapPackets = Math.max(1, Math.round(gapMs / PACKET_MS));
          this.#keys.push({ event, tonePackets, gapPackets, duration: 0, done });
        }),
    );
    this.#wake();
    await Promise.all(strokes);
  }

  /** Nothing is sent from now on; digits that were waiting count as done. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const key of this.#keys.splice(0)) key.done();
  }

  #tick(): void {
    const now = performance.now();
    const late = Math.floor((now - this.#due) / PACKET_MS);
    // digits that come at once are not told from one another: they keep their distance
    if (late > MOST_LATE || (late > 0 && this.#keys.length > 0)) this.#skip(late);
    while (this.#due <= now) {
      this.#packet();
      this.#due += PACKET_MS;
      this.#timestamp = (this.#timestamp + PACKET_SAMPLES) >>> 0;
    }
    this.#timer = undefined;
    if (this.#voice.kind !== 'none' || this.#keys.length > 0) this.#wake();
  }

  #wake(): void {
    if (this.#stopped || this.#timer) return;
    const late = Math.floor((performance.now() - this.#due) / PACKET_MS);
    if (late > 0) this.#skip(late);
    this.#timer = setTimeout(() => this.#tick(), Math.max(1, this.#due - performance.now()));
  }

  #skip(packets: number): void {
    this.#due += packets * PACKET_MS;
    this.#timestamp = (this.#timestamp + packets * PACKET_SAMPLES) >>> 0;
    this.#resting = true;
  }

  #packet(): void {
    const far = this.far;
    if (!far) return;
    const key = this.#keys[0];
    if (key && key.tonePackets > 0) {
      this.#keystroke(key, far);
      return;
    }
    if (key && --key.gapPackets <= 0) {
      this.#keys.shift();
      key.done();
    }
    if (this.mute || this.#voice.kind === 'none') {
      this.#resting = true;
      return;
    }
    const payload = encode(this.#speech(this.#voice), this.codec);
    this.#emit(far, PAYLOAD_TYPES[this.codec], this.#timestamp, payload, this.#resting);
    this.#resting = false;
  }

  #keystroke(key: Keystroke, far: Address): void {
    const first = key.startedAt === undefined;
    key.startedAt ??= this.#timestamp;
    key.tonePackets--;
    key.duration += PACKET_SAMPLES;
    const ending = key.tonePackets === 0;
    const payload = eventPayload(key.event, key.duration, ending);
    const copies = ending ? END_PACKETS : 1;
    for (let copy = 0; copy < copies; copy++)
      this.#emit(far, this.digitPayloadType, key.startedAt, payload, first && copy === 0);
  }

  #emit(far: Address, payloadType: number, timestamp: number, payload: Uint8Array, marker: boolean): void {
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#send(
      formatRtp({ payloadType, marker, sequence: this.#sequence, timestamp, ssrc: this.#ssrc, payload }),
      far,
    );
  }

  /** The next packet's samples. */
  #speech(voice: Exclude<Voice, { kind: 'none' }>): Int16Array {
    const pcm = new Int16Array(PACKET_SAMPLES);
    const start = this.#spoken;
    this.#spoken += PACKET_SAMPLES;
    if (voice.kind === 'speech') pcm.set(voice.pcm.subarray(start, start + PACKET_SAMPLES));
    if (voice.kind === 'tone') {
      const step = (2 * Math.PI * voice.hz) / (1000 * PER_MS);
      for (let i = 0; i < pcm.length; i++) pcm[i] = TONE_AMPLITUDE * Math.sin(step * (start + i));
    }
    return pcm;
  }
}
