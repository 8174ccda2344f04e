import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { encode } from '../../../src/sipkit/g711.ts';

const PACKET_MS = 20;
const SAMPLES = 160;
/** So many ms apart the packets of a part of the legs go out, so that they do not all go at once. */
const TICK_MS = 5;
const PARTS = PACKET_MS / TICK_MS;

interface FarEnd {
  readonly host: string;
  readonly port: number;
  readonly part: number;
  readonly packet: Buffer;
  sent: number;
}

/** A tone of one second, so that whatever listens for speech has something to hear. */
function speech(): Uint8Array[] {
  const pcm = Int16Array.from(
    { length: 50 * SAMPLES },
    (_, n) => 8000 * Math.sin((2 * Math.PI * 440 * n) / 8000),
  );
  const codes = encode(pcm, 'alaw');
  return Array.from({ length: 50 }, (_, n) => codes.subarray(n * SAMPLES, (n + 1) * SAMPLES));
}

/** The sound of many legs, G.711 A-law from one port: each is sent a tone, and what comes back is counted. */
export class RtpLegs {
  /** Packets that came in. */
  received = 0;
  readonly #socket: Socket;
  readonly #legs = new Map<string, FarEnd>();
  readonly #speech = speech();
  readonly #timer: NodeJS.Timeout;
  #tick = 0;
  #added = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('message', () => {
      this.received += 1;
    });
    this.#timer = setInterval(() => this.#send(), TICK_MS);
  }

  static async open(host: string): Promise<RtpLegs> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 });
    socket.bind(0, host);
    await once(socket, 'listening');
    return new RtpLegs(socket);
  }

  get address(): { readonly address: string; readonly port: number } {
    return this.#socket.address();
  }

  /** @param sdp of the far end */
  add(id: string, sdp: string): void {
    const [, host] = /^c=IN IP4 (\S+)/m.exec(sdp) ?? [];
    const [, port] = /^m=audio (\d+)/m.exec(sdp) ?? [];
    if (host === undefined || port === undefined) return;
    this.#added += 1;
    const packet = Buffer.alloc(12 + SAMPLES);
    packet.writeUInt16BE(0x8008, 0);
    packet.writeUInt32BE(this.#added, 8);
    this.#legs.set(id, { host, port: Number(port), part: this.#added % PARTS, packet, sent: 0 });
  }

  remove(id: string): void {
    this.#legs.delete(id);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#socket.close();
  }

  #send(): void {
    this.#tick += 1;
    const part = this.#tick % PARTS;
    for (const leg of this.#legs.values()) {
      if (leg.part !== part) continue;
      leg.sent += 1;
      // a packet that is still on its way is not written over
      const packet = Buffer.from(leg.packet);
      packet.writeUInt16BE(leg.sent & 0xffff, 2);
      packet.writeUInt32BE(leg.sent * SAMPLES, 4);
      packet.set(this.#speech[leg.sent % this.#speech.length] ?? [], 12);
      this.#socket.send(packet, leg.port, leg.host);
    }
  }
}
