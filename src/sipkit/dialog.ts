import { parseSdp } from './sdp.ts';
import { body, cseqOf, header, methodOf, type SipMessage, statusOf, uriIn, userIn } from './sip-message.ts';
import type { Instant, LegEnd, LegEvent } from './types.ts';

/**
 * `calling`: outgoing, nothing has come back; `early`: outgoing with a provisional response, or incoming; `unconfirmed`: answered, no
 * ACK yet; `reinviting`: our re-INVITE is under way; `reinvited`: theirs; `ending`: our BYE is out.
 */
export type DialogState =
  | 'calling'
  | 'early'
  | 'unconfirmed'
  | 'talking'
  | 'reinviting'
  | 'reinvited'
  | 'ending'
  | 'ended';

/** What a message meant: an event of the leg, or that our re-INVITE was refused. */
export type Change = LegEvent | { readonly name: 'reinviteRefused'; readonly status: number };

/** One call's SIP dialog as its messages tell it; it sends nothing itself. */
export class Dialog {
  readonly direction: 'incoming' | 'outgoing';
  readonly invite: SipMessage;
  state: DialogState;
  /** From and To as the party itself writes them in its requests, and where its requests go. */
  local: string;
  remote: string;
  target: string;
  /** Highest CSeq of the party's own requests. */
  cseq: number;
  /** Via of the INVITE that was sent last: a CANCEL must have the same. */
  via = '';
  /** Set by whoever sends CANCEL or a re-INVITE. */
  cancelling = false;
  wanted: 'held' | 'resumed' | undefined;
  /** We sent a final response to the INVITE that came in. */
  finallyAnswered = false;
  #challenges = 0;
  #byeAt: Instant = 0;
  #farCseq = 0;
  readonly #once = new Set<string>();

  /** From the INVITE that began it. */
  constructor(invite: SipMessage) {
    this.invite = invite;
    this.direction = invite.sent ? 'outgoing' : 'incoming';
    this.state = invite.sent ? 'calling' : 'early';
    this.local = header(invite, invite.sent ? 'From' : 'To');
    this.remote = header(invite, invite.sent ? 'To' : 'From');
    this.target = invite.sent ? '' : uriIn(header(invite, 'Contact'));
    this.cseq = invite.sent ? cseqOf(invite) : 0;
    this.#farCseq = invite.sent ? 0 : cseqOf(invite);
    this.via = header(invite, 'Via');
  }

  get from(): string {
    return userIn(header(this.invite, 'From'));
  }

  get to(): string {
    return userIn(this.invite.text.split(' ', 2)[1] ?? '');
  }

  /** What the message changed, in order; empty for retransmissions and for what is of no account. */
  take(message: SipMessage): Change[] {
    const status = statusOf(message);
    // After a CANCEL its 487 goes out when all else is over.
    this.finallyAnswered ||= message.sent && status >= 200 && methodOf(message) === 'INVITE';
    if (this.state === 'ended') return [];
    if (status === 0) return message.sent ? this.#sentRequest(message) : this.#receivedRequest(message);
    const method = methodOf(message);
    if (method === 'INVITE')
      return message.sent ? this.#sentAnswer(message, status) : this.#gotAnswer(message, status);
    if (method === 'BYE' && !message.sent && status >= 200) {
      return this.#end(message, { how: 'bye', by: 'here' }, this.#byeAt);
    }
    return [];
  }

  #sentRequest(message: SipMessage): Change[] {
    const method = methodOf(message);
    if (method === 'INVITE') {
      this.cseq = Math.max(this.cseq, cseqOf(message));
      this.via = header(message, 'Via');
      if (this.state === 'talking') this.state = 'reinviting';
    } else if (method === 'ACK') {
      if (this.state === 'unconfirmed' || (this.state === 'reinviting' && this.wanted === undefined))
        this.state = 'talking';
    } else if (method === 'BYE' && this.state !== 'ending') {
      this.#byeAt = message.at;
      this.state = 'ending';
    }
    return [];
  }

  #receivedRequest(message: SipMessage): Change[] {
    switch (methodOf(message)) {
      case 'BYE':
        return this.#end(message, { how: 'bye', by: 'far' });
      case 'CANCEL':
        return this.state === 'early' ? this.#end(message, { how: 'cancelled', by: 'far' }) : [];
      case 'ACK':
        if (this.state === 'unconfirmed' || this.state === 'reinvited') this.state = 'talking';
        return [];
      case 'INVITE': {
        if (cseqOf(message) <= this.#farCseq) return [];
        this.#farCseq = cseqOf(message);
        if (this.state === 'talking') this.state = 'reinvited';
        const direction = parseSdp(body(message))?.direction ?? 'sendrecv';
        return [{ name: 'reinvited', at: message.at, message: message.text, direction }];
      }
      default:
        return [];
    }
  }

  /** We answered an INVITE. */
  #sentAnswer(message: SipMessage, status: number): Change[] {
    if (this.direction === 'outgoing' || this.state !== 'early') return [];
    if (status === 180) return this.#first('ringing', message);
    if (status === 183) return this.#first('progress', message);
    if (status >= 300) return this.#end(message, { how: 'refused', by: 'here', status });
    if (status !== 200) return [];
    this.state = 'unconfirmed';
    this.local = header(message, 'To');
    return this.#first('answered', message);
  }

  /** An INVITE of ours was answered. */
  #gotAnswer(message: SipMessage, status: number): Change[] {
    // 401 and 407 once are part of the way: SIPp repeats the request with a digest.
    if ((status === 401 || status === 407) && this.#challenges++ === 0) return [];
    if (this.state === 'reinviting') return this.#gotReinviteAnswer(message, status);
    if (this.state !== 'calling' && this.state !== 'early') return [];
    if (status < 200) this.state = 'early';
    if (status === 180) return this.#first('ringing', message);
    if (status === 183) return this.#first('progress', message);
    if (status < 200) return [];
    if (status >= 300) {
      const cancelled = status === 487 && this.cancelling;
      return this.#end(
        message,
        cancelled ? { how: 'cancelled', by: 'here' } : { how: 'refused', by: 'far', status },
      );
    }
    this.state = 'unconfirmed';
    this.remote = header(message, 'To');
    this.target = uriIn(header(message, 'Contact'));
    return this.#first('answered', message);
  }

  #gotReinviteAnswer(message: SipMessage, status: number): Change[] {
    const name = this.wanted;
    if (status < 200 || name === undefined) return [];
    this.wanted = undefined;
    this.#challenges = 0;
    return [
      status === 200 ? { name, at: message.at, message: message.text } : { name: 'reinviteRefused', status },
    ];
  }

  #first(name: 'ringing' | 'progress' | 'answered', message: SipMessage): Change[] {
    if (this.#once.has(name)) return [];
    this.#once.add(name);
    return [{ name, at: message.at, message: message.text }];
  }

  #end(message: SipMessage, end: LegEnd, at: Instant = message.at): Change[] {
    this.state = 'ended';
    return [{ name: 'ended', at, message: message.text, end }];
  }
}
