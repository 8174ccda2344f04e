import type { Command, HangUpReason } from '../../core/commands.ts';
import type { LegId } from '../../core/ids.ts';
import { TelephonyError, type TelephonyEvent } from '../../engine/ports.ts';
import type { AriConnection } from './client.ts';
import { callerIdOf, endpointOf } from './dial-string.ts';
import { idInUse, isRefusal, legGone, unlessGone } from './errors.ts';
import type { Legs } from './legs.ts';
import type { Playbacks } from './playbacks.ts';
import { record } from './record.ts';
import type { RingTimeouts } from './ring-timeouts.ts';

/** The one bridge in which all callers wait; each hears music of its own. */
export const WAITING_BRIDGE = 'sansheng-waiting';

/** What it takes to carry out a command. */
export interface AriContext {
  /** The link to Asterisk; throws TelephonyError LINK_DOWN where there is none. */
  connection(): AriConnection;
  readonly legs: Legs;
  readonly playbacks: Playbacks;
  readonly ringTimeouts: RingTimeouts;
  report(event: TelephonyEvent): void;
  readonly app: string;
  /** Absolute folder of the prompts. */
  readonly sounds: string;
  /** Name of the SIP endpoint that leads to the outside. */
  readonly trunk: string;
}

type CommandOf<K extends Command['do']> = Extract<Command, { do: K }>;

/** Q.850 "subscriber absent": the cause for a phone that is not registered. Asterisk makes no channel for it, so it gives no cause. */
const SUBSCRIBER_ABSENT = 20;

/** Makes Asterisk report when the party speaks. The party counts as silent after 800 ms of sound below 256 (mean amount of the
 * samples; in noise -42 dB of full scale). The dialplan sets the same for callers. */
const TALK_DETECTION = { 'TALK_DETECT(set)': '800,256' };

const REASONS: Record<HangUpReason, string> = {
  normal: 'normal',
  busy: 'busy',
  congestion: 'congestion',
  answeredElsewhere: 'answered_elsewhere',
  unallocated: 'unallocated',
};

/** A phone that sends its call on (302) is not followed: Asterisk would dial where it says through the dialplan, into the company's own lines, past
 * the rules of dialling. No context has this name. */
const NO_REDIRECT = { FORWARD_CONTEXT: 'sansheng-follows-no-redirect' };

/** Carries out one command: one request to Asterisk, three for `connect`, two for `record` and `answer`. Rejects with TelephonyError. */
export async function perform(context: AriContext, command: Command): Promise<void> {
  const asterisk = context.connection();
  switch (command.do) {
    case 'answer':
      await asterisk.request('channels', 'answer', { channelId: command.leg });
      // not before: who is not answered because the engine has ended is taken back by the dialplan. And before anything is played:
      // while a prompt plays Asterisk does nothing else for a leg, so the timeout would cut it off
      await context.ringTimeouts.clear(asterisk, command.leg);
      return;
    case 'dial':
      return dial(context, asterisk, command);
    case 'wait': {
      // Without the role there is no music in a holding bridge. It is dropped when the leg is put into another bridge.
      const role = 'holding_participant';
      await enter(context, asterisk, { bridgeId: WAITING_BRIDGE, channel: command.leg, role });
      return;
    }
    case 'leave':
      return leave(asterisk, command.leg);
    case 'connect':
      return connect(context, asterisk, command);
    case 'endBridge':
      return endBridge(context, asterisk, command.bridge);
    case 'play':
      return play(context, asterisk, command);
    case 'stopPlay':
      context.playbacks.markStopping(command.playback);
      return unlessGone(asterisk.request('playbacks', 'stop', { playbackId: command.playback }));
    case 'record':
      return record(asterisk, context.app, command);
    case 'hangUp': {
      context.legs.markEnding(command.leg);
      const reason = REASONS[command.reason];
      return unlessGone(asterisk.request('channels', 'hangup', { channelId: command.leg, reason }));
    }
  }
}

async function dial(context: AriContext, asterisk: AriConnection, command: CommandOf<'dial'>): Promise<void> {
  const { leg, to, callerId, giveUpMs } = command;
  const endpoint = endpointOf(to, context.trunk);
  if (context.legs.has(leg)) throw idInUse(`leg ${leg}`);
  context.legs.expect(leg);
  try {
    await asterisk.request('channels', 'originate', {
      channelId: leg,
      endpoint,
      app: context.app,
      appArgs: 'dialled',
      callerId: callerIdOf(callerId),
      timeout: Math.ceil(giveUpMs / 1000),
      variables: { ...TALK_DETECTION, ...NO_REDIRECT },
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
    context.report({ type: 'legEnded', leg, how: 'unreachable', cause: SUBSCRIBER_ABSENT });
  }
}

/** The link was lost before Asterisk answered: the phone may ring. It is ended as a leg without an owner when the link is back. */
function unknownDial(leg: LegId): TelephonyError {
  const cure = 'Wait while Asterisk restarts; otherwise look into its log';
  return new TelephonyError('TIMED_OUT', `the link was lost while Asterisk was asked to dial ${leg}`, cure);
}

/** The parameters of `addChannel`. */
interface Entry {
  readonly bridgeId: string;
  readonly channel: LegId;
  readonly role?: 'holding_participant';
  readonly absorbDTMF?: true;
  readonly inhibitConnectedLineUpdates?: true;
}

async function enter(context: AriContext, asterisk: AriConnection, given: Entry): Promise<void> {
  try {
    await asterisk.request('bridges', 'addChannel', { ...given });
  } catch (error) {
    const left = isRefusal(error, /not in Stasis/) && context.legs.isLeaving(given.channel);
    if (!left) throw error;
    throw legGone(given.channel);
  }
}

async function leave(asterisk: AriConnection, channel: LegId): Promise<void> {
  try {
    await asterisk.request('bridges', 'removeChannel', { bridgeId: WAITING_BRIDGE, channel });
  } catch (error) {
    if (!isRefusal(error, /not in this bridge/)) throw error;
  }
}

/** Adds the agent first: if one of the two has gone, the other stays where it waits. */
async function connect(
  context: AriContext,
  asterisk: AriConnection,
  command: CommandOf<'connect'>,
): Promise<void> {
  const { bridge: bridgeId, caller, agent } = command;
  // Without dtmf_events two SIP legs exchange their digits behind Asterisk's back.
  const type = 'mixing,dtmf_events';
  try {
    await asterisk.request('bridges', 'createWithId', { bridgeId, type, name: context.app });
  } catch (error) {
    if (!isRefusal(error, /already exists/)) throw error;
  }
  try {
    // Both already show whom they talk to. An update would take a re-INVITE each, which can collide with an agent's hold.
    const inhibitConnectedLineUpdates = true;
    await enter(context, asterisk, {
      bridgeId,
      channel: agent,
      absorbDTMF: true,
      inhibitConnectedLineUpdates,
    });
    await enter(context, asterisk, { bridgeId, channel: caller, inhibitConnectedLineUpdates });
  } catch (error) {
    // If this fails too, the first error is the one to report; the next snapshot shows the bridge.
    await unlessGone(asterisk.request('bridges', 'destroy', { bridgeId })).catch(() => undefined);
    throw error;
  }
}

async function endBridge(context: AriContext, asterisk: AriConnection, bridgeId: string): Promise<void> {
  context.playbacks.markBridgeEnding(bridgeId);
  await unlessGone(asterisk.request('bridges', 'destroy', { bridgeId }));
  // Asterisk does not report the end of what was being played to the bridge.
  for (const ended of context.playbacks.endOfBridge(bridgeId)) context.report(ended);
}

async function play(context: AriContext, asterisk: AriConnection, command: CommandOf<'play'>): Promise<void> {
  const { playback: playbackId, on, prompts, language: lang } = command;
  if (context.playbacks.has(playbackId)) throw idInUse(`playback ${playbackId}`);
  const media = prompts.map((prompt) => `sound:${context.sounds}/${fileName(prompt)}`).join(',');
  context.playbacks.expect(playbackId, on);
  const what = { playbackId, media, lang };
  try {
    await ('leg' in on
      ? asterisk.request('channels', 'playWithId', { channelId: on.leg, ...what })
      : asterisk.request('bridges', 'playWithId', { bridgeId: on.bridge, ...what }));
  } catch (error) {
    context.playbacks.forget(playbackId);
    throw error;
  }
}

/** The file of a prompt. Its name must not lead out of the folder of prompts or into another of Asterisk's URI schemes. */
function fileName(prompt: string): string {
  if (/^[a-z0-9_]+(\.[a-z0-9_]+)*$/i.test(prompt)) return prompt;
  const cure = 'Use only letters, digits, _ and single dots between them';
  throw new TelephonyError('REFUSED', `${JSON.stringify(prompt)} is no name of a prompt`, cure);
}
