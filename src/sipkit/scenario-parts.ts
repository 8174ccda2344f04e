import type { Address } from './types.ts';

/** Headers of a command, as `X-Uri: ...`. `Again` is the CSeq to use should the server want a digest. */
export type Heading = 'Uri' | 'From' | 'To' | 'CSeq' | 'Again' | 'Branch' | 'Via' | 'Expires';

/** Statuses that end a request of ours without success: SIPp wants each named. */
const REFUSALS = [
  300, 301, 302, 305, 380, 400, 402, 403, 404, 405, 406, 408, 410, 413, 414, 415, 416, 420, 421, 423, 480,
  481, 482, 483, 484, 485, 486, 487, 488, 489, 491, 493, 500, 501, 502, 503, 504, 505, 513, 580, 600, 603,
  604, 606,
];

/** Requests that are answered 200 without a body and change nothing. */
const HARMLESS = ['INFO', 'UPDATE', 'OPTIONS', 'NOTIFY', 'MESSAGE'];

export const label = (id: string): string => `<label id="${id}"/>`;
const recv = (what: string, next: string, action = ''): string =>
  `<recv ${what} optional="true" next="${next}">${action}</recv>`;
export const request = (method: string, next: string, action?: string): string =>
  recv(`request="${method}"`, next, action);
export const response = (status: number, next: string, action?: string): string =>
  recv(`response="${status}"`, next, action);
export const refusals = (next: string): string => REFUSALS.map((status) => response(status, next)).join('\n');
export const challenges = (next: string): string =>
  [401, 407].map((status) => recv(`response="${status}" auth="true"`, next)).join('\n');
export const harmless = (back: string): string =>
  HARMLESS.map((method) => request(method, `ok-${back}`)).join('\n');

/** SIPp wants every list of alternatives to end in one that is not optional: one that never comes. */
export const awaitOneOf = (id: string, ...alternatives: string[]): string =>
  [label(id), ...alternatives, '<recv request="X-NEVER"/>'].join('\n');

/** Takes a command's headers into variables of the same names, and with `body` its body into `sdp`. */
export function take(headings: readonly Heading[], then: { body?: boolean; dest?: Address } = {}): string {
  const parts = headings.map(
    (name) =>
      `<ereg regexp="[^ ].*" search_in="hdr" header="X-${name}:" check_it="true" assign_to="${name}"/>`,
  );
  if (then.body === true) parts.push('<ereg regexp=".*" search_in="body" check_it="true" assign_to="sdp"/>');
  // A call that a command began would talk to whoever sent the command.
  if (then.dest) parts.push(`<setdest host="${then.dest.host}" port="${then.dest.port}" protocol="UDP"/>`);
  return `<action>${parts.join('')}</action>`;
}

export interface SendOptions {
  readonly body?: boolean;
  readonly retransmit?: boolean;
}

/**
 * Sends, then goes on at `next`. (Not by a `<nop next>` of its own: SIPp may take in a message before it carries a nop out,
 * and would find it unexpected there.)
 *
 * `retransmit` is for what begins a call, where nobody may be there yet. SIPp sends nothing else before a message with it has its
 * response: in a call it could not answer the far end's BYE meanwhile. On loopback nothing is lost.
 */
export function sendMessage(head: readonly string[], next: string, options: SendOptions = {}): string {
  const type = options.body === true ? ['Content-Type: application/sdp'] : [];
  const lines = [...head, ...type, 'Content-Length: [len]', '', options.body === true ? '[$sdp]' : ''];
  const retransmit = options.retransmit === true ? ' retrans="500"' : '';
  return `<send next="${next}"${retransmit}><![CDATA[\n\n${lines.join('\n')}\n]]></send>`;
}

/** A response to the request received last. */
export const reply = (status: string, next: string): string =>
  sendMessage(
    [`SIP/2.0 ${status}`, '[last_Via:]', '[last_From:]', '[last_To:]', '[last_Call-ID:]', '[last_CSeq:]'],
    next,
  );

/** Where the requests of the dialog go: the Contact of a 200. */
export function takeTarget(more = ''): string {
  return `<action><ereg regexp="sip:[^&gt;]*" search_in="hdr" header="Contact:" assign_to="target"/>${more}</action>`;
}
