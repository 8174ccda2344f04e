import { z } from 'zod';
import type { AriConnection } from './client.ts';
import { isGone } from './errors.ts';
import type { FoundLeg } from './legs.ts';
import { WAITING_BRIDGE } from './perform.ts';
import type { Listener } from './playbacks.ts';

const channels = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    state: z.string(),
    dialplan: z.object({ app_name: z.string(), app_data: z.string() }),
  }),
);
const bridges = z.array(z.object({ id: z.string(), name: z.string() }));
const application = z.object({ channel_ids: z.array(z.string()) });
const playback = z.object({ target_uri: z.string(), state: z.string() });

/** A playback that a new link has found. */
export interface FoundPlayback {
  readonly on: Listener;
  /** False while it still waits for its turn. */
  readonly started: boolean;
}

/** The channels of the application: those inside it, and those that it has dialled and that have not answered. */
export async function findLegs(asterisk: AriConnection, app: string): Promise<FoundLeg[]> {
  const ours = application.parse(await asterisk.request('applications', 'get', { applicationName: app }));
  const all = channels.parse(await asterisk.request('channels', 'list', {}));
  const inside = (data: string) => data === app || data.startsWith(`${app},`);
  return all
    .filter(({ id, name, dialplan }) => {
      // a listener that records another channel
      if (name.startsWith('Snoop/')) return false;
      return ours.channel_ids.includes(id) || (dialplan.app_name === 'Stasis' && inside(dialplan.app_data));
    })
    .map(({ id, state, dialplan }) => ({
      leg: id,
      dialled: !/^[^,]*,(in|code),/.test(dialplan.app_data),
      rang: state === 'Ringing',
      answered: state === 'Up',
    }));
}

/** The bridges that `connect` made. */
export async function findBridges(asterisk: AriConnection, app: string): Promise<string[]> {
  const all = bridges.parse(await asterisk.request('bridges', 'list', {}));
  return all.filter(({ id, name }) => name === app && id !== WAITING_BRIDGE).map(({ id }) => id);
}

/** Undefined where it has ended. */
export async function findPlayback(asterisk: AriConnection, id: string): Promise<FoundPlayback | undefined> {
  try {
    const { target_uri: target, state } = playback.parse(
      await asterisk.request('playbacks', 'get', { playbackId: id }),
    );
    const [, kind, whom = ''] = /^(channel|bridge):(.*)$/.exec(target) ?? [];
    return { on: kind === 'bridge' ? { bridge: whom } : { leg: whom }, started: state !== 'queued' };
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}
