import { setTimeout as pause } from 'node:timers/promises';
import type { LegId } from '../../core/ids.ts';
import { messageOf } from '../../util/errors.ts';
import type { AriConnection } from './client.ts';
import type { AriContext } from './context.ts';
import { isGone } from './errors.ts';

/** Makes Asterisk report when the party speaks. The party counts as silent after 800 ms of sound below 256 (mean amount of the
 * samples; in noise -42 dB of full scale). A word from -40 dB up is noticed within 80 ms; the noise of a line stays below. */
export const TALK_DETECTION = { variable: 'TALK_DETECT(set)', value: '800,256' };
/** Asterisk does not look at the value. */
const NO_TALK_DETECTION = { variable: 'TALK_DETECT(remove)', value: '-' };

/** What comes after it waits no longer, ms: while a prompt plays to the leg, Asterisk does nothing else for it. */
const LIMIT_MS = 100;

/** Carries out `listen`. Never rejects: two who can talk, and are not listened to, are better off than two who are kept waiting. */
export async function setListening(
  context: AriContext,
  asterisk: AriConnection,
  channelId: LegId,
  on: boolean,
): Promise<void> {
  const what = on ? TALK_DETECTION : NO_TALK_DETECTION;
  const set = asterisk
    .request('channels', 'setChannelVar', { channelId, ...what })
    .catch((error: unknown) => {
      if (isGone(error)) return;
      context.log.warn('Asterisk was not told whether to listen to a leg', {
        leg: channelId,
        on,
        cause: messageOf(error),
      });
    });
  // nothing relies on the end of it
  if (on) await Promise.race([set, pause(LIMIT_MS, undefined, { ref: false })]);
}
