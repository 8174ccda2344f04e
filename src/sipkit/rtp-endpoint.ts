import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { PAYLOAD_TYPES } from './g711.ts';
import type { ReceivedPacket } from './received-packet.ts';
import { digitOf, parseRtp } from './rtp.ts';
import { RtpSender } from './rtp-sender.ts';
import { timelineOf } from './timeline.ts';
import type { Address, HeardDigit, Impairment, Instant, ReceivedAudio, RtpEndpoint, Voice } from './types.ts';

/** Opens an RTP endpoint at `host`, at a free port unless one is named. Rejects with the socket's error when it cannot be bound. */
export async function openRtpEndpoint(at: {
  readonly host: string;
  readonly port?: number;
}): Promise<RtpEndpoint> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 });
  socket.bind(at.port ?? 0, at.host);
  await once(socket, 'listening');
  return new UdpRtpEndpoint(socket);
}

class UdpRtpEndpoint implements RtpEndpoint {
  readonly address: Address;
  readonly #socket: Socket;
  readonly #sender: RtpSender;
  readonly #openedAt = performance.now();
  readonly #arrivals: ReceivedPacket[] = [];
  readonly #digits: HeardDigit[] = [];
  readonly #digitsSeen = new Set<string>();
  #impairment: Impairment = {};
  #sent = 0;
  #open = true;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.address = { host: socket.address().address, port: socket.address().port };
    this.#sender = new RtpSender((datagram, far) => this.#send(datagram, far));
    socket.on('message', (datagram, sender) => this.#receive(datagram, sender));
  }

  impair(by: Impairment): void {
    this.#impairment = by;
  }

  heard(from: Instant = this.#openedAt): ReceivedAudio {
    return timelineOf(this.#arrivals, from, performance.now());
  }

  digits(): readonly HeardDigit[] {
    return this.#digits;
  }

  sendTo(far: Address): void {
    this.#sender.far = far;
  }

  agree(codec: 'alaw' | 'ulaw', digitPayloadType: number): void {
    this.#sender.codec = codec;
    this.#sender.digitPayloadType = digitPayloadType;
  }

  mute(mute: boolean): void {
    this.#sender.mute = mute;
  }

  say(voice: Voice): void {
    this.#sender.say(voice);
  }

  async sendDigits(
    digits: string,
    timing: { readonly toneMs?: number; readonly gapMs?: number } = {},
  ): Promise<void> {
    await this.#sender.dial(digits, timing.toneMs ?? 100, timing.gapMs ?? 100);
  }

  #send(datagram: Uint8Array, far: Address): void {
    const { loseEvery = 0, burstMs = 0 } = this.#impairment;
    this.#sent += 1;
    if (loseEvery > 0 && this.#sent % loseEvery === 0) return;
    const late = burstMs > 0 ? burstMs - (performance.now() % burstMs) : 0;
    const send = () => this.#open && this.#socket.send(datagram, far.port, far.host);
    if (late > 0) setTimeout(send, late);
    else send();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#sender.stop();
    this.#open = false;
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    await closed;
  }

  #receive(datagram: Uint8Array, { address, port }: RemoteInfo): void {
    const at = performance.now();
    const packet = parseRtp(datagram);
    if (!packet) return;
    const sender = { host: address, port };
    this.#sender.far ??= sender;
    if (packet.payloadType === PAYLOAD_TYPES.alaw) this.#arrivals.push({ at, sender, codec: 'alaw', packet });
    else if (packet.payloadType === PAYLOAD_TYPES.ulaw)
      this.#arrivals.push({ at, sender, codec: 'ulaw', packet });
    else if (packet.payloadType === this.#sender.digitPayloadType) {
      // All packets of one digit have the timestamp of its beginning.
      this.#arrivals.push({ at, sender, codec: undefined, packet });
      const key = `${packet.ssrc} ${packet.timestamp}`;
      const digit = digitOf(packet.payload);
      if (digit === undefined || this.#digitsSeen.has(key)) return;
      this.#digitsSeen.add(key);
      this.#digits.push({ digit, at });
    }
  }
}
