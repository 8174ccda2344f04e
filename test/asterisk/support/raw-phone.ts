import { randomUUID } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type Account, digestOf, type Head, headerOf, methodOf, sdpOf, statusOf } from './raw-sip.ts';

/** Where a SIP party is. */
interface Address {
  readonly host: string;
  readonly port: number;
}

const PACKET_MS = 20;
const SILENCE = 0xd5;

/** What a request that came in is answered with; undefined: nothing at all. */
export type Reply = { readonly status: number; readonly more?: readonly string[] } | undefined;

/** A SIP party of one dialog at a time that does what SIPp's cannot: it sends REFER, keeps its ACK back, sends nothing more. */
export class RawPhone {
  /** Every message that came in, with its moment (performance.now()). */
  readonly received: { readonly at: number; readonly text: string }[] = [];
  /** Packets of sound that came in since it was last set to 0. */
  heard = 0;
  /** Sends silence, 50 packets a second. */
  speaks = true;
  /** Acknowledges the 200 to its INVITE. */
  acknowledges = true;
  /** By method. */
  replies: Record<string, Reply> = {};
  readonly #sip: Socket;
  readonly #rtp: Socket;
  readonly #server: Address;
  readonly #account: Account | undefined;
  #far: Address | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #registration: string = randomUUID();
  #cseq = 1;
  #dialog = { id: '', local: '', remote: '', target: '' };
  #waiting: (() => void)[] = [];
  #packets = 0;

  private constructor(sip: Socket, rtp: Socket, server: Address, account: Account | undefined) {
    this.#sip = sip;
    this.#rtp = rtp;
    this.#server = server;
    this.#account = account;
    sip.on('message', (data) => this.#take(data.toString()));
    rtp.on('message', () => {
      this.heard += 1;
    });
    this.#timer = setInterval(() => this.#speak(), PACKET_MS);
  }

  static async open(server: Address, account?: Account): Promise<RawPhone> {
    const sockets = [createSocket('udp4'), createSocket('udp4')] as const;
    for (const socket of sockets) {
      // the trunk is known by its address
      socket.bind(0, account ? server.host : '127.0.0.2');
      await once(socket, 'listening');
    }
    return new RawPhone(sockets[0], sockets[1], server, account);
  }

  /** Power is lost: nothing more comes from it, no BYE either. */
  die(): void {
    clearInterval(this.#timer);
    for (const socket of [this.#sip, this.#rtp]) {
      socket.removeAllListeners('message');
      socket.close();
    }
  }

  /** A message that came in since `from`, or comes within the time. */
  async message(is: (text: string) => boolean, withinMs = 10_000, from = 0): Promise<string> {
    const until = performance.now() + withinMs;
    for (;;) {
      const found = this.received.find(({ at, text }) => at >= from && is(text));
      if (found) return found.text;
      const left = until - performance.now();
      if (left <= 0)
        throw new Error(
          `did not come; came: ${this.received.map(({ text }) => text.split('\r\n')[0]).join(' | ')}`,
        );
      await new Promise<void>((done) => {
        const timer = setTimeout(done, left);
        this.#waiting.push(() => {
          clearTimeout(timer);
          done();
        });
      });
    }
  }

  async register(expires = 120): Promise<void> {
    const id = this.#registration;
    const user = this.#account?.user;
    const me = `<sip:${user}@${this.#server.host}>`;
    const head = { uri: `sip:${this.#server.host}`, from: `${me};tag=r`, to: me, id };
    await this.#authenticated('REGISTER', head, [`Expires: ${expires}`]);
  }

  /** Calls; resolves with the final response. */
  async call(to: string, from = this.#account?.user ?? '13800138000'): Promise<number> {
    const uri = `sip:${to}@${this.#server.host}:${this.#server.port}`;
    const head = {
      uri,
      from: `<sip:${from}@${this.#server.host}>;tag=${randomUUID()}`,
      to: `<${uri}>`,
      id: randomUUID(),
    };
    const answer = await this.#authenticated('INVITE', head, [], this.#sdp('sendrecv'));
    const target = /<([^>]+)>/.exec(headerOf(answer, 'Contact'))?.[1] ?? uri;
    this.#dialog = { id: head.id, local: head.from, remote: headerOf(answer, 'To'), target };
    this.#reach(answer);
    return statusOf(answer);
  }

  /** A request in the dialog; resolves with the status of its final response. */
  async inDialog(
    method: string,
    more: readonly string[] = [],
    body = '',
    withinMs = 10_000,
  ): Promise<number> {
    const { id, local: from, remote: to, target: uri } = this.#dialog;
    const answer = await this.#request(method, { uri, from, to, id }, more, body, withinMs);
    if (method === 'INVITE') this.#ack({ uri, from, to, id });
    return statusOf(answer);
  }

  hold(direction = 'sendonly'): Promise<number> {
    return this.inDialog('INVITE', [], this.#sdp(direction));
  }

  resume(): Promise<number> {
    return this.hold('sendrecv');
  }

  #sdp(direction: string): string {
    return sdpOf(this.#rtp.address(), this.#cseq, direction);
  }

  #reach(text: string): void {
    const [, host] = /^c=IN IP4 (\S+)/m.exec(text) ?? [];
    const [, port] = /^m=audio (\d+)/m.exec(text) ?? [];
    if (host && port) this.#far = { host, port: Number(port) };
  }

  #speak(): void {
    if (!this.speaks || !this.#far) return;
    const packet = Buffer.alloc(172, SILENCE);
    packet.writeUInt16BE(0x8008, 0);
    packet.writeUInt16BE(++this.#packets & 0xffff, 2);
    packet.writeUInt32BE(this.#packets * 160, 4);
    packet.writeUInt32BE(1, 8);
    this.#rtp.send(packet, this.#far.port, this.#far.host);
  }

  #send(lines: readonly string[], body = ''): void {
    const type = body ? ['Content-Type: application/sdp'] : [];
    const head = [...lines, ...type, `Content-Length: ${Buffer.byteLength(body)}`];
    this.#sip.send(`${head.join('\r\n')}\r\n\r\n${body}`, this.#server.port, this.#server.host);
  }

  #head(method: string, { uri, from, to, id }: Head, cseq: number): string[] {
    const { address, port } = this.#sip.address();
    const user = this.#account ? `${this.#account.user}@` : '';
    return [
      `${method} ${uri} SIP/2.0`,
      `Via: SIP/2.0/UDP ${address}:${port};rport;branch=z9hG4bK${randomUUID()}`,
      'Max-Forwards: 70',
      `From: ${from}`,
      `To: ${to}`,
      `Call-ID: ${id}`,
      `CSeq: ${cseq} ${method}`,
      `Contact: <sip:${user}${address}:${port}>`,
    ];
  }

  async #request(
    method: string,
    head: Head,
    more: readonly string[],
    body: string,
    withinMs = 10_000,
  ): Promise<string> {
    const cseq = ++this.#cseq;
    this.#send([...this.#head(method, head, cseq), ...more], body);
    const mine = `${cseq} ${method}`;
    return await this.message(
      (text) =>
        statusOf(text) >= 200 && headerOf(text, 'CSeq') === mine && headerOf(text, 'Call-ID') === head.id,
      withinMs,
    );
  }

  async #authenticated(method: string, head: Head, more: readonly string[], body = ''): Promise<string> {
    const first = await this.#request(method, head, more, body);
    if (statusOf(first) !== 401 || !this.#account) {
      if (method === 'INVITE' && (this.acknowledges || statusOf(first) >= 300))
        this.#ack({ ...head, to: headerOf(first, 'To') });
      return first;
    }
    if (method === 'INVITE') this.#ack({ ...head, to: headerOf(first, 'To') });
    const digest = digestOf(first, method, head.uri, this.#account);
    const second = await this.#request(method, head, [...more, digest], body);
    if (method === 'INVITE') this.#ack({ ...head, to: headerOf(second, 'To') });
    return second;
  }

  #ack(head: Head): void {
    this.#send(this.#head('ACK', head, this.#cseq));
  }

  #take(text: string): void {
    this.received.push({ at: performance.now(), text });
    if (statusOf(text) === 0) this.#answer(text);
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #answer(text: string): void {
    const method = methodOf(text);
    if (method === 'ACK') return;
    const reply = method in this.replies ? this.replies[method] : { status: 200 };
    if (!reply) return;
    const tag = /;tag=/.test(headerOf(text, 'To')) ? '' : ';tag=me';
    const to = `${headerOf(text, 'To')}${tag}`;
    const vias = [...text.matchAll(/^Via: .*$/gim)].map(([line]) => line.trim());
    const { address, port } = this.#sip.address();
    const lines = [
      `SIP/2.0 ${reply.status} Reply`,
      ...vias,
      `From: ${headerOf(text, 'From')}`,
      `To: ${to}`,
      `Call-ID: ${headerOf(text, 'Call-ID')}`,
      `CSeq: ${headerOf(text, 'CSeq')}`,
      `Contact: <sip:${this.#account?.user ?? 'caller'}@${address}:${port}>`,
      ...(reply.more ?? []),
    ];
    if (method === 'INVITE' && reply.status === 200) {
      this.#reach(text);
      const target = /<([^>]+)>/.exec(headerOf(text, 'Contact'))?.[1] ?? '';
      this.#dialog = { id: headerOf(text, 'Call-ID'), local: to, remote: headerOf(text, 'From'), target };
      this.#send(lines, this.#sdp('sendrecv'));
    } else this.#send(lines);
  }
}
