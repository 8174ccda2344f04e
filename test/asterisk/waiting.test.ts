import { expect, test } from 'vitest';
import type { Caller, Interval, NamedPrompt } from '../../src/sipkit/index.ts';
import { lapse, overdue, pause } from '../host/machine.ts';
import {
  AT_ONCE_MS,
  at,
  isCalled,
  music,
  onlyOne,
  promptNames,
  prompts,
  recording,
  timesOf,
} from './support/hearing.ts';
import { runGroups, scenarioGroup } from './support/scenario-group.ts';
import type { TestSite } from './support/site.ts';

/** Who calls which line, and the standard that it is kept to. */
const ANNA = { from: '13800000001', line: '4008001234', rings: 2 };
const BEN = { from: '13800000002', line: '4008000003', rings: 3 };
const CLARA = { from: '13800000003', line: '4008000002', rings: 2 };
const DORA = { from: '13800000004', line: '4008000005', rings: 2 };
const EMIL = { from: '13800000005', line: '4008000001', rings: 4 };

const RING_MS = 5000;
/** How long they wait after they were answered: over three minutes. */
const PATIENCE_MS = 182_000;
/** From one reassurance to the next at most, as strict and ticketing have it. */
const EVERY_MS = 15_000;
/** What may be said to somebody who waits: not every prompt there is has to be looked for. */
const SAID = /^(salute|greeting\.hello|company|queue|hold|callback\.offer|close|fallback)/;
/** Nothing may be heard for so long, ms. */
const LONGEST_SILENCE_MS = 600;

interface Who {
  readonly from: string;
  readonly line: string;
}

interface Waited {
  readonly caller: Caller;
  readonly heard: readonly NamedPrompt[];
  readonly music: readonly Interval[];
  readonly answeredAt: number;
}

/** Nobody is there. The caller waits, and gives up. */
function waits({ from, line }: Who, patienceMs = PATIENCE_MS) {
  return async ({ parties, records }: TestSite) => {
    const caller = await parties.caller(from, line);
    await caller.event('answered', { timeoutMs: 30_000 });
    await pause(patienceMs);
    await caller.hangUp();
    await records.event(from, 'ended');
    const id = await records.id(from);
    return { caller, facts: await records.facts(id), callbacks: await records.callbacks(from) };
  };
}

const nobody = scenarioGroup(
  {},
  {
    anna: waits(ANNA),
    ben: waits(BEN),
    clara: waits(CLARA),
    dora: waits(DORA, 50_000),
    emil: waits(EMIL, 40_000),
  },
);

runGroups(nobody);

async function whatWasHeard(caller: Caller): Promise<Waited> {
  const all = recording(caller);
  const heard = await prompts(all, { only: SAID });
  return { caller, heard, music: music(all, heard), answeredAt: at(caller, 'answered') };
}

/** Between one prompt and the next of another phrase there is music, and never silence. */
function expectMusicBetween({ heard, music }: Waited, first: string): void {
  const from = heard.findIndex((prompt) => isCalled(prompt, first));
  for (const [i, prompt] of heard.slice(from, -1).entries()) {
    const next = heard[from + i + 1];
    if (!next || next.from - prompt.to < 2000) continue;
    const played = music.filter((m) => m.from < next.from && m.to > prompt.to);
    const edges = [prompt.to, ...played.flatMap((m) => [m.from, m.to]), next.from];
    const rests = edges.flatMap((edge, j) => (j % 2 === 0 ? [lapse(edge, edges[j + 1] ?? edge)] : []));
    expect(Math.max(...rests), `silence after ${prompt.name}`).toBeLessThan(LONGEST_SILENCE_MS);
  }
}

test.each([
  ['strict', ANNA, nobody.results.anna],
  ['aftersales', BEN, nobody.results.ben],
  ['telecom', CLARA, nobody.results.clara],
  ['ticketing', DORA, nobody.results.dora],
  ['gas (which sets no number)', EMIL, nobody.results.emil],
])(
  'answer.rings of %s: ringing, then the engine answers within the rings',
  async (_, { rings }, scenario) => {
    const { caller, facts } = await scenario();
    expect(caller.events.map(({ name }) => name)).toEqual(['invited', 'ringing', 'answered', 'ended']);
    const waited = at(caller, 'answered') - at(caller, 'invited');
    expect(waited).toBeLessThan(rings * RING_MS);
    expect(waited).toBeGreaterThan((rings - 1) * RING_MS);
    // whoever waits over two minutes has waited too long: strict measures that
    const broken = facts.filter((f) => f.kind === 'clause' && f.verdict === 'broken');
    expect(broken.filter((f) => f.kind === 'clause' && f.clause !== 'hold.long')).toEqual([]);
  },
);

test.each([
  ['strict', nobody.results.anna, /^salute\.\w+ company queue\.announce$/],
  ['aftersales', nobody.results.ben, /^greeting\.hello company queue\.announce$/],
  ['telecom', nobody.results.clara, /^greeting\.hello company queue\.announce$/],
  // desk400 has the same words at the same pace: they sound alike
  ['ticketing', nobody.results.dora, /^greeting\.hello company queue\.announce\.(ticketing|desk400)$/],
  ['gas', nobody.results.emil, /^salute\.\w+ company queue\.announce$/],
])('answer.greeting, hold.announce of %s: heard whole, at once', async (_, scenario, phrase) => {
  const { heard, answeredAt } = await whatWasHeard((await scenario()).caller);
  expect(promptNames(heard.slice(0, 3))).toMatch(phrase);
  expect(lapse(answeredAt, heard[0]?.from ?? 0)).toBeLessThan(AT_ONCE_MS);
});

test.each([
  ['strict', 'queue.announce', 'hold.reminder', nobody.results.anna, 12],
  ['ticketing', 'queue.announce.ticketing', 'hold.reminder.ticketing', nobody.results.dora, 3],
  ['gas', 'queue.announce', 'hold.reminder', nobody.results.emil, 2],
])(
  'hold.reminder of %s, after %s: %s, never more than 15 s (and 0.25) from one to the next',
  async (_, announced, said, scenario, least) => {
    const { heard, caller } = await whatWasHeard((await scenario()).caller);
    const reminders = timesOf(heard, said);
    expect(reminders.length).toBeGreaterThanOrEqual(least);
    expect(promptNames(reminders.slice(0, -1))).not.toContain('cut');
    const starts = [onlyOne(heard, announced), ...reminders].map(({ from }) => from);
    const tooLate = [...starts, at(caller, 'ended')]
      .slice(1)
      .map((start, i) => overdue((starts[i] ?? 0) + EVERY_MS, start));
    expect(Math.max(...tooLate)).toBeLessThanOrEqual(250);
  },
);

test.each([
  ['aftersales', nobody.results.ben],
  ['telecom', nobody.results.clara],
])('no reassurance where the standard has none: %s', async (_, scenario) => {
  const { heard } = await whatWasHeard((await scenario()).caller);
  expect(timesOf(heard, 'hold.reminder')).toEqual([]);
});

test.each([
  ['strict', nobody.results.anna, 120_000, 2],
  ['aftersales', nobody.results.ben, 120_000, 2],
  ['telecom', nobody.results.clara, 180_000, 1],
])('hold.limit of %s: the offer begins within a second of its time', async (_, scenario, limit, times) => {
  const { heard, answeredAt } = await whatWasHeard((await scenario()).caller);
  const offers = timesOf(heard, 'callback.offer').map(({ from }) => from - answeredAt);
  expect(Math.abs((offers[0] ?? 0) - limit)).toBeLessThan(1000);
  // asked again at a decent interval
  expect(offers.length).toBe(times);
  expect((offers[1] ?? Number.POSITIVE_INFINITY) - limit).toBeGreaterThan(50_000);
});

test('no offer where the standard has none: ticketing', async () => {
  const { heard } = await whatWasHeard((await nobody.results.dora()).caller);
  expect(timesOf(heard, 'callback.offer')).toEqual([]);
});

test('hold.long: a wait of three minutes is on record as too long, with its seconds', async () => {
  const { facts } = await nobody.results.anna();
  const [judged] = facts.filter((f) => f.kind === 'clause' && f.clause === 'hold.long');
  expect(judged).toMatchObject({ verdict: 'broken', measured: { limit: 120, unit: 's' } });
});

test.each([
  ['strict', 'queue.announce', nobody.results.anna],
  ['aftersales', 'queue.announce', nobody.results.ben],
  ['telecom', 'queue.announce', nobody.results.clara],
  ['ticketing', 'queue.announce.ticketing', nobody.results.dora],
  ['gas', 'queue.announce', nobody.results.emil],
])('music between the prompts, and never silence: %s, after %s', async (_, announced, scenario) => {
  const waited = await whatWasHeard((await scenario()).caller);
  expectMusicBetween(waited, announced);
  expect(waited.music.length).toBeGreaterThan(0);
});

test('callback.unanswered of strict: who gave up is called back, in the place kept', async () => {
  const { callbacks, facts } = await nobody.results.anna();
  expect(callbacks).toMatchObject([
    { kind: 'abandoned', number: '+8613800000001', line: ANNA.line, status: { is: 'due' } },
  ]);
  const arrived = facts.find((f) => f.kind === 'event' && f.name === 'arrived');
  expect(callbacks[0]?.place).toBe(arrived?.at.wall);
  expect(facts).toContainEqual(expect.objectContaining({ name: 'hungUpFirst', detail: { who: 'caller' } }));
});

test('callback.unanswered: a standard without it promises nothing', async () => {
  expect((await nobody.results.ben()).callbacks).toEqual([]);
});
