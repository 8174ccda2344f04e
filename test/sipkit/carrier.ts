import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type Address, openRtpEndpoint, type RtpEndpoint } from '../../src/sipkit/index.ts';
import { formatSdp, parseSdp } from '../../src/sipkit/sdp.ts';
import { header, methodOf, type SipMessage, statusOf, uriIn } from '../../src/sipkit/sip-message.ts';

/** What the carrier says to a call: a final status, or nothing at all. 200 takes it. */
export type CarrierReply = number | 'nothing';

/** A call into the company, written as some carrier writes it. */
export interface CarrierInvite {
  /** The user part of the request URI, with all its parameters. */
  readonly user: string;
  /** The whole header, without a tag. */
  readonly from: string;
  readonly headers?: readonly string[];
  /** False: no telephone-event is offered. */
  readonly digits?: boolean;
}

const LIMIT_MS = 10_000;

/** A call with the carrier. */
export interface CarrierCall extends AsyncDisposable {
  readonly id: string;
  /** The INVITE that began it. */
  readonly invite: string;
  readonly rtp: RtpEndpoint;
  /** The requests within it, as they came. */
  readonly requests: readonly string[];
  /** The final status; rejects where none comes. */
  status(): Promise<number>;
  hangUp(): Promise<void>;
}

/** A carrier that says to a SIP call what it is told to, header by header: SIPp's parties are too well-mannered for that. */
export class Carrier implements AsyncDisposable {
  readonly address: Address;
  /** What it says to a call, by the number that is called. */
  reply: (number: string) => CarrierReply = () => 200;
  readonly #socket: Socket;
  readonly #server: Address;
  readonly #calls = new Map<string, Call>();

  private constructor(socket: Socket, server: Address) {
    this.#socket = socket;
    this.#server = server;
    const { address: host, port } = socket.address();
    this.address = { host, port };
    socket.on('message', (data, { address, port: from }) => {
      void this.#take(data.toString('utf8'), { host: address, port: from });
    });
  }

  /** Port 0: any that is free. */
  static async open(server: Address, { host = '127.0.0.2', port = 0 } = {}): Promise<Carrier> {
    const socket = createSocket('udp4').bind(port, host);
    await once(socket, 'listening');
    return new Carrier(socket, server);
  }

  /** The calls that came or were made, in their order. */
  get calls(): readonly CarrierCall[] {
    return [...this.#calls.values()];
  }

  /** Calls the company. Resolves as soon as the INVITE is out. */
  async call({ user, from, headers = [], digits = true }: CarrierInvite): Promise<CarrierCall> {
    const rtp = await openRtpEndpoint({ host: this.address.host });
    const uri = /^tel:/.test(user) ? user : `sip:${user}@${this.#server.host}:${this.#server.port}`;
    const offer = formatSdp(rtp.address, 1, 'sendrecv');
    const sdp = digits ? offer : offer.replace(/ 101$/m, '').replace(/a=(rtpmap|fmtp):101.*\r\n/g, '');
    const id = `${Math.random().toString(36).slice(2)}@carrier`;
    const call = new Call(this, id, rtp, { uri, from: `${from};tag=${id.slice(0, 8)}`, to: `<${uri}>` });
    this.#calls.set(id, call);
    call.invite = call.request('INVITE', [...headers, 'Content-Type: application/sdp'], sdp);
    return call;
  }

  send(text: string, to: Address = this.#server): void {
    this.#socket.send(text, to.port, to.host);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const call of this.#calls.values()) await call[Symbol.asyncDispose]();
    this.#socket.close();
  }

  async #take(text: string, from: Address): Promise<void> {
    const message: SipMessage = { at: 0, sent: false, text };
    const id = header(message, 'Call-ID');
    const method = methodOf(message);
    const known = this.#calls.get(id);
    if (statusOf(message) > 0) {
      if (method === 'INVITE') known?.answered(message);
      return;
    }
    known?.requests.push(text);
    if (method === 'ACK') return;
    if (method === 'INVITE') await this.#invited(message, from, known);
    else this.send(responseTo(message, 200), from);
  }

  /** A new call, or a re-INVITE. */
  async #invited(message: SipMessage, from: Address, known: Call | undefined): Promise<void> {
    const number = /sip:([^@;]*)/.exec(message.text)?.[1] ?? '';
    const again = header(message, 'To').includes(';tag=');
    // an INVITE that is sent once more gets the same
    const reply = again ? 200 : known ? (known.finalStatus ?? 'nothing') : this.reply(number);
    const rtp = known?.rtp ?? (await openRtpEndpoint({ host: this.address.host }));
    const id = header(message, 'Call-ID');
    if (!known) {
      const tag = header(message, 'To').includes(';tag=') ? '' : `;tag=${TAG}`;
      const call = new Call(this, id, rtp, {
        uri: uriIn(header(message, 'Contact')),
        from: `${header(message, 'To')}${tag}`,
        to: header(message, 'From'),
      });
      call.invite = message.text;
      call.finalStatus = reply === 'nothing' ? undefined : reply;
      this.#calls.set(id, call);
    }
    if (reply === 'nothing') return;
    const offer = parseSdp(message.text);
    if (reply !== 200 || !offer) return this.send(responseTo(message, reply), from);
    if (offer.address) rtp.sendTo(offer.address);
    this.send(responseTo(message, 200, this.address, formatSdp(rtp.address, 1, 'sendrecv', offer)), from);
  }
}

const TAG = 'carrier';

function responseTo(message: SipMessage, status: number, contact?: Address, sdp = ''): string {
  const names = ['From', 'Call-ID', 'CSeq'];
  const vias = message.text.split('\r\n').filter((line) => /^via:/i.test(line));
  const to = header(message, 'To');
  const lines = [
    `SIP/2.0 ${status} As told`,
    ...vias,
    ...names.map((name) => `${name}: ${header(message, name)}`),
    `To: ${to.includes(';tag=') ? to : `${to};tag=${TAG}`}`,
    ...(contact ? [`Contact: <sip:${contact.host}:${contact.port}>`] : []),
    ...(sdp ? ['Content-Type: application/sdp'] : []),
    ...(status === 401 ? ['WWW-Authenticate: Digest realm="carrier", nonce="1"'] : []),
    ...(status === 407 ? ['Proxy-Authenticate: Digest realm="carrier", nonce="1"'] : []),
  ];
  return `${lines.join('\r\n')}\r\nContent-Length: ${sdp.length}\r\n\r\n${sdp}`;
}

class Call implements CarrierCall {
  readonly id: string;
  readonly rtp: RtpEndpoint;
  readonly requests: string[] = [];
  invite = '';
  finalStatus: number | undefined;
  readonly #carrier: Carrier;
  readonly #dialog: { uri: string; from: string; to: string };
  #cseq = 0;
  #branch = '';

  constructor(
    carrier: Carrier,
    id: string,
    rtp: RtpEndpoint,
    dialog: { uri: string; from: string; to: string },
  ) {
    this.#carrier = carrier;
    this.id = id;
    this.rtp = rtp;
    this.#dialog = dialog;
  }

  async status(): Promise<number> {
    for (let left = LIMIT_MS; left > 0; left -= 20) {
      if (this.finalStatus !== undefined) return this.finalStatus;
      await pause(20);
    }
    throw new Error(`no final answer to ${this.invite.split('\r\n')[0]}`);
  }

  /** A response to our INVITE. */
  answered(message: SipMessage): void {
    const status = statusOf(message);
    if (status < 200) return;
    this.finalStatus ??= status;
    this.#dialog.to = header(message, 'To');
    if (status === 200) this.#dialog.uri = uriIn(header(message, 'Contact'));
    const far = parseSdp(message.text)?.address;
    if (far) this.rtp.sendTo(far);
    this.request('ACK');
  }

  async hangUp(): Promise<void> {
    const { finalStatus } = this;
    if (finalStatus === undefined) this.request('CANCEL');
    else if (finalStatus === 200) this.request('BYE');
    if (finalStatus === 200 || finalStatus === undefined) this.finalStatus = 487;
    await pause(50);
  }

  request(method: string, headers: readonly string[] = [], sdp = ''): string {
    const { host, port } = this.#carrier.address;
    const sameTransaction = method === 'CANCEL' || (method === 'ACK' && this.finalStatus !== 200);
    if (method !== 'ACK' && method !== 'CANCEL') this.#cseq += 1;
    if (!sameTransaction) this.#branch = `z9hG4bK${Math.random().toString(36).slice(2)}`;
    const { uri, from, to } = this.#dialog;
    const lines = [
      `${method} ${uri} SIP/2.0`,
      `Via: SIP/2.0/UDP ${host}:${port};branch=${this.#branch}`,
      'Max-Forwards: 70',
      `From: ${from}`,
      `To: ${to}`,
      `Call-ID: ${this.id}`,
      `CSeq: ${this.#cseq} ${method}`,
      `Contact: <sip:${host}:${port}>`,
      ...headers,
      `Content-Length: ${sdp.length}`,
    ];
    const text = `${lines.join('\r\n')}\r\n\r\n${sdp}`;
    this.#carrier.send(text);
    return text;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.hangUp();
    await this.rtp[Symbol.asyncDispose]();
  }
}
