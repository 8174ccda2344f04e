import type { Instant } from './types.ts';

/** A SIP message as SIPp logged it. */
export interface SipMessage {
  readonly at: Instant;
  readonly sent: boolean;
  readonly text: string;
}

/** Value of the first header of that name; empty when there is none. */
export function header(message: SipMessage, name: string): string {
  const head = message.text.split('\r\n\r\n', 1)[0] ?? '';
  const prefix = `${name.toLowerCase()}:`;
  const line = head.split('\r\n').find((each) => each.toLowerCase().startsWith(prefix));
  return line === undefined ? '' : line.slice(prefix.length).trim();
}

export function body(message: SipMessage): string {
  const end = message.text.indexOf('\r\n\r\n');
  return end < 0 ? '' : message.text.slice(end + 4);
}

/** Status of a response; 0 for a request. */
export function statusOf(message: SipMessage): number {
  return message.text.startsWith('SIP/2.0 ') ? Number(message.text.slice(8, 11)) : 0;
}

/** Method of a request, or of the request that a response is to. */
export function methodOf(message: SipMessage): string {
  if (statusOf(message) === 0) return message.text.split(' ', 1)[0] ?? '';
  return header(message, 'CSeq').split(' ')[1] ?? '';
}

export function cseqOf(message: SipMessage): number {
  return Number(header(message, 'CSeq').split(' ')[0]);
}

/** The address inside a From, To or Contact header, without brackets and the header's own parameters. */
export function uriIn(value: string): string {
  return /<([^>]*)>/.exec(value)?.[1] ?? value.split(';', 1)[0] ?? '';
}

/** User part of a SIP address, `%23` and the like undone. */
export function userIn(value: string): string {
  return decodeURIComponent(/sips?:([^@;>]*)@/.exec(value)?.[1] ?? '');
}

/** A user part as a SIP address can hold it: `*31` stays as it is, `#` does not. */
export function asUser(number: string): string {
  return number.replaceAll(/[^\w*+.!~'()$&=-]/g, encodeURIComponent);
}
