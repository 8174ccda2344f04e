import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallbackState } from '../../../src/core/callback/state.ts';
import type { Fact } from '../../../src/core/facts.ts';
import type { CallbackKind, CallbackRequest } from '../../../src/core/model/callback.ts';
import type { Standard } from '../../../src/core/standard/standard.ts';
import { readWavHeader } from '../../../src/host/wav.ts';
import { pause } from '../../host/machine.ts';
import { retryAfter } from '../../scenarios/support/standard.ts';
import { FactFollower } from './fact-follower.ts';
import { until } from './records.ts';
import { scenarioGroup } from './scenario-group.ts';
import { type Manner, SimulatedCustomers } from './simulated-customers.ts';
import type { TestSite } from './site.ts';

const LINE = '4008001234';
const PHONES = ['8001', '8002', '8003', '8004', '8005', '8006'];
const RETRY_MS = 4000;
/** What is due no sooner than this is open, and not on its way. */
const NOT_NOW_MS = 60_000;
const LIMIT_MS = 240_000;
/** A prompt is this much of itself: what is said is judged elsewhere. */
const PROMPT_MS = 40;
const HEAD_BYTES = 4096;

/** A machine is told from a person by the key. */
const PLACED = {
  press1: true,
} as const;

/** What lasts minutes lasts a second or two. */
function shortened({ clauses: all, handling, ...shipped }: Standard): Standard {
  // nobody is asked days later
  const { 'callback.follow_up': _later, ...clauses } = all;
  const limit = clauses['hold.limit'];
  if (!limit) throw new Error('strict offers callbacks');
  return {
    ...shipped,
    clauses: { ...clauses, 'hold.limit': { ...limit, afterMs: 4000 }, 'close.record': { wrapUpMs: 300 } },
    handling: {
      ...handling,
      ringOffMs: 500,
      goodbyeSilenceMs: 500,
      abandonAfterMs: 1000,
      agentRingQueuedMs: 5000,
      passOverMs: 1000,
      ...retryAfter(RETRY_MS, RETRY_MS, RETRY_MS, RETRY_MS),
      maxAttempts: 3,
      customerRingMs: 2000,
    },
  };
}

/** Every prompt is cut to its beginning. */
async function shorten(sounds: string): Promise<void> {
  for (const language of ['zh', 'yue', 'en']) {
    const folder = join(sounds, language);
    const files = (await readdir(folder)).filter((name) => name.endsWith('.wav'));
    for (const name of files) await cut(join(folder, name));
  }
}

async function cut(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    await file.read(head, 0, HEAD_BYTES, 0);
    const { dataOffset, dataBytes } = readWavHeader(head);
    const bytes = Math.min(dataBytes, PROMPT_MS * 16);
    head.writeUInt32LE(bytes, dataOffset - 4);
    head.writeUInt32LE(dataOffset - 8 + bytes, 4);
    await file.write(head, 0, dataOffset, 0);
    await file.truncate(dataOffset + bytes);
  } finally {
    await file.close();
  }
}

/** What twenty customers are like. */
const MANNERS: readonly (readonly Manner[])[] = [
  ...Array.from({ length: 5 }, (): Manner[] => ['states']),
  ...Array.from({ length: 6 }, (): Manner[] => ['talks']),
  ['busy', 'states'],
  ['busy', 'talks'],
  ['ringsOut', 'states'],
  ['ringsOut'],
  ['rejects', 'talks'],
  ['rejects'],
  ['machine', 'talks'],
  ['states'],
  ['notInService'],
];

const KINDS: readonly CallbackKind[] = [
  ...(['requested', 'promised', 'afterHours', 'programme', 'complaint', 'requested', 'oneWay'] as const),
  ...(['followUp', 'suggestion', 'away', 'appointment', 'interim', 'requested'] as const),
];

const mobile = (n: number) => `1380001${String(n).padStart(4, '0')}`;

/** The n-th wish of the desk. Places are given out crosswise, so that the order of asking is not the order of the places. */
function wishOf(n: number, now: number): CallbackRequest {
  const kind = KINDS[n % KINDS.length] ?? 'requested';
  const dialled = mobile(n);
  return {
    kind,
    number: `+86${dialled}`,
    dialled,
    line: LINE,
    standard: 'strict',
    language: 'zh',
    from: null,
    by: 'desk',
    place: now - 1_000_000 + ((n * 61) % ASKED) * 100,
    ...(n % 17 === 5 ? { priority: true as const } : {}),
    ...(kind === 'programme' ? { programme: { programme: 'p1', row: n } } : {}),
    ...(kind === 'appointment' ? { dueAt: now + 30_000 } : {}),
    ...(kind === 'promised' ? { dueAt: now } : {}),
    ...(kind === 'oneWay' ? { why: 'oneWay' as const } : {}),
    ...(kind === 'followUp' ? { agent: PHONES[n % PHONES.length] ?? '8001' } : {}),
  };
}

/** Give up in the queue, take the offer by key, and are lost to the network. */
const GIVE_UP = 12;
const PRESS = 12;
const DROP = 6;
const RANG_IN = GIVE_UP + PRESS + DROP;
const ASKED = 200 - RANG_IN;

async function ringsIn(site: TestSite, n: number): Promise<void> {
  const from = mobile(ASKED + n);
  const trunk = await site.parties.openCustomers();
  const caller = await trunk.dial(LINE, { from });
  await site.records.event(from, 'engineAnswered', { timeoutMs: 60_000 });
  if (n < GIVE_UP) {
    await pause(1500);
    await caller.hangUp();
  } else if (n < GIVE_UP + PRESS) {
    await site.records.event(from, 'offerMade', { timeoutMs: 60_000 });
    await caller.rtp.sendDigits('1');
    await site.records.event(from, 'offerTaken');
    await caller.event('ended', { timeoutMs: 30_000 });
  } else {
    // not a packet any more, as of a phone in a tunnel
    caller.rtp.say({ kind: 'none' });
    await site.records.event(from, 'legLost', { timeoutMs: 60_000 });
  }
  await until(
    async () => ((await site.records.callbacks(from)).length > 0 ? true : undefined),
    `the callback of ${from}`,
  );
}

/** Nothing is due any more, or on its way. */
async function settledDown({ store }: TestSite): Promise<CallbackState[]> {
  const look = async () => {
    const all = await store.callbacks({ limit: 1000 });
    const moving = all.filter(
      ({ status, dueAt }) =>
        status.is === 'due' ||
        status.is === 'attempting' ||
        (status.is === 'scheduled' && dueAt < Date.now() + NOT_NOW_MS),
    );
    if (moving.length > 0) await pause(400);
    return moving.length === 0 ? all : undefined;
  };
  return until(look, 'every callback has ended, or has a later time', LIMIT_MS);
}

async function allFacts({ store }: TestSite): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (let after = 0; ; ) {
    const page = await store.facts(after, 1000);
    const last = page.at(-1);
    if (!last) return facts;
    facts.push(...page.map(({ fact }) => fact));
    after = last.number;
  }
}

/** A day's ledger: 200 callbacks, six agents, and customers as they are. */
export const ledger = scenarioGroup(
  {
    standards: { strict: shortened },
    spoil: shorten,
    change: (site) => ({
      ...site,
      trunks: site.trunks.map((trunk) => ({ ...trunk, rtpTimeoutSeconds: 6 })),
      lines: site.lines.map((line) => ({ ...line, callbacks: { ...line.callbacks, ...PLACED } })),
    }),
  },
  {
    async day(site) {
      const { parties, desk, store } = site;
      const customers = await parties.openCustomers();
      await Promise.all(Array.from({ length: RANG_IN }, (_, n) => ringsIn(site, n)));
      const now = Date.now();
      await Promise.all(Array.from({ length: ASKED }, (_, n) => desk.requestCallback(wishOf(n, now))));
      const asked = await store.callbacks({ limit: 1000 });
      const manners = new Map(asked.map(({ dialled }, n) => [dialled, MANNERS[n % MANNERS.length] ?? []]));
      const people = new SimulatedCustomers(parties, new FactFollower(store), manners, PHONES);
      await people.lives(customers);
      const callbacks = await settledDown(site);
      const rung = new Map<string, number>();
      for (const { direction, to } of customers.legs) {
        if (direction === 'incoming') rung.set(to, (rung.get(to) ?? 0) + 1);
      }
      return {
        asked,
        callbacks,
        facts: await allFacts(site),
        rung,
        manners,
        faults: people.faults,
        until: Date.now(),
      };
    },
  },
);
