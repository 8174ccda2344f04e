import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import type { AgentId } from '../../../src/core/ids.ts';
import type { Log, PresenceEvent, TelephonyEvent } from '../../../src/engine/ports.ts';
import {
  type Behaviour,
  type Leg,
  openSipkit,
  type Runnable,
  type Sipkit,
  type Station,
} from '../../../src/sipkit/index.ts';
import { type AmiPresence, createAmiPresence } from '../../../src/telephony/ami/presence.ts';
import type { AriOptions, AriTelephony } from '../../../src/telephony/ari/options.ts';
import { createAriTelephony } from '../../../src/telephony/ari/telephony.ts';
import { LineQuality } from '../../../src/telephony/line-quality.ts';
import type { Party, Pickup, TelephonyHarness } from '../../contract/telephony-harness.ts';
import type { TestAsterisk } from './asterisk.ts';
import { onConsole, quoted } from './console.ts';

const WAV_HEADER_BYTES = 44;
/** 8 kHz, 16 bit, mono. */
const WAV_BYTES_PER_MS = 16;
const LIMIT_MS = 15_000;
/** Anything that is loud enough. */
const VOICE_HZ = 700;
const AGENTS: readonly AgentId[] = ['8001', '8002', '8003'];

const BEHAVIOURS: Readonly<Record<Pickup, Behaviour>> = {
  answer: { does: 'answer', afterMs: 100 },
  ring: { does: 'ring' },
  busy: { does: 'busy' },
  decline: { does: 'decline' },
  vanish: { does: 'vanish' },
  unallocated: { does: 'refuse', status: 404 },
  incomplete: { does: 'refuse', status: 484 },
  trunkRefused: { does: 'refuse', status: 503 },
  announcement: { does: 'announce', forMs: 500, status: 404 },
};

/** What there is of a trunk where no site has described one. */
export const ONE_TRUNK: Pick<AriOptions, 'trunks' | 'routes'> = {
  trunks: ['trunk'],
  routes: (callerId, number) => [{ trunk: 'trunk', number, callerId, nextAfterMs: 0 }],
};

/** A log that shows what should not have happened. */
export const testLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: (message, detail) => console.warn(message, detail),
  error: (message, detail) => console.error(message, detail),
};

export function telephonyOf(
  { site }: TestAsterisk,
  log = testLog,
  lines = new LineQuality(),
  variables: () => Readonly<Record<string, string>> = () => ({}),
  url = `http://127.0.0.1:${site.ariPort}`,
  trunks = ONE_TRUNK,
): AriTelephony {
  return createAriTelephony({
    url,
    user: 'sansheng',
    password: site.ariPassword,
    app: site.app,
    sounds: site.sounds,
    ...trunks,
    variables,
    log,
    lines,
  });
}

export function presenceOf({ site }: TestAsterisk, log = testLog, lines = new LineQuality()): AmiPresence {
  const { amiPort: port, amiPassword: password } = site;
  return createAmiPresence({ host: '127.0.0.1', port, user: 'sansheng', password, log, lines });
}

/** SIPp, as the SIP parties want it told. */
export function sippOf({ sipp }: TestAsterisk): Runnable {
  const env = Object.entries(sipp.env).filter((one): one is [string, string] => one[1] !== undefined);
  return { ...sipp, env: Object.fromEntries(env) };
}

/** Events in the order in which they came, and waiting for one. */
export class EventLog<E> {
  readonly events: E[] = [];
  readonly #waiting = new Set<() => void>();

  readonly take = (event: E): void => {
    this.events.push(event);
    for (const look of [...this.#waiting]) look();
  };

  /** The first event that fits, now or later. */
  async find<F extends E>(fits: (event: E) => event is F, what: string): Promise<F> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.events.find(fits);
        if (found === undefined) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`no ${what} within ${LIMIT_MS} ms; seen: ${JSON.stringify(this.events)}`));
      }, LIMIT_MS);
      this.#waiting.add(look);
      look();
    });
  }
}

/** The harness of the contract around a real Asterisk: parties are SIPp's. */
export async function asteriskWorld(asterisk: TestAsterisk): Promise<TelephonyHarness> {
  const { site } = asterisk;
  const lines = new LineQuality();
  const telephony = telephonyOf(asterisk, testLog, lines);
  const presence = presenceOf(asterisk, testLog, lines);
  const seen = new EventLog<TelephonyEvent>();
  const present = new EventLog<PresenceEvent>();
  const server = { host: site.sipHost, port: site.sipPort };
  const kit = openSipkit({ sipp: sippOf(asterisk), server });
  await telephony.start(seen.take);
  await presence.start(AGENTS, present.take);
  return {
    telephony,
    presence,
    away: {
      awayEntries: () => presence.awayEntries(),
      removeAway: (key) => telephony.removeAway(key),
    },
    ...waitsFor(seen, present),
    ...partiesOf(kit, asterisk, present),
    keepAway: async (key, text) => keepAway(asterisk, key, text),
    recordedMs: (name) => recordedMs(asterisk, name),
    settle: async () => undefined,
    close: async () => {
      await telephony.stop();
      await presence.stop();
      await kit[Symbol.asyncDispose]();
    },
  };
}

/** The events of a harness, and waiting for one of them. */
function waitsFor(
  seen: EventLog<TelephonyEvent>,
  present: EventLog<PresenceEvent>,
): Pick<TelephonyHarness, 'events' | 'presences' | 'seen' | 'present'> {
  return {
    events: seen.events,
    presences: present.events,
    seen: (type, is = () => true) => {
      type Wanted = Extract<TelephonyEvent, { type: typeof type }>;
      return seen.find((event): event is Wanted => event.type === type && is(event as Wanted), type);
    },
    present: async (agent, device) => {
      await present.find((event): event is PresenceEvent => {
        const last = present.events.findLast((one) => one.agent === agent);
        return event === last && last.device === device;
      }, `${agent} ${device}`);
    },
  };
}

/** The parties of a harness: callers, the phones of agents, and customers who are called. */
function partiesOf(
  kit: Sipkit,
  { site }: TestAsterisk,
  present: EventLog<PresenceEvent>,
): Pick<TelephonyHarness, 'call' | 'phone' | 'customer'> {
  return {
    call: async (from, line) => partyOf(await kit.caller({ from, to: line })),
    phone: async (agent, pickup) => {
      const secret = site.agents.find(({ id }) => id === agent)?.secret ?? '';
      const station = await kit.phone({ id: agent, secret, behaviour: BEHAVIOURS[pickup] });
      await present.find(
        (event): event is PresenceEvent => event.agent === agent && event.device !== 'offline',
        agent,
      );
      return phoneOf(station);
    },
    customer: async (pickup) => {
      const localPort = site.trunks[0]?.outboundPort ?? 0;
      return phoneOf(await kit.customer({ localPort, behaviour: BEHAVIOURS[pickup] }));
    },
  };
}

/** Writes what the dialplan writes when no engine is there, through Asterisk: no other process writes into its database. */
async function keepAway({ home }: TestAsterisk, key: string, text: string): Promise<void> {
  const said = await onConsole(home, `database put sansheng-away ${key} ${quoted(text)}`);
  expect(said).toContain('Updated database successfully');
}

/** Asterisk writes the length of a recording last. */
async function recordedMs({ recordings }: TestAsterisk, name: string): Promise<number> {
  return vi.waitFor(async () => {
    const file = await readFile(join(recordings, `${name}.wav`));
    const bytes = file.readUInt32LE(40);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBe(file.length - WAV_HEADER_BYTES);
    return bytes / WAV_BYTES_PER_MS;
  });
}

/** A party that has made its call. */
export function partyOf(leg: Leg): Party {
  return phoneParty(async () => leg);
}

/** A party that is called: what is done, is done in the last call that came. */
export function phoneOf(station: Station): Party {
  return phoneParty(async () => station.legs.at(-1) ?? (await station.incoming()));
}

function phoneParty(current: () => Promise<Leg>): Party {
  return {
    hold: async () => void (await (await current()).hold()),
    resume: async () => void (await (await current()).resume()),
    hangUp: async () => {
      const leg = await current();
      const answered = leg.events.some(({ name }) => name === 'answered');
      await (leg.direction === 'incoming' || answered ? leg.hangUp() : leg.cancel());
    },
    speak: async () => (await current()).rtp.say({ kind: 'tone', hz: VOICE_HZ }),
    hush: async () => (await current()).rtp.say({ kind: 'silence' }),
    mute: async () => (await current()).rtp.say({ kind: 'none' }),
    weaken: async () => (await current()).rtp.impair({ loseEvery: 10 }),
    strengthen: async () => (await current()).rtp.impair({}),
    press: async (digits) => (await current()).rtp.sendDigits(digits),
    ended: async () => void (await (await current()).event('ended')),
  };
}
