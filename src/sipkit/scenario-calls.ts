import {
  awaitOneOf,
  harmless,
  label,
  refusals,
  request,
  response,
  sendMessage,
  take,
  takeTarget,
} from './scenario-parts.ts';
import type { Requests } from './scenario-requests.ts';
import type { RefusalStatus } from './types.ts';

/** What a party can refuse a call with: SIPp takes no variable for a status. */
const STATUSES: readonly (readonly [RefusalStatus, string])[] = [
  [404, 'Not Found'],
  [410, 'Gone'],
  [480, 'Temporarily Unavailable'],
  [484, 'Address Incomplete'],
  [486, 'Busy Here'],
  [487, 'Request Terminated'],
  [500, 'Server Internal Error'],
  [503, 'Service Unavailable'],
  [603, 'Decline'],
];

/** From `dial` until the call is up, refused or cancelled. */
export function callsOut(requests: Requests): string {
  const late = '<ereg regexp="INVITE" search_in="hdr" header="CSeq:" assign_to="late"/>';
  return [
    requests.invite('dial', 'end', [request('X-CANCEL', 'cancel', take(['Via', 'CSeq']))]),
    label('cancel'),
    // The CANCEL is answered 200, then the INVITE 487; or the INVITE's own 200 was on its way already.
    requests.compose('CANCEL', 'cancelling', { via: '[$Via]' }),
    awaitOneOf(
      'cancelling',
      ...[100, 180, 181, 182, 183].map((status) => response(status, 'cancelling')),
      response(200, 'cancel-200', takeTarget(late)),
      refusals('dial-refused'),
      harmless('cancelling'),
    ),
    label('cancel-200'),
    '<nop next="dial-answered" test="late"/>',
    '<nop next="cancelling"/>',
  ].join('\n');
}

/** From the INVITE that came in until the call is up, refused or cancelled. */
export function callsIn(requests: Requests): string {
  const ofInvite = ['Via', 'From', 'To', 'CSeq'] as const;
  const headers = ['Via: [$Via]', 'From: [$From]', 'To: [$To]', 'Call-ID: [call_id]', 'CSeq: [$CSeq] INVITE'];
  return [
    awaitOneOf(
      'incoming',
      request('X-RING', 'ring', take(ofInvite)),
      request('X-PROGRESS', 'progress', take(ofInvite, { body: true })),
      request('X-ANSWER', 'answer', take(ofInvite, { body: true })),
      ...STATUSES.map(([status]) => request(`X-REFUSE-${status}`, `refuse-${status}`, take(ofInvite))),
      // The 487 to the INVITE is the X-REFUSE-487 that follows: only a command has the INVITE's headers.
      request('CANCEL', 'ok-incoming'),
      harmless('incoming'),
    ),
    label('ring'),
    sendMessage(['SIP/2.0 180 Ringing', ...headers, requests.contact], 'incoming'),
    label('progress'),
    sendMessage(['SIP/2.0 183 Session Progress', ...headers, requests.contact], 'incoming', { body: true }),
    label('answer'),
    sendMessage(['SIP/2.0 200 OK', ...headers, requests.contact], 'answering', { body: true }),
    awaitOneOf(
      'answering',
      request('ACK', 'talking'),
      request('BYE', 'bye-in'),
      request('CANCEL', 'ok-answering'),
      harmless('answering'),
    ),
    ...STATUSES.flatMap(([status, reason]) => [
      label(`refuse-${status}`),
      sendMessage([`SIP/2.0 ${status} ${reason}`, ...headers], 'refusing'),
    ]),
    awaitOneOf('refusing', request('ACK', 'end'), request('CANCEL', 'ok-refusing')),
  ].join('\n');
}
