import { callsIn, callsOut } from './scenario-calls.ts';
import type { ScenarioOptions } from './scenario-options.ts';
import {
  awaitOneOf,
  challenges,
  harmless,
  label,
  refusals,
  reply,
  request,
  response,
  take,
} from './scenario-parts.ts';
import { Requests } from './scenario-requests.ts';
import type { Address, RefusalStatus } from './types.ts';

/**
 * Commands to a running scenario: SIP requests with methods of our own, sent to SIPp's socket with the Call-ID of the call they are
 * for (SIPp hands a message to a call by that alone). Their headers say what SIPp is to put into the message it sends then.
 */
export type StationCommand =
  | 'X-REGISTER'
  | 'X-DIAL'
  | 'X-CANCEL'
  | 'X-RING'
  | 'X-PROGRESS'
  | 'X-ANSWER'
  | `X-REFUSE-${RefusalStatus}`
  | 'X-BYE'
  | 'X-REINVITE';

/** Where a request that changes nothing may come in. */
const PLACES = [
  'incoming',
  'answering',
  'refusing',
  'talking',
  'invited-in',
  'bye-waiting',
  'cancelling',
  'dial-waiting',
  'dial-again',
  'reinvite-waiting',
  'reinvite-again',
  'end',
];

/** SIPp's scenario of a station: any number of calls in and out, each steered by commands. */
export function stationScenario(options: ScenarioOptions): string {
  const requests = new Requests(options);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<scenario name="station">',
    start(options.server),
    registration(requests),
    callsOut(requests),
    callsIn(requests),
    talking(requests),
    ...PLACES.flatMap((place) => [label(`ok-${place}`), reply('200 OK', place)]),
    label('end'),
    '<nop/>',
    '</scenario>',
  ].join('\n');
}

/** What a new call can begin with. */
function start(dest: Address): string {
  return awaitOneOf(
    'start',
    request(
      'X-REGISTER',
      'register',
      take(['Uri', 'From', 'To', 'CSeq', 'Again', 'Branch', 'Expires'], { dest }),
    ),
    request('X-DIAL', 'dial', take(['Uri', 'From', 'To', 'CSeq', 'Again', 'Branch'], { body: true, dest })),
    request('INVITE', 'incoming'),
    harmless('end'),
  );
}

function registration(requests: Requests): string {
  const expires = ['Expires: [$Expires]'];
  return [
    label('register'),
    requests.compose('REGISTER', 'registering', { more: expires, retransmit: true }),
    awaitOneOf(
      'registering',
      response(100, 'registering'),
      response(200, 'end'),
      challenges('register-digest'),
      refusals('end'),
    ),
    label('register-digest'),
    requests.compose('REGISTER', 'registering-again', { more: [...expires, requests.digest()], again: true }),
    awaitOneOf(
      'registering-again',
      response(100, 'registering-again'),
      response(200, 'end'),
      // to the first request, which may have been repeated, or a refusal: the station tells them apart
      challenges('registering-again'),
      refusals('end'),
    ),
  ].join('\n');
}

/** A call that is up: what the far end may ask, what we may be told to do. */
function talking(requests: Requests): string {
  return [
    awaitOneOf(
      'talking',
      request('BYE', 'bye-in'),
      request('INVITE', 'invite-in'),
      request('ACK', 'talking'),
      request('X-BYE', 'bye', take(['Uri', 'From', 'To', 'CSeq', 'Branch'])),
      request(
        'X-REINVITE',
        'reinvite',
        take(['Uri', 'From', 'To', 'CSeq', 'Again', 'Branch'], { body: true }),
      ),
      harmless('talking'),
    ),
    label('invite-in'),
    requests.accept('invited-in'),
    awaitOneOf('invited-in', request('ACK', 'talking'), request('BYE', 'bye-in'), harmless('invited-in')),
    requests.invite('reinvite', 'talking', [request('BYE', 'bye-in'), request('INVITE', 'glare')]),
    label('glare'),
    reply('491 Request Pending', 'reinvite-waiting'),
    label('bye'),
    requests.compose('BYE', 'bye-waiting'),
    awaitOneOf(
      'bye-waiting',
      response(100, 'bye-waiting'),
      response(200, 'end'),
      request('BYE', 'ok-bye-waiting'),
      challenges('end'),
      refusals('end'),
    ),
    label('bye-in'),
    reply('200 OK', 'end'),
  ].join('\n');
}
