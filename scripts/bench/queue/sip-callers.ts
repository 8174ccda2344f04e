import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { headerOf, methodOf, sdpOf, statusOf } from '../../../test/asterisk/support/raw-sip.ts';
import type { RtpLegs } from './rtp-legs.ts';

/** The trunk is known by its address. */
const HOST = '127.0.0.2';
const GIVES_UP_MS = 20_000;

/** Callers who come at a rate, and hang up. */
export interface CallsWanted {
  readonly to: string;
  /** Calls a second, and for how long, s. */
  readonly rate: number;
  readonly seconds: number;
  /** From the answer to the BYE, ms. */
  readonly talkMs: number;
  readonly sound: boolean;
  /** The number of the first caller is this many above the lowest. */
  readonly first: number;
}

/** What became of one call. Times in ms from the INVITE to the 200, and on the same clock of that 200; null: never. */
export interface CallMade {
  readonly from: string;
  readonly answerMs: number | null;
  readonly answeredAt: number | null;
  /** It ended otherwise than by the caller's BYE. */
  readonly failed: string | null;
}

interface Calling {
  readonly from: string;
  readonly branch: string;
  readonly begunAt: number;
  readonly wanted: CallsWanted;
  answeredAt: number | null;
  failed: string | null;
  to: string;
  target: string;
  over: () => void;
}

/** All callers, behind one port of the trunk. */
export class SipCallers {
  readonly #socket: Socket;
  readonly #rtp: RtpLegs;
  readonly #server: number;
  readonly #calls = new Map<string, Calling>();

  private constructor(socket: Socket, rtp: RtpLegs, server: number) {
    this.#socket = socket;
    this.#rtp = rtp;
    this.#server = server;
    socket.on('message', (data) => this.#take(data.toString()));
  }

  static async open(rtp: RtpLegs, server: number): Promise<SipCallers> {
    const socket = createSocket('udp4');
    socket.bind(0, HOST);
    await once(socket, 'listening');
    return new SipCallers(socket, rtp, server);
  }

  /** Resolves when every call is over. */
  async run(wanted: CallsWanted): Promise<CallMade[]> {
    const begun = performance.now();
    const calls: Promise<CallMade>[] = [];
    for (let n = 0; n < wanted.rate * wanted.seconds; n += 1) {
      const wait = begun + (n * 1000) / wanted.rate - performance.now();
      if (wait > 0) await sleep(wait);
      calls.push(this.#call(wanted, `1390${String(wanted.first + n).padStart(7, '0')}`));
    }
    return Promise.all(calls);
  }

  close(): void {
    this.#socket.close();
  }

  async #call(wanted: CallsWanted, from: string): Promise<CallMade> {
    const id = `call-${from}`;
    const [begunAt, target] = [performance.now(), `sip:${wanted.to}@127.0.0.1:${this.#server}`];
    const call = await new Promise<Calling>((resolve) => {
      const calling: Calling = {
        ...{ from, begunAt, wanted, target, to: `<${target}>`, branch: `z9hG4bK-${id}` },
        ...{ answeredAt: null, failed: null, over: () => resolve(calling) },
      };
      this.#calls.set(id, calling);
      this.#send('INVITE', id, calling, calling.branch, sdpOf(this.#rtp.address, 1, 'sendrecv'));
      setTimeout(() => {
        if (this.#calls.has(id) && calling.answeredAt === null)
          this.#ends(id, calling, 'not answered in time');
      }, GIVES_UP_MS).unref();
    });
    const { answeredAt, failed } = call;
    return { from, answeredAt, failed, answerMs: answeredAt === null ? null : answeredAt - begunAt };
  }

  #ends(id: string, call: Calling, failed: string | null): void {
    this.#rtp.remove(id);
    this.#calls.delete(id);
    call.failed = failed;
    call.over();
  }

  #take(text: string): void {
    const id = headerOf(text, 'Call-ID');
    const call = this.#calls.get(id);
    const [status, method] = [statusOf(text), methodOf(text)];
    if (status === 0) {
      if (method !== 'ACK') this.#reply(text);
      if (method === 'BYE' && call) this.#ends(id, call, 'Asterisk has hung up');
      return;
    }
    if (!call || status < 200) return;
    if (method === 'BYE') this.#ends(id, call, null);
    if (method !== 'INVITE') return;
    call.to = headerOf(text, 'To');
    if (status >= 300) {
      this.#send('ACK', id, call, call.branch);
      this.#ends(id, call, `SIP ${status}`);
      return;
    }
    call.target = /<([^>]+)>/.exec(headerOf(text, 'Contact'))?.[1] ?? call.target;
    this.#send('ACK', id, call, `${call.branch}-ack`);
    if (call.answeredAt === null) this.#answered(id, call, text);
  }

  #answered(id: string, call: Calling, text: string): void {
    call.answeredAt = performance.now();
    if (call.wanted.sound) this.#rtp.add(id, text);
    setTimeout(() => {
      if (this.#calls.has(id)) this.#send('BYE', id, call, `${call.branch}-bye`);
    }, call.wanted.talkMs);
  }

  #send(method: string, id: string, call: Calling, branch: string, body = ''): void {
    const { address, port } = this.#socket.address();
    const lines = [
      `${method} ${call.target} SIP/2.0`,
      `Via: SIP/2.0/UDP ${address}:${port};rport;branch=${branch}`,
      'Max-Forwards: 70',
      `From: <sip:${call.from}@${HOST}>;tag=${call.from}`,
      `To: ${call.to}`,
      `Call-ID: ${id}`,
      `CSeq: ${method === 'BYE' ? 2 : 1} ${method}`,
      `Contact: <sip:${call.from}@${address}:${port}>`,
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    this.#socket.send(`${lines.join('\r\n')}\r\n\r\n${body}`, this.#server, '127.0.0.1');
  }

  #reply(text: string): void {
    const kept = [...text.matchAll(/^(?:Via|From|To|Call-ID|CSeq): .*$/gim)].map(([line]) => line.trim());
    const lines = ['SIP/2.0 200 OK', ...kept, 'Content-Length: 0'];
    this.#socket.send(`${lines.join('\r\n')}\r\n\r\n`, this.#server, '127.0.0.1');
  }
}
