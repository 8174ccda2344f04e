import { z } from 'zod';
import type { Command } from '../../core/commands.ts';
import type { BridgeId, LegId } from '../../core/ids.ts';
import { TelephonyError } from '../../engine/ports.ts';
import { messageOf } from '../../util/errors.ts';
import type { AriConnection } from './client.ts';
import type { AriContext } from './context.ts';
import { isGone, isRefusal, legGone, unlessGone } from './errors.ts';
import { setListening } from './talk-detection.ts';

/** The one bridge in which all callers wait; each hears music of its own. */
export const WAITING_BRIDGE = 'sansheng-waiting';

const members = z.object({ channels: z.array(z.string()) });

type CommandOf<K extends Command['do']> = Extract<Command, { do: K }>;

/** The parameters of `addChannel`. */
interface Entry {
  readonly bridgeId: string;
  readonly channel: LegId;
  readonly role?: 'holding_participant';
  readonly absorbDTMF?: true;
  readonly inhibitConnectedLineUpdates?: true;
}

/** Puts a leg into a bridge, out of the one that it is in. Rejects with LEG_GONE where the leg has ended, or ends meanwhile. */
export async function enter(context: AriContext, asterisk: AriConnection, given: Entry): Promise<void> {
  try {
    await asterisk.request('bridges', 'addChannel', { ...given });
  } catch (error) {
    const left = isRefusal(error, /not in Stasis/) && context.legs.isLeaving(given.channel);
    if (!left) throw error;
    throw legGone(given.channel);
  }
  // to one that is just ending Asterisk says yes, and does nothing
  if (!context.legs.has(given.channel)) throw legGone(given.channel);
}

/** Takes a leg out of a bridge. Resolves when it is out; that it is not in it is no error. */
export async function leave(
  asterisk: AriConnection,
  channel: LegId,
  bridgeId = WAITING_BRIDGE,
): Promise<void> {
  try {
    await asterisk.request('bridges', 'removeChannel', { bridgeId, channel });
  } catch (error) {
    if (!isRefusal(error, /not in this bridge/)) throw error;
  }
}

/** Connects two. Requests side by side what does not build on each other. Nobody is in the bridge who is not listened to. */
export async function connect(
  context: AriContext,
  asterisk: AriConnection,
  command: CommandOf<'connect'>,
): Promise<void> {
  const { bridge: bridgeId, caller, agent, listen } = command;
  const prepared = [
    makeBridge(context, asterisk, bridgeId),
    context.waitingMusic.plainNext(asterisk, caller),
  ];
  if (listen) prepared.push(setListening(context, asterisk, caller, true));
  try {
    await all(prepared);
    // Both already show whom they talk to. An update would take a re-INVITE each, which can collide with an agent's hold.
    const one = { bridgeId, inhibitConnectedLineUpdates: true } as const;
    context.bridges.connected(bridgeId, [caller, agent]);
    await all([
      // not with one request for both: the agent would no longer hear the caller's keys
      enter(context, asterisk, { ...one, channel: agent, absorbDTMF: true }),
      enter(context, asterisk, { ...one, channel: caller }),
    ]);
  } catch (error) {
    // If this fails too, the first error is the one to report; the next snapshot shows the bridge.
    await undoConnect(context, asterisk, command, error).catch(() => undefined);
    throw error;
  }
}

async function makeBridge(context: AriContext, asterisk: AriConnection, bridgeId: string): Promise<void> {
  // Without dtmf_events two SIP legs exchange their digits behind Asterisk's back.
  const type = 'mixing,dtmf_events';
  try {
    await asterisk.request('bridges', 'createWithId', { bridgeId, type, name: context.app });
  } catch (error) {
    if (!isRefusal(error, /already exists/)) throw error;
  }
}

/** Waits until none is under way any more. Rejects as the first one did. */
async function all(requests: readonly Promise<void>[]): Promise<void> {
  for (const one of await Promise.allSettled(requests)) if (one.status === 'rejected') throw one.reason;
}

/** What Asterisk has refused is tried again at once, in the same bridge: while Asterisk takes apart a bridge that has been destroyed, nobody
 * can enter it, nor can it be made anew. The call ends the bridge where it is of no use. */
async function undoConnect(
  { bridges }: AriContext,
  asterisk: AriConnection,
  { bridge: bridgeId, agent, caller }: CommandOf<'connect'>,
  error: unknown,
): Promise<void> {
  if (error instanceof TelephonyError && error.code === 'REFUSED')
    return all([agent, caller].map((leg) => leave(asterisk, leg, bridgeId)));
  bridges.forget(bridgeId);
  await unlessGone(asterisk.request('bridges', 'destroy', { bridgeId }));
}

/** Ends a bridge, and what is played to it. The caller is taken out first: Asterisk answers before those in a bridge that is ended have left it,
 * and may never play what is ordered for one of them meanwhile: it then tells of no start and of no end. Where one holds, both are: who holds
 * resumes as the bridge ends, which stops the music of the other one, and with it a prompt that has begun. */
export async function endBridge(
  context: AriContext,
  asterisk: AriConnection,
  bridgeId: BridgeId,
): Promise<void> {
  context.playbacks.markBridgeEnding(bridgeId);
  for (const leg of await toTakeOut(context, asterisk, bridgeId)) {
    await leave(asterisk, leg, bridgeId).catch((error: unknown) => {
      context.log.debug('a leg did not leave a bridge that is ended', { leg, cause: messageOf(error) });
    });
  }
  await unlessGone(asterisk.request('bridges', 'destroy', { bridgeId }));
  context.bridges.forget(bridgeId);
  // Asterisk does not report the end of what was being played to the bridge.
  for (const ended of context.playbacks.endOfBridge(bridgeId)) context.report(ended);
}

async function toTakeOut(
  { bridges, legs }: AriContext,
  asterisk: AriConnection,
  bridgeId: BridgeId,
): Promise<readonly LegId[]> {
  const known = bridges.toTakeOut(bridgeId, (leg) => legs.has(leg));
  if (known) return known;
  try {
    return members.parse(await asterisk.request('bridges', 'get', { bridgeId })).channels;
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}
