import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from '../../core/commands.ts';
import { type Log, TelephonyError } from '../../engine/ports.ts';
import type { AriConnection } from './client.ts';
import { isGone, isRefusal, legGone, unlessGone } from './errors.ts';

/** How often, and at which interval, a listener that has just been made is asked to record. */
const LISTENER_TRIES = 50;
const LISTENER_PAUSE_MS = 20;

/** Records a leg through a channel that listens to it. Recording the bridge would take the music from a caller on hold, and
 * Asterisk cannot record a leg that is in a bridge. The listener ends with the leg, and the recording with it. */
export async function record(
  asterisk: AriConnection,
  app: string,
  { leg, name }: Extract<Command, { do: 'record' }>,
): Promise<void> {
  if (!/^[\w-]+(\/[\w-]+)*$/.test(name)) {
    const cure = 'Use only letters, digits, - and _, with single / between them';
    throw new TelephonyError('REFUSED', `${JSON.stringify(name)} is no name of a recording`, cure);
  }
  const snoopId = `${leg}-listener`;
  const listen = { channelId: leg, snoopId, spy: 'both', app, appArgs: 'listener' };
  try {
    await asterisk.request('channels', 'snoopChannelWithId', listen);
  } catch (error) {
    throw isGone(error) ? legGone(leg) : error;
  }
  try {
    await recordListener(asterisk, snoopId, name);
  } catch (error) {
    // if this fails too, the listener ends with the leg
    await unlessGone(asterisk.request('channels', 'hangup', { channelId: snoopId })).catch(() => undefined);
    throw error;
  }
}

/** A listener's channel exists a moment before the application may use it. */
async function recordListener(asterisk: AriConnection, channelId: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await asterisk.request('channels', 'record', { channelId, name, format: 'wav', ifExists: 'fail' });
      return;
    } catch (error) {
      if (attempt === LISTENER_TRIES || !isRefusal(error, /not in Stasis/)) throw error;
    }
    await pause(LISTENER_PAUSE_MS);
  }
}

/** Logs that Asterisk could not write what it was to record. */
export function tellFailedRecording(
  log: Log,
  recording: { readonly name: string; readonly cause?: string | undefined },
): void {
  const cure = 'See whether the disk is full and whether Asterisk may write to its folder of recordings';
  log.error('a recording failed; the call goes on', { ...recording, cure });
}
