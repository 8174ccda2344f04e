import { Random } from './random.ts';
import type { AgentAct, CallEvent, Fault, OperatorAct, Point, Story, StoryEvent } from './story.ts';

const LINES = ['4008001234', '4008000001', '4008000002', '4008000003', '4008000004', '4008000005'];
const AGENTS = ['8001', '8002', '8003', '8004', '8005', '8006', '8900', '8800'];
const MOBILES = Array.from({ length: 16 }, (_, index) => `138001380${String(index).padStart(2, '0')}`);
const ODD = ['02012345678', 'anonymous', '85291234567', '110', '0', '02112345678'];
const NUMBERS = [...MOBILES, ...ODD];
/** Monday 2026-03-02, 08:00 in Shanghai. */
const MONDAY = Date.UTC(2026, 2, 2, 0);
const SECOND = 1000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

/** How much happens in a part of a story: mean times from one to the next, ms. */
interface Pace {
  readonly calls: number;
  readonly agents: number;
  readonly faults: number;
  readonly operators: number;
  readonly customers: number;
}

const BUSY: Pace = {
  calls: 20 * SECOND,
  agents: 3 * SECOND,
  faults: 25 * SECOND,
  operators: 2 * MINUTE,
  customers: 20 * SECOND,
};
const QUIET: Pace = {
  calls: 3 * MINUTE,
  agents: 40 * SECOND,
  faults: 2 * MINUTE,
  operators: 10 * MINUTE,
  customers: 2 * MINUTE,
};

/** How long a story is, and what may go wrong in it. */
export interface StoryOptions {
  readonly busyMs?: number;
  readonly quietMs?: number;
  /** Only these faults; all where nothing is said. */
  readonly faults?: readonly Fault['is'][];
  /** So many times as many faults as usual. */
  readonly density?: number;
}

/** Writes the story of a seed: some busy minutes, then a quieter time in which what is open is called back. */
export function writeStory(seed: number, options: StoryOptions = {}): Story {
  const { busyMs = 15 * MINUTE, quietMs = 30 * MINUTE, faults, density = 1 } = options;
  const random = new Random(seed);
  const startWall = MONDAY + random.int(0, 9 * 60) * MINUTE + random.int(0, 4) * 24 * HOUR;
  const lengthMs = busyMs + quietMs;
  const events: StoryEvent[] = [
    ...AGENTS.flatMap((agent): StoryEvent[] => [
      { at: random.int(0, 2000), does: 'agent', agent, act: { does: 'register' } },
      {
        at: 0,
        does: 'agent',
        agent,
        act: { does: 'pickup', pickup: { answerAfterMs: random.int(500, 4000) } },
      },
    ]),
    ...part(random, 0, busyMs, { ...BUSY, faults: BUSY.faults / density }),
    ...part(random, busyMs, lengthMs, { ...QUIET, faults: QUIET.faults / density }),
  ];
  const wanted = events.filter(
    (event) => event.does !== 'fault' || faults?.includes(event.fault.is) !== false,
  );
  return { seed, startWall, lengthMs, events: wanted.sort((a, b) => a.at - b.at) };
}

function part(random: Random, from: number, to: number, pace: Pace): StoryEvent[] {
  const events: StoryEvent[] = [];
  const each = (mean: number, make: (at: number) => StoryEvent) => {
    for (let at = from + random.gap(mean); at < to; at += random.gap(mean)) events.push(make(at));
  };
  each(pace.calls, (at) => ({ at, ...aCall(random) }));
  each(pace.agents, (at) => ({ at, does: 'agent', agent: random.pick(AGENTS), act: anAct(random) }));
  each(pace.faults, (at) => ({ at, does: 'fault', fault: aFault(random) }));
  each(pace.operators, (at) => ({ at, does: 'operator', act: anOrder(random) }));
  each(pace.customers, (at) => ({
    ...{ at, does: 'customer', number: random.pick(NUMBERS), pickup: aPickup(random) },
    talkMs: random.int(1, 90) * SECOND,
  }));
  return events;
}

const CALLER_KEYS = [
  '1',
  '1',
  '1',
  '2',
  '2',
  '13912345678#',
  '13912345678#1',
  '#',
  '*',
  '0',
  '9',
  '3',
  '123#',
  '5',
  '4',
];

function aCall(random: Random): CallEvent {
  const patienceMs = random.chance(0.3) ? random.int(100, 20_000) : random.int(20, 300) * SECOND;
  const keys: CallEvent['keys'][number][] = [];
  for (let after = random.gap(20 * SECOND); after < patienceMs; after += random.gap(20 * SECOND))
    keys.push({ afterMs: after, keys: random.pick(CALLER_KEYS) });
  return { does: 'call', number: random.pick(NUMBERS), line: random.pick(LINES), patienceMs, keys };
}

const AGENT_KEYS = [
  ...['*11', '*10', '*20', '*21', '*31', '*31', '*31', '*32', '*32', '*33'],
  ...['*41', '*42', '*43', '*44', '*45', '*46', '*47', '*48', '*50', '*51', '*52', '*53', '*54'],
  ...['*55', '*56', '*57', '*58', '*59', '*60', '*61', '*62', '*63', '*70', '*7105', '*721030'],
  ...['*73', '*73', '*79', '*80', '*81', '*82', '*83', '*84', '*85', '*86', '*87', '*88', '*89'],
  ...['*9', '*9124681001', '*90246810'],
];

function anAct(random: Random): AgentAct {
  const does = random.weighed({
    ...{ hold: 10, resume: 14, keys: 14, talk: 6, hush: 6, hangUp: 4, cut: 1 },
    ...{ register: 4, unregister: 1, pickup: 3 },
  });
  if (does === 'keys') return { does, keys: random.pick(AGENT_KEYS) };
  if (does === 'pickup')
    return { does, pickup: random.chance(0.8) ? { answerAfterMs: random.int(300, 4500) } : aPickup(random) };
  return { does };
}

function aPickup(random: Random) {
  const is = random.weighed({
    answer: 8,
    ring: 2,
    busy: 2,
    decline: 1,
    vanish: 1,
    unallocated: 1,
    congested: 1,
  });
  return is === 'answer' ? { answerAfterMs: random.int(300, 25_000) } : is;
}

function anOrder(random: Random): OperatorAct {
  const orders = random.weighed({
    ...{ callback: 4, callNow: 3, cancel: 1, settle: 1, release: 2 },
    ...{ programme: 1, doNotCall: 1, mayCallAgain: 1 },
  });
  const number = random.pick(MOBILES);
  const line = random.pick(LINES);
  switch (orders) {
    case 'callback':
      return { orders, number, line };
    case 'programme': {
      const numbers = Array.from({ length: 5 }, () => random.pick(MOBILES));
      return {
        orders,
        line: '4008000002',
        numbers,
        schedule: random.pick([null, '*/10 * * * *', '30 10 * * *']),
      };
    }
    case 'doNotCall':
    case 'mayCallAgain':
      return { orders, number: `+86${number}` };
    default:
      return { orders, nth: random.int(0, 30) };
  }
}

const POINTS: readonly Point[] = ['now', 'before request', 'after request', 'before commit', 'after commit'];

function aFault(random: Random): Fault {
  const is = random.weighed({
    ...{ kill: 8, freeze: 4, cut: 5, killAsterisk: 1, slow: 2, lie: 2, refuse: 6 },
    ...{ diskFull: 2, refuseCommits: 4, slowDisk: 1, clock: 1, trunk: 1, reload: 1 },
  });
  const [at, skip] = [random.pick(POINTS), random.int(0, 8)];
  switch (is) {
    case 'kill':
      return {
        is,
        at,
        skip,
        downMs: random.pick([random.int(50, 2000), random.int(500, 20_000), random.int(500, 60_000)]),
      };
    case 'freeze':
      return { is, at, skip, ms: random.int(2000, random.pick([5000, 20_000, 60_000])) };
    case 'cut':
      return { is, at, skip, ms: random.int(50, random.pick([500, 5000, 30_000])) };
    case 'killAsterisk':
      return { is, downMs: random.int(1000, 20_000) };
    case 'slow':
      return { is, ms: random.int(2000, 20_000), eachMs: random.int(100, 6000), late: random.chance(0.5) };
    case 'lie':
      return { is, ms: random.int(200, random.pick([2000, 15_000])) };
    case 'refuse':
      return { is, skip, timedOut: random.chance(0.3) };
    case 'diskFull':
      return { is, ms: random.int(500, random.pick([3000, 60_000])) };
    case 'refuseCommits':
      return { is, count: random.int(1, 6) };
    case 'slowDisk':
      return { is, ms: random.int(1000, 10_000), eachMs: random.int(10, 800) };
    case 'clock':
      return { is, byMs: random.int(-2 * HOUR, 2 * HOUR) };
    case 'trunk':
      return { is, ms: random.int(5000, 120_000) };
    default:
      return { is };
  }
}
