import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import {
  type Account,
  digestOf,
  headerOf,
  methodOf,
  sdpOf,
  statusOf,
} from '../../../test/asterisk/support/raw-sip.ts';
import type { RtpLegs } from './rtp-legs.ts';

/** As long as Asterisk lets a phone; all register anew before each round. */
const EXPIRES_S = 600;

/** The phones of all agents and members, behind one port. Each rings and is picked up at once. */
export class SipPhones {
  /** When a phone was picked up, by the number of the caller. */
  readonly pickedUp = new Map<string, number>();
  /** With sound from now on. */
  sound = false;
  readonly #socket: Socket;
  readonly #rtp: RtpLegs;
  readonly #waiting = new Map<string, (answer: string) => void>();
  #sequence = 0;

  private constructor(socket: Socket, rtp: RtpLegs) {
    this.#socket = socket;
    this.#rtp = rtp;
    socket.on('message', (data, from) => this.#take(data.toString(), from.port));
  }

  static async open(rtp: RtpLegs): Promise<SipPhones> {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new SipPhones(socket, rtp);
  }

  get port(): number {
    return this.#socket.address().port;
  }

  /** Throws where Asterisk refuses one. */
  async register(accounts: readonly Account[], server: number): Promise<void> {
    for (const account of accounts) {
      const challenge = await this.#registers(account, server, []);
      const uri = 'sip:127.0.0.1';
      const answer = await this.#registers(account, server, [digestOf(challenge, 'REGISTER', uri, account)]);
      if (statusOf(answer) !== 200) throw new Error(`${account.user} cannot register: ${statusOf(answer)}`);
    }
  }

  close(): void {
    this.#socket.close();
  }

  #registers({ user }: Account, server: number, more: readonly string[]): Promise<string> {
    this.#sequence += 1;
    const id = `register-${user}`;
    const lines = [
      'REGISTER sip:127.0.0.1 SIP/2.0',
      `Via: SIP/2.0/UDP 127.0.0.1:${this.port};rport;branch=z9hG4bK-${id}-${this.#sequence}`,
      'Max-Forwards: 70',
      `From: <sip:${user}@127.0.0.1>;tag=${user}`,
      `To: <sip:${user}@127.0.0.1>`,
      `Call-ID: ${id}`,
      `CSeq: ${this.#sequence} REGISTER`,
      `Contact: <sip:${user}@127.0.0.1:${this.port}>`,
      `Expires: ${EXPIRES_S}`,
      ...more,
      'Content-Length: 0',
    ];
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#socket.send(`${lines.join('\r\n')}\r\n\r\n`, server, '127.0.0.1');
    });
  }

  #take(text: string, server: number): void {
    const id = headerOf(text, 'Call-ID');
    if (statusOf(text) > 0) {
      this.#waiting.get(id)?.(text);
      this.#waiting.delete(id);
      return;
    }
    const method = methodOf(text);
    if (method === 'ACK') return;
    if (method !== 'INVITE') {
      if (method === 'BYE' || method === 'CANCEL') this.#rtp.remove(id);
      this.#answer(text, server, 200);
      if (method === 'CANCEL') this.#answer(text, server, 487);
      return;
    }
    const isFirst = !/;tag=/.test(headerOf(text, 'To'));
    if (isFirst) this.#answer(text, server, 180);
    const [, number = ''] = /<sip:([^@>]+)@/.exec(headerOf(text, 'From')) ?? [];
    if (isFirst && !this.pickedUp.has(number)) this.pickedUp.set(number, performance.now());
    this.#answer(text, server, 200, sdpOf(this.#rtp.address, 1, 'sendrecv'));
    if (isFirst && this.sound) this.#rtp.add(id, text);
  }

  #answer(text: string, server: number, status: number, body = ''): void {
    const to = headerOf(text, 'To');
    const vias = [...text.matchAll(/^Via: .*$/gim)].map(([line]) => line.trim());
    const user = /^\w+ sip:([^@]+)@/.exec(text)?.[1] ?? 'phone';
    const cseq = headerOf(text, 'CSeq');
    const lines = [
      `SIP/2.0 ${status} Reply`,
      ...vias,
      `From: ${headerOf(text, 'From')}`,
      `To: ${to}${/;tag=/.test(to) ? '' : ';tag=phone'}`,
      `Call-ID: ${headerOf(text, 'Call-ID')}`,
      // the INVITE that a CANCEL ends has its number
      `CSeq: ${status === 487 ? cseq.replace('CANCEL', 'INVITE') : cseq}`,
      `Contact: <sip:${user}@127.0.0.1:${this.port}>`,
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    this.#socket.send(`${lines.join('\r\n')}\r\n\r\n${body}`, server, '127.0.0.1');
  }
}
