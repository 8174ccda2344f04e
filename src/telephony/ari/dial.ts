import { setTimeout as pause } from 'node:timers/promises';
import type { CallerId, Command } from '../../core/commands.ts';
import type { LegId } from '../../core/ids.ts';
import { TelephonyError } from '../../engine/ports.ts';
import { messageOf } from '../../util/errors.ts';
import type { AriConnection } from './client.ts';
import type { AriContext } from './context.ts';
import { agentEndpoint, callerIdOf, customerEndpoint } from './dial-string.ts';
import { idInUse, isRefusal, unlessGone } from './errors.ts';
import type { OutgoingRoute } from './options.ts';
import { TALK_DETECTION } from './talk-detection.ts';

type Dial = Extract<Command, { do: 'dial' }>;

/** Where a leg goes, and as whom. */
interface Call {
  readonly endpoint: string;
  readonly callerId: CallerId;
  readonly toCustomer: boolean;
}

/** Q.850 "subscriber absent": the cause for a phone that is not registered. Asterisk makes no channel for it, so it gives no cause. */
const SUBSCRIBER_ABSENT = 20;

/** A phone that sends its call on (302) is not followed: Asterisk would dial where it says through the dialplan, into the company's own lines, past
 * the rules of dialling. No context has this name. */
const NO_REDIRECT = { FORWARD_CONTEXT: 'sansheng-follows-no-redirect' };

/** What Asterisk does about the transfer key (REFER) of an agent's phone: by itself it would send the customer through the dialplan, and finds no
 * context of this name. */
const NO_TRANSFER = { TRANSFER_CONTEXT: 'sansheng-transfers-nobody' };
/** It reports the key, and does no more. */
const OWN_TRANSFER = { 'PJSIP_TRANSFER_HANDLING()': 'ari-only' };

/** How often, and at which interval, a channel is made anew whose id Asterisk has not given free yet. */
const FREE_TRIES = 25;
const FREE_PAUSE_MS = 20;

/** Carries out `dial`: an agent's phone, or a customer by the first trunk that takes the call. */
export async function dial(context: AriContext, asterisk: AriConnection, command: Dial): Promise<void> {
  const { leg, to } = command;
  if (context.legs.has(leg)) throw idInUse(`leg ${leg}`);
  if ('agent' in to) {
    const call = { endpoint: agentEndpoint(to.agent), callerId: command.callerId, toCustomer: false };
    return originate(context, asterisk, command, call);
  }
  const routes = context.dialling.routes(command.callerId.number, to.customer);
  await dialCustomer(context, asterisk, command, routes);
}

async function dialCustomer(
  context: AriContext,
  asterisk: AriConnection,
  command: Dial,
  routes: readonly OutgoingRoute[],
): Promise<void> {
  const [route] = routes;
  if (!route) return;
  const { leg } = command;
  const end = () => {
    // it may have been answered, or have ended, at this moment
    void unlessGone(asterisk.request('channels', 'hangup', { channelId: leg })).catch(() => undefined);
  };
  const callBy = (rest: readonly OutgoingRoute[]) => void dialNext(context, command, rest);
  const endpoint = customerEndpoint(route.number, route.trunk);
  context.failover.begin(leg, routes, callBy, end);
  try {
    const callerId = { ...command.callerId, number: route.callerId };
    await originate(context, asterisk, command, { endpoint, callerId, toCustomer: true });
  } catch (error) {
    context.failover.drop(leg);
    throw error;
  }
}

/** The engine waits for the leg, and takes it for one that is being dialled. It may end it meanwhile. */
async function dialNext(context: AriContext, command: Dial, routes: readonly OutgoingRoute[]): Promise<void> {
  const { leg } = command;
  const { failover } = context;
  for (let left = FREE_TRIES; failover.wants(leg); left -= 1) {
    try {
      await dialCustomer(context, context.connection(), command, routes);
      if (!context.legs.has(leg) || !context.legs.isLeaving(leg)) return;
      // Asterisk did not know it yet as the engine ended it
      await unlessGone(context.connection().request('channels', 'hangup', { channelId: leg }));
      return;
    } catch (error) {
      if (left === 0 || !isRefusal(error, /already exists/)) {
        context.log.warn('a customer could not be called by the next trunk', { cause: messageOf(error) });
        context.report({ type: 'legEnded', leg, how: 'ended', cause: 0 });
        return;
      }
    }
    await pause(FREE_PAUSE_MS);
  }
  context.report({ type: 'legEnded', leg, how: 'ended', cause: 0 });
}

async function originate(
  context: AriContext,
  asterisk: AriConnection,
  { leg, giveUpMs, listen }: Dial,
  { endpoint, callerId, toCustomer }: Call,
): Promise<void> {
  context.legs.expect(leg, toCustomer);
  try {
    await asterisk.request('channels', 'originate', {
      channelId: leg,
      endpoint,
      app: context.app,
      appArgs: 'dialled',
      callerId: callerIdOf(callerId),
      timeout: Math.ceil(giveUpMs / 1000),
      variables: {
        ...(listen && { [TALK_DETECTION.variable]: TALK_DETECTION.value }),
        ...NO_REDIRECT,
        ...(toCustomer ? {} : NO_TRANSFER),
        ...(!toCustomer && context.dialling.transferKey && OWN_TRANSFER),
      },
    });
  } catch (error) {
    if (error instanceof TelephonyError && error.code === 'TIMED_OUT') {
      // It is unknown whether the phone rings. The leg stays known, so that its events are reported, and is ended. That
      // this request fails too is likely and adds nothing to the first error.
      context.legs.markEnding(leg);
      await unlessGone(asterisk.request('channels', 'hangup', { channelId: leg })).catch(() => undefined);
      throw error;
    }
    context.legs.forget(leg);
    if (error instanceof TelephonyError && error.code === 'LINK_DOWN') throw unknownDial(leg);
    if (!isRefusal(error, /Allocation failed/)) throw error;
    // of a customer: Asterisk knows no way to the trunk
    const how = toCustomer ? 'trunkRefused' : 'unreachable';
    context.report({ type: 'legEnded', leg, how, cause: SUBSCRIBER_ABSENT });
  }
}

/** The link was lost before Asterisk answered: the phone may ring. It is ended as a leg without an owner when the link is back. */
function unknownDial(leg: LegId): TelephonyError {
  const cure = 'Wait while Asterisk restarts; otherwise look into its log';
  return new TelephonyError('TIMED_OUT', `the link was lost while Asterisk was asked to dial ${leg}`, cure);
}
