import type { ScenarioOptions } from './scenario-options.ts';
import {
  awaitOneOf,
  challenges,
  harmless,
  label,
  refusals,
  response,
  sendMessage,
  takeTarget,
} from './scenario-parts.ts';

interface RequestOptions {
  readonly via?: string;
  /** The second attempt, with a digest: its own CSeq and branch. */
  readonly again?: boolean;
  readonly more?: readonly string[];
  readonly body?: boolean;
  /** Only for what begins a call: see `send`. */
  readonly retransmit?: boolean;
}

/** The requests a station sends, in SIPp's XML: what varies in them comes from the command's headers, as variables. */
export class Requests {
  readonly contact: string;
  readonly #options: ScenarioOptions;

  constructor(options: ScenarioOptions) {
    this.#options = options;
    const user = options.account === undefined ? '' : `${options.account.user}@`;
    this.contact = `Contact: <sip:${user}${options.local.host}:${options.local.port}>`;
  }

  compose(method: string, next: string, options: RequestOptions = {}): string {
    const again = options.again === true;
    const head = [
      `${method} [$Uri] SIP/2.0`,
      `Via: ${options.via ?? this.#via(again ? '-again' : '')}`,
      'Max-Forwards: 70',
      'From: [$From]',
      'To: [$To]',
      'Call-ID: [call_id]',
      `CSeq: [$${again ? 'Again' : 'CSeq'}] ${method}`,
      this.contact,
      ...(options.more ?? []),
    ];
    return sendMessage(head, next, { body: options.body === true, retransmit: options.retransmit === true });
  }

  /** An INVITE, its digest if that is wanted, its ACK; on to `talking`, or with a refusal and its ACK to `refused`. */
  invite(id: string, refused: string, alternatives: readonly string[]): string {
    return [
      label(id),
      this.compose('INVITE', `${id}-waiting`, { body: true, retransmit: id === 'dial' }),
      this.#invited(`${id}-waiting`, id, `${id}-digest`, alternatives),
      label(`${id}-digest`),
      this.#ackRefusal(`${id}-repeat`),
      label(`${id}-repeat`),
      '<nop><action><assignstr assign_to="CSeq" value="[$Again]"/></action></nop>',
      this.compose('INVITE', `${id}-again`, { body: true, again: true, more: [this.digest()] }),
      this.#invited(`${id}-again`, id, `${id}-refused`, alternatives),
      label(`${id}-refused`),
      this.#ackRefusal(refused),
      label(`${id}-answered`),
      this.#ack('-ack'),
    ].join('\n');
  }

  /** 200 with our SDP to the re-INVITE that came in. */
  accept(next: string): string {
    const echoed = ['[last_Via:]', '[last_From:]', '[last_To:]', '[last_Call-ID:]', '[last_CSeq:]'];
    return sendMessage(['SIP/2.0 200 OK', ...echoed, this.contact], next, { body: true });
  }

  digest(): string {
    const { user, secret } = this.#options.account ?? { user: 'nobody', secret: 'none' };
    return `[authentication username=${user} password=${secret}]`;
  }

  #invited(place: string, id: string, challenged: string, alternatives: readonly string[]): string {
    return awaitOneOf(
      place,
      ...[100, 180, 181, 182, 183].map((status) => response(status, place)),
      response(200, `${id}-answered`, takeTarget()),
      challenges(challenged),
      refusals(`${id}-refused`),
      ...alternatives,
      harmless(place),
    );
  }

  #ack(suffix: string): string {
    const head = ['ACK [$target] SIP/2.0', `Via: ${this.#via(suffix)}`, 'Max-Forwards: 70'];
    return sendMessage(
      [...head, '[last_From:]', '[last_To:]', '[last_Call-ID:]', 'CSeq: [$CSeq] ACK'],
      'talking',
    );
  }

  /** ACK to a refusal: Via and To are the response's (RFC 3261, 17.1.1.3). */
  #ackRefusal(next: string): string {
    const head = [
      'ACK [$Uri] SIP/2.0',
      '[last_Via:]',
      'Max-Forwards: 70',
      '[last_From:]',
      '[last_To:]',
      '[last_Call-ID:]',
    ];
    return sendMessage([...head, 'CSeq: [$CSeq] ACK'], next);
  }

  #via(suffix: string): string {
    const { host, port } = this.#options.local;
    return `SIP/2.0/UDP ${host}:${port};branch=z9hG4bK[$Branch]${suffix}`;
  }
}
