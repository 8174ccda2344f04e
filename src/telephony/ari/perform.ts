import type { Command, HangUpReason } from '../../core/commands.ts';
import { TelephonyError } from '../../engine/ports.ts';
import { connect, endBridge, enter, leave, WAITING_BRIDGE } from './bridging.ts';
import type { AriConnection } from './client.ts';
import type { AriContext } from './context.ts';
import { dial } from './dial.ts';
import { idInUse, legGone, unlessGone } from './errors.ts';
import { record } from './record.ts';
import { setListening } from './talk-detection.ts';

type CommandOf<K extends Command['do']> = Extract<Command, { do: K }>;

const REASONS: Record<HangUpReason, string> = {
  normal: 'normal',
  busy: 'busy',
  congestion: 'congestion',
  answeredElsewhere: 'answered_elsewhere',
  unallocated: 'unallocated',
  lost: 'normal',
};

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
      await context.waitingMusic.plainNext(asterisk, command.leg);
      await enter(context, asterisk, { bridgeId: WAITING_BRIDGE, channel: command.leg, role });
      return;
    }
    case 'leave':
      return leave(asterisk, command.leg);
    case 'connect':
      return connect(context, asterisk, command);
    case 'listen':
      return setListening(context, asterisk, command.leg, command.on);
    case 'endBridge':
      return endBridge(context, asterisk, command.bridge);
    case 'play':
      return play(context, asterisk, command);
    case 'stopPlay':
      context.playbacks.markStopping(command.playback);
      return unlessGone(asterisk.request('playbacks', 'stop', { playbackId: command.playback }));
    case 'record':
      return record(asterisk, context.app, command);
    case 'answerTransfer': {
      const states = command.accepted ? 'channel_answered' : 'channel_declined';
      return unlessGone(
        asterisk.request('channels', 'transfer_progress', { channelId: command.leg, states }),
      );
    }
    case 'hangUp': {
      context.failover.forget(command.leg);
      if (command.reason !== 'lost') context.legs.markEnding(command.leg);
      const reason = REASONS[command.reason];
      return unlessGone(asterisk.request('channels', 'hangup', { channelId: command.leg, reason }));
    }
  }
}

async function play(context: AriContext, asterisk: AriConnection, command: CommandOf<'play'>): Promise<void> {
  const { playback: playbackId, on, prompts, language: lang } = command;
  if (context.playbacks.has(playbackId)) throw idInUse(`playback ${playbackId}`);
  if (command.thenReassure && 'leg' in on) await context.waitingMusic.reassureNext(asterisk, on.leg, lang);
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
  // for one that has just ended Asterisk says yes too, and then tells no end
  if ('leg' in on && !context.legs.has(on.leg) && context.playbacks.has(playbackId)) {
    context.playbacks.forget(playbackId);
    throw legGone(on.leg);
  }
}

/** The file of a prompt. Its name must not lead out of the folder of prompts or into another of Asterisk's URI schemes. */
function fileName(prompt: string): string {
  if (/^[a-z0-9_]+(\.[a-z0-9_]+)*$/i.test(prompt)) return prompt;
  const cure = 'Use only letters, digits, _ and single dots between them';
  throw new TelephonyError('REFUSED', `${JSON.stringify(prompt)} is no name of a prompt`, cure);
}

/** Makes it where it is not there yet. */
export async function makeWaitingBridge(connection: AriConnection, name: string): Promise<void> {
  try {
    await connection.request('bridges', 'createWithId', { bridgeId: WAITING_BRIDGE, type: 'holding', name });
  } catch (error) {
    if (!(error instanceof TelephonyError && /already exists/.test(error.message))) throw error;
  }
}
