import { expect, it } from 'vitest';
import type { CallbackState } from '../../src/core/callback/state.ts';
import type { RowState } from '../../src/core/programme/state.ts';
import type { SimulatedLeg } from '../../src/telephony/simulated/legs.ts';
import { cases } from '../support/runs.ts';
import type { Person } from './support/people.ts';
import { importList } from './support/programmes.ts';
import { type Scenario, scenario } from './support/scenario.ts';
import { aStandard, minutes, seconds } from './support/standard.ts';

const AGENTS = ['8001', '8002', '8003', '8004', '8005', '8006'];
const CUSTOMERS = 200;
/** Every twentieth customer does not want to be called. */
const REFUSING = CUSTOMERS / 20;
const STEP_MS = seconds(2);
const RETRY = [minutes(3)];
const STANDARD = aStandard(
  { 'callback.programme': {} },
  {
    handling: {
      maxAttempts: 3,
      retryBusyMs: RETRY,
      retryNoAnswerMs: RETRY,
      retryRefusedMs: RETRY,
      retryUnreachableMs: RETRY,
      retryLostMs: RETRY,
    },
  },
);

/** The same sequence for the same seed. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A customer, and every call that has reached that phone. */
interface Called {
  readonly person: Person;
  readonly legs: string[];
  hangsUpAt: number;
}

function customers(s: Scenario, random: () => number): Called[] {
  return Array.from({ length: CUSTOMERS }, (_, index) => {
    const person = s.customer(`138${String(index).padStart(8, '0')}`);
    const legs: string[] = [];
    const take = person.station.take.bind(person.station);
    person.station.take = (leg: SimulatedLeg) => {
      legs.push(leg.id);
      behave(person, random());
      take(leg);
    };
    behave(person, random());
    return { person, legs, hangsUpAt: 0 };
  });
}

function behave(person: Person, chance: number): void {
  if (chance < 0.6) person.answersAfter(seconds(3));
  else if (chance < 0.75) person.isBusy();
  else if (chance < 0.85) person.doesNotAnswer();
  else if (chance < 0.95) person.declines();
  else person.vanishes();
}

/** Lets time pass: customers who talk hang up after a while. Fails if more customers ring than agents are busy. */
async function goesOn(s: Scenario, all: readonly Called[], random: () => number): Promise<void> {
  await s.after(STEP_MS);
  const now = s.sim.clock.now().mono;
  const busy = AGENTS.filter((id) => s.sim.controls.phone(id).leg !== null).length;
  const rung = all.filter(({ person }) => !person.gone).length;
  expect(rung, 'more customers than agents').toBeLessThanOrEqual(busy);
  for (const one of all) {
    if (!one.person.inCall) one.hangsUpAt = 0;
    else if (one.hangsUpAt === 0) one.hangsUpAt = now + seconds(10 + 40 * random());
    else if (one.hangsUpAt <= now) one.person.hangsUp();
  }
}

const OPEN = ['waiting', 'due', 'calling'];
const isOpen = ({ status }: RowState) => OPEN.includes(status.is);

/** The customers' list; every twentieth row says that the customer does not want calls, and one number is on it twice. */
async function importNumbers(s: Scenario, all: readonly Called[]): Promise<string> {
  const listed = all.map(({ person: { name } }, index) => ({
    line: index + 2,
    number: name,
    ...(index % 20 === 7 ? { never: true } : {}),
  }));
  const twice = [...listed, { line: 999, number: listed[0]?.number ?? '' }];
  const { id } = await importList(s, twice, { schedule: '5 10 * * *' });
  return id;
}

/** Runs the programme to its end: twelve minutes, a crash at a random commit, and an hour's pause in which nobody is called. */
async function runProgramme(
  s: Scenario,
  id: string,
  all: readonly Called[],
  random: () => number,
): Promise<readonly RowState[]> {
  const until = async (ms: number) => {
    for (let left = ms; left > 0; left -= STEP_MS) await goesOn(s, all, random);
  };
  await until(minutes(12));
  s.crashAfterCommits(20 + Math.floor(40 * random()));
  while (!s.engineIsDead()) await goesOn(s, all, random);
  await s.crash();
  await s.after(seconds(5));
  await s.restart();
  await until(minutes(5));
  await s.programmes().order(id, 'pause', 'zhao');
  await until(minutes(3));
  const before = all.flatMap(({ legs }) => legs).length;
  await until(minutes(57));
  expect(all.flatMap(({ legs }) => legs)).toHaveLength(before);
  await s.programmes().order(id, 'resume', 'zhao');
  let rows = await s.programmeRows(id);
  for (let hours = 0; rows.some(isOpen) && hours < 4; hours += 0.5) {
    await until(minutes(30));
    rows = await s.programmeRows(id);
  }
  return rows;
}

/** Each row has one callback, and no attempt reached the customer's phone twice. */
function expectOneCallEach(s: Scenario, rows: readonly RowState[], all: readonly Called[]): void {
  for (const { row, status, calls } of rows) {
    const { person, legs } = all[row - 1] ?? expect.fail('a row without a customer');
    const attempts = s.records.callbacks
      .filter(({ programme }) => programme?.row === row)
      .flatMap((callback) => callback.attempts);
    expect(calls.length, `${person.name} ${status.is}`).toBe(status.is === 'skipped' ? 0 : 1);
    expect(legs.length).toBeLessThanOrEqual(attempts.length);
    expect(new Set(legs).size).toBe(legs.length);
    if (status.is === 'settled') expect(legs.length).toBeGreaterThan(0);
  }
}

/** A row starts only when an agent is free for it: the commit that creates its callback also has the attempt. */
function expectAgentForEach(s: Scenario): void {
  const first = new Map<string, CallbackState>();
  for (const { batch } of s.records.batches) {
    for (const one of batch.machines.callback ?? []) if (!first.has(one.id)) first.set(one.id, one);
  }
  expect([...first.values()].map(({ status }) => status.is)).toEqual(
    Array(CUSTOMERS - REFUSING).fill('attempting'),
  );
}

it.each(cases([1, 2, 3]))(
  'callback.programme: 200 numbers and 6 agents, a crash and a paused hour: each has an outcome, and nobody is dialled twice (%d)',
  (seed) =>
    scenario(
      STANDARD,
      async (s) => {
        const random = dice(seed);
        for (const id of AGENTS) {
          const agent = s.agent(id).registered();
          agent.answersAfter(seconds(1 + 2 * random()));
        }
        await s.after(seconds(1));
        const all = customers(s, random);
        const id = await importNumbers(s, all);
        const rows = await runProgramme(s, id, all, random);
        expect(s.takeErrors()).toEqual([]);

        expect(rows).toHaveLength(CUSTOMERS);
        expect(rows.filter(isOpen)).toEqual([]);
        expect(rows.filter(({ status }) => status.is === 'skipped')).toHaveLength(REFUSING);
        expectOneCallEach(s, rows, all);
        expectAgentForEach(s);
        // called on the day, or not wanted
        s.records.neverBroken('callback.programme');
        expect(s.records.judged('callback.programme')).toHaveLength(CUSTOMERS);
        expect(await s.programmeList()).toMatchObject([{ state: { status: { is: 'finished' } } }]);
      },
      { staff: AGENTS },
    ),
  120_000,
);
