import { z } from 'zod';
import type { BridgeId, LegId } from '../../core/ids.ts';
import type { Snapshot, SnapshotLeg } from '../../engine/ports.ts';
import { WAITING_BRIDGE } from './bridging.ts';
import type { AriConnection } from './client.ts';
import { isGone } from './errors.ts';
import type { FoundLeg } from './legs.ts';
import type { Listener } from './playbacks.ts';

const channel = z.object({
  id: z.string(),
  name: z.string(),
  state: z.string(),
  caller: z.object({ number: z.string() }),
  creationtime: z.string(),
  dialplan: z.object({ app_name: z.string(), app_data: z.string() }),
});
const channels = z.array(channel);
type Channel = z.infer<typeof channel>;
const bridges = z.array(z.object({ id: z.string(), name: z.string(), channels: z.array(z.string()) }));
const variable = z.object({ value: z.string() });
const application = z.object({ channel_ids: z.array(z.string()) });
const playback = z.object({ target_uri: z.string(), state: z.string() });

/** What Asterisk calls the application, and the endpoints that lead to the outside. */
interface Names {
  readonly app: string;
  readonly trunks: readonly string[];
}

/** A playback that a new link has found. */
export interface FoundPlayback {
  readonly on: Listener;
  /** False while it still waits for its turn. */
  readonly started: boolean;
}

/** A leg that a new link or a snapshot has found. */
type Found = FoundLeg & Pick<SnapshotLeg, 'caller' | 'agent'>;

/** The channels of the application: those inside it, and those that it has dialled and that have not answered. */
export async function findLegs(asterisk: AriConnection, { app, trunks }: Names): Promise<Found[]> {
  const ours = application.parse(await asterisk.request('applications', 'get', { applicationName: app }));
  const all = channels.parse(await asterisk.request('channels', 'list', {}));
  return all
    .filter(({ id, name, dialplan }) => {
      // a listener that records another channel
      if (name.startsWith('Snoop/')) return false;
      return ours.channel_ids.includes(id) || isInside(dialplan, app);
    })
    .map((channel) => ({
      leg: channel.id,
      rang: channel.state === 'Ringing',
      answered: channel.state === 'Up',
      ...partyOf(channel, trunks),
    }));
}

/** The numbers of all who have rung in: those of the application, and those whom the dialplan serves by itself. One request. `isKnown`:
 * Asterisk still lists a leg of the application for a moment after its end. */
export async function findCallers(
  asterisk: AriConnection,
  { app, trunks }: Names,
  isKnown: (leg: LegId) => boolean,
): Promise<string[]> {
  const all = channels.parse(await asterisk.request('channels', 'list', {}));
  const isCaller = ({ id, name, dialplan }: Channel) => {
    if (!trunks.some((trunk) => name.startsWith(`PJSIP/${trunk}-`))) return false;
    // one who is known, and is not inside, has been dialled
    if (!isInside(dialplan, app)) return !isKnown(id);
    return dialplan.app_data.split(',')[1] === 'in' && isKnown(id);
  };
  return all.filter(isCaller).map(({ caller }) => caller.number);
}

function isInside({ app_name: name, app_data: data }: Channel['dialplan'], app: string): boolean {
  return name === 'Stasis' && (data === app || data.startsWith(`${app},`));
}

/** Who is at the other end, by what the dialplan or `dial` has passed to the application. */
function partyOf(
  { name, dialplan, caller: { number }, creationtime }: Channel,
  trunks: readonly string[],
): Pick<Found, 'dialled' | 'toCustomer' | 'caller' | 'agent'> {
  const [, kind, what = ''] = dialplan.app_data.split(',');
  if (kind === 'code') return { dialled: false, toCustomer: false };
  const arrivedWall = Date.parse(creationtime);
  if (kind === 'in')
    return { dialled: false, toCustomer: false, caller: { line: what, from: number, arrivedWall } };
  const [, endpoint] = /^PJSIP\/(.+)-[0-9a-f]+$/.exec(name) ?? [];
  const isAgent = endpoint !== undefined && !trunks.includes(endpoint);
  return { dialled: true, toCustomer: !isAgent, ...(isAgent && { agent: endpoint }) };
}

/** The legs that `isKnown` knows, with where they are, and the bridges that `connect` has made. */
export async function findCalls(
  asterisk: AriConnection,
  names: Names,
  isKnown: (leg: LegId) => boolean,
): Promise<Pick<Snapshot, 'legs' | 'bridges'>> {
  const found = (await findLegs(asterisk, names)).filter(({ leg }) => isKnown(leg));
  const all = bridges.parse(await asterisk.request('bridges', 'list', {}));
  const ours = all.filter(({ name }) => name === names.app);
  const placeOf = (id: BridgeId) => (id === WAITING_BRIDGE ? 'music' : id);
  const places = new Map(ours.flatMap(({ id, channels: legs }) => legs.map((leg) => [leg, placeOf(id)])));
  const legs = found.map(async ({ rang: _rang, dialled: _dialled, toCustomer: _toCustomer, ...leg }) => {
    const held = leg.answered && (await isHeld(asterisk, leg.leg));
    return { ...leg, held, place: places.get(leg.leg) ?? null };
  });
  const ids = ours.map(({ id }) => id).filter((id) => id !== WAITING_BRIDGE);
  return { legs: await Promise.all(legs), bridges: ids };
}

/** Whether the leg's party has pressed hold, wherever the leg is. CHANNEL(onhold) tells only of the other one in its bridge. A
 * leg that has gone meanwhile does not hold. */
async function isHeld(asterisk: AriConnection, channelId: LegId): Promise<boolean> {
  try {
    const asked = { channelId, variable: 'CHANNEL(rtp,hold)' };
    return variable.parse(await asterisk.request('channels', 'getChannelVar', asked)).value === '1';
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
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
