import { setTimeout as pause } from 'node:timers/promises';
import type { Command, HangUpReason } from '../../core/commands.ts';
import type { LegId } from '../../core/ids.ts';
import { TelephonyError, type TelephonyEvent } from '../../engine/ports.ts';
import type { AriConnection } from './client.ts';
import { callerIdOf, endpointOf } from './dial-string.ts';
import { isGone } from './errors.ts';
import type { Legs } from './legs.ts';
import type { Playbacks } from './playbacks.ts';
import type { RingGuards } from './ring-guards.ts';

/** How often, and how long after one another, a listener that has just been made is asked to record. */
const LISTENER_TRIES = 50;
const LISTENER_PAUSE_MS = 20;

/** The one bridge in which everybody waits: each hears music of their own. */
export const WAITING_BRIDGE = 'sansheng-waiting';

/** What commands are carried out with. */
export interface Desk {
  /** The link to Asterisk; throws TelephonyError LINK_DOWN where there is none. */
  connection(): AriConnection;
  readonly legs: Legs;
  readonly playbacks: Playbacks;
  readonly guards: RingGuards;
  report(event: TelephonyEvent): void;
  readonly app: string;
  /** Absolute folder of the prompts. */
  readonly sounds: string;
  /** Name of the SIP endpoint that leads to the outside. */
  readonly trunk: string;
}

type Of<K extends Command['do']> = Extract<Command, { do: K }>;

/** Q.850 "subscriber absent": for a phone that is not registered, of which Asterisk makes no channel to have a cause. */
const SUBSCRIBER_ABSENT = 20;

/** Has Asterisk tell when the party speaks: silent after 800 ms of sound below 256 (mean of the samples' amounts; -42 dB below
 * full scale in noise). For those who call in the dialplan says the same. */
const TALK_DETECTION = { 'TALK_DETECT(set)': '800,256' };

const REASONS: Record<HangUpReason, string> = {
  normal: 'normal',
  busy: 'busy',
  answeredElsewhere: 'answered_elsewhere',
  unallocated: 'unallocated',
};

/** Carries out one command: one request to Asterisk, three for `connect`, two for `record` and `answer`. Rejects with TelephonyError. */
export async function perform(desk: Desk, command: Command): Promise<void> {
  const asterisk = desk.connection();
  switch (command.do) {
    case 'answer':
      // first: while a prompt plays Asterisk does nothing else for a leg, and the guard would cut it off
      await desk.guards.lift(asterisk, command.leg);
      await asterisk.request('channels', 'answer', { channelId: command.leg });
      return;
    case 'dial':
      return dial(desk, asterisk, command);
    case 'wait': {
      // Without the role there is no music in a holding bridge. It is dropped when the leg is put into another bridge.
      const role = 'holding_participant';
      await enter(desk, asterisk, { bridgeId: WAITING_BRIDGE, channel: command.leg, role });
      return;
    }
    case 'leave':
      return leave(asterisk, command.leg);
    case 'connect':
      return connect(desk, asterisk, command);
    case 'endBridge':
      return endBridge(desk, asterisk, command.bridge);
    case 'play':
      return play(desk, asterisk, command);
    case 'stopPlay':
      desk.playbacks.markStopping(command.playback);
      return unlessGone(asterisk.request('playbacks', 'stop', { playbackId: command.playback }));
    case 'record':
      return record(desk, asterisk, command);
    case 'hangUp': {
      desk.legs.markEnding(command.leg);
      const reason = REASONS[command.reason];
      return unlessGone(asterisk.request('channels', 'hangup', { channelId: command.leg, reason }));
    }
  }
}

/** Ending what has gone already is no error. */
async function unlessGone(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

function says(error: unknown, words: RegExp): boolean {
  return error instanceof TelephonyError && error.code === 'REFUSED' && words.test(error.message);
}

async function dial(desk: Desk, asterisk: AriConnection, command: Of<'dial'>): Promise<void> {
  const { leg, to, callerId, giveUpMs } = command;
  const endpoint = endpointOf(to, desk.trunk);
  if (desk.legs.has(leg)) throw taken(`leg ${leg}`);
  desk.legs.expect(leg);
  try {
    await asterisk.request('channels', 'originate', {
      channelId: leg,
      endpoint,
      app: desk.app,
      appArgs: 'dialled',
      callerId: callerIdOf(callerId),
      timeout: Math.ceil(giveUpMs / 1000),
      variables: TALK_DETECTION,
    });
  } catch (error) {
    if (error instanceof TelephonyError && error.code === 'TIMED_OUT') {
      // Whether it rings is unknown. Should it, its events are told; it is kept in mind, and told to end. That this fails,
      // too, is likely, and adds nothing to the error that is told.
      desk.legs.markEnding(leg);
      await unlessGone(asterisk.request('channels', 'hangup', { channelId: leg })).catch(() => undefined);
      throw error;
    }
    desk.legs.forget(leg);
    if (!says(error, /Allocation failed/)) throw error;
    desk.report({ type: 'legEnded', leg, how: 'unreachable', cause: SUBSCRIBER_ABSENT });
  }
}

/** What `addChannel` is asked. */
interface Entry {
  readonly bridgeId: string;
  readonly channel: LegId;
  readonly role?: 'holding_participant';
  readonly absorbDTMF?: true;
  readonly inhibitConnectedLineUpdates?: true;
}

async function enter(desk: Desk, asterisk: AriConnection, given: Entry): Promise<void> {
  try {
    await asterisk.request('bridges', 'addChannel', { ...given });
  } catch (error) {
    const left = says(error, /not in Stasis/) && desk.legs.isLeaving(given.channel);
    if (!left) throw error;
    throw legGone(given.channel);
  }
}

function legGone(leg: LegId): TelephonyError {
  return new TelephonyError('LEG_GONE', `Leg ${leg} has ended`, 'Nothing: the party has hung up');
}

async function leave(asterisk: AriConnection, channel: LegId): Promise<void> {
  try {
    await asterisk.request('bridges', 'removeChannel', { bridgeId: WAITING_BRIDGE, channel });
  } catch (error) {
    if (!says(error, /not in this bridge/)) throw error;
  }
}

/** The agent first: where one of the two is gone, the other one stays where it waits. */
async function connect(desk: Desk, asterisk: AriConnection, command: Of<'connect'>): Promise<void> {
  const { bridge: bridgeId, caller, agent } = command;
  // Without dtmf_events two SIP legs exchange their digits behind Asterisk's back.
  const type = 'mixing,dtmf_events';
  try {
    await asterisk.request('bridges', 'createWithId', { bridgeId, type, name: desk.app });
  } catch (error) {
    if (!says(error, /already exists/)) throw error;
  }
  try {
    // Both know already whom they talk to. Telling them again takes a re-INVITE each, into which an agent's hold may run.
    const inhibitConnectedLineUpdates = true;
    await enter(desk, asterisk, { bridgeId, channel: agent, absorbDTMF: true, inhibitConnectedLineUpdates });
    await enter(desk, asterisk, { bridgeId, channel: caller, inhibitConnectedLineUpdates });
  } catch (error) {
    // Where this fails, too, the first error is the one to tell; the bridge shows in the next snapshot.
    await unlessGone(asterisk.request('bridges', 'destroy', { bridgeId })).catch(() => undefined);
    throw error;
  }
}

async function endBridge(desk: Desk, asterisk: AriConnection, bridgeId: string): Promise<void> {
  desk.playbacks.markBridgeEnding(bridgeId);
  await unlessGone(asterisk.request('bridges', 'destroy', { bridgeId }));
  // Asterisk does not tell the end of what was being played to it.
  for (const ended of desk.playbacks.endOfBridge(bridgeId)) desk.report(ended);
}

async function play(desk: Desk, asterisk: AriConnection, command: Of<'play'>): Promise<void> {
  const { playback: playbackId, on, prompts, language: lang } = command;
  if (desk.playbacks.has(playbackId)) throw taken(`playback ${playbackId}`);
  const media = prompts.map((prompt) => `sound:${desk.sounds}/${fileName(prompt)}`).join(',');
  desk.playbacks.expect(playbackId, on);
  const what = { playbackId, media, lang };
  try {
    await ('leg' in on
      ? asterisk.request('channels', 'playWithId', { channelId: on.leg, ...what })
      : asterisk.request('bridges', 'playWithId', { bridgeId: on.bridge, ...what }));
  } catch (error) {
    desk.playbacks.forget(playbackId);
    throw error;
  }
}

/** By a channel that listens to the leg. Recording the bridge would take the music from a caller on hold; a leg in a bridge
 * cannot be recorded. The listener ends with the leg, and with it the recording. */
async function record(desk: Desk, asterisk: AriConnection, { leg, name }: Of<'record'>): Promise<void> {
  if (!/^[\w-]+(\/[\w-]+)*$/.test(name)) {
    const cure = 'Letters, digits, - and _, with single / between them only';
    throw new TelephonyError('REFUSED', `${JSON.stringify(name)} is no name of a recording`, cure);
  }
  const snoopId = `${leg}-listener`;
  const listen = { channelId: leg, snoopId, spy: 'both', app: desk.app, appArgs: 'listener' };
  try {
    await asterisk.request('channels', 'snoopChannelWithId', listen);
  } catch (error) {
    throw isGone(error) ? legGone(leg) : error;
  }
  try {
    await recordListener(asterisk, snoopId, name);
  } catch (error) {
    // Where this fails, too, it ends with the leg.
    await unlessGone(asterisk.request('channels', 'hangup', { channelId: snoopId })).catch(() => undefined);
    throw error;
  }
}

/** A listener's channel is there a moment before the application may do anything with it. */
async function recordListener(asterisk: AriConnection, channelId: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await asterisk.request('channels', 'record', { channelId, name, format: 'wav', ifExists: 'fail' });
      return;
    } catch (error) {
      if (attempt === LISTENER_TRIES || !says(error, /not in Stasis/)) throw error;
    }
    await pause(LISTENER_PAUSE_MS);
  }
}

/** A prompt's name, which must not lead out of the folder of prompts nor into another one of Asterisk's schemes. */
function fileName(prompt: string): string {
  if (/^[a-z0-9_]+(\.[a-z0-9_]+)*$/i.test(prompt)) return prompt;
  const cure = 'Letters, digits, _ and single dots between them only';
  throw new TelephonyError('REFUSED', `${JSON.stringify(prompt)} is no name of a prompt`, cure);
}

function taken(what: string): TelephonyError {
  return new TelephonyError('REFUSED', `There is a ${what} already`, 'Use a new id');
}
