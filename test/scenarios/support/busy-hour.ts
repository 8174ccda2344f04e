import { expect } from 'vitest';
import { aHold, aTalk } from './call-fixtures.ts';
import type { AgentPerson, CallerPerson } from './people.ts';
import type { Scenario } from './scenario.ts';
import { LINE } from './site.ts';
import { minutes, seconds } from './standard.ts';

/** The attempts at calling back, and those in which the customer talked. */
export const ATTEMPTS = 15;
export const REACHED = 10;

/** 50 callers, each from a number of their own, and what becomes of their calls:
 *
 * - 25 are answered by 8001 after a second: 13 resolve and hang up first, and are written down; of these, 4 are asked to rate
 *   the call on the agent's key (one gives both marks, one the first, one no mark, one hangs up) and 2 are talked over; in 8 the
 *   agent hangs up first, and writes 3 of them down; 4 are on hold for 40 s, and nothing is written down
 * - 6 ring 8002, who lets it ring, and are answered by 8003, who writes them down
 * - 4 wait in the queue until 8001 is there; 2 of them are written down
 * - 6 give up ringing after 6 s, 2 after 3 s, 3 in the queue
 * - 4 wait for the offer, and choose to be called back
 *
 * Then 8001 calls back: 10 of the 13 who were promised it talk, 2 are busy both times, 1 is busy once and not due again yet.
 * Returns the seconds from each caller's dialling to a person's picking up, as those outside saw it. */
export async function busyHour(s: Scenario): Promise<number[]> {
  const speeds = [
    ...(await answeredAtOnce(s)),
    ...(await hungUpOn(s)),
    ...(await onHold(s)),
    ...(await missedCall(s)),
    ...(await fromTheQueue(s)),
  ];
  const numbers = [...(await givenUp(s)), ...(await offered(s))];
  await calledBack(s, numbers);
  return speeds;
}

let callers = 0;

/** A number that nobody else has. */
function aNumber(): string {
  callers += 1;
  return `1380013${String(callers % 10_000).padStart(4, '0')}`;
}

async function times<T>(count: number, act: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let index = 0; index < count; index += 1) results.push(await act(index));
  return results;
}

/** Everything is over, and the time to write it down too. */
const AFTERWARDS = seconds(12);

function answeredAtOnce(s: Scenario): Promise<number[]> {
  return times(13, async (index) => {
    const { agent, caller } = await aTalk(s, aNumber());
    agent.presses('*31');
    await s.after(seconds(2));
    const marks = MARKS[index];
    if (marks) {
      agent.presses('*83');
      await rates(s, caller, marks);
    } else if (index < MARKS.length + TALKED_OVER) {
      await talksOver(s, agent, caller);
    }
    caller.hangsUp();
    await s.after(AFTERWARDS);
    return 1;
  });
}

/** The keys of those who are asked to rate the call. */
const MARKS: readonly (readonly string[])[] = [['5', '4'], ['3'], ['9'], []];
const TALKED_OVER = 2;

async function rates(s: Scenario, caller: CallerPerson, marks: readonly string[]): Promise<void> {
  await s.after(seconds(2));
  for (const mark of marks) {
    caller.presses(mark);
    await s.after(seconds(2));
  }
}

async function talksOver(s: Scenario, agent: AgentPerson, caller: CallerPerson): Promise<void> {
  caller.startsTalking();
  await s.after(seconds(2));
  agent.startsTalking();
  await s.after(seconds(1));
  caller.stopsTalking();
  await s.after(seconds(3));
  agent.stopsTalking();
  await s.after(seconds(2));
}

function hungUpOn(s: Scenario): Promise<number[]> {
  return times(8, async (index) => {
    const { agent, caller } = await aTalk(s, aNumber());
    if (index < 3) agent.presses('*31');
    await s.after(seconds(2));
    agent.hangsUp();
    // five hang up in the goodbye, three wait until the engine does
    if (index < 5) {
      await s.after(seconds(1));
      caller.hangsUp();
    }
    await s.after(seconds(40));
    expect(caller.gone).toBe(true);
    return 1;
  });
}

function onHold(s: Scenario): Promise<number[]> {
  return times(4, async () => {
    const { agent, caller } = await aHold(s, aNumber());
    await s.after(seconds(40));
    agent.resumes();
    await s.after(seconds(10));
    caller.hangsUp();
    await s.after(AFTERWARDS);
    return 1;
  });
}

function missedCall(s: Scenario): Promise<number[]> {
  s.agent('8001').unregistered();
  return times(6, async () => {
    const lazy = s.agent('8002').registered().doesNotAnswer();
    await s.after(seconds(1));
    const keen = s.agent('8003').registered().answersAfter(seconds(2));
    const caller = await s.caller(aNumber()).dials(LINE);
    await s.until(() => keen.inCall, seconds(9));
    const speed = (s.sim.clock.now().mono - caller.zero) / 1000;
    await s.after(seconds(20));
    keen.presses('*31');
    await s.after(seconds(2));
    caller.hangsUp();
    await s.after(AFTERWARDS);
    lazy.unregistered();
    keen.unregistered();
    // until 8002 is no longer passed over
    await s.after(seconds(30));
    return speed;
  });
}

/** Four wait at once; 8001 comes and takes them one by one, in their order. */
async function fromTheQueue(s: Scenario): Promise<number[]> {
  const waiting = await times(4, async () => {
    const caller = await s.caller(aNumber()).dials(LINE);
    await s.after(seconds(5));
    return caller;
  });
  await s.after(seconds(20));
  const agent = s.agent('8001').registered().answersAfter(seconds(1));
  const speeds: number[] = [];
  for (const [index, caller] of waiting.entries()) {
    await s.until(() => agent.inCall, seconds(30));
    speeds.push((s.sim.clock.now().mono - caller.zero) / 1000);
    await s.after(seconds(12));
    s.expect(caller).hears('<8001>');
    if (index < 2) agent.presses('*31');
    await s.after(seconds(2));
    caller.hangsUp();
    await s.until(() => agent.gone, seconds(5));
  }
  await s.after(AFTERWARDS);
  agent.unregistered();
  return speeds;
}

/** Returns the numbers that have been promised a callback: not those who misdialled. */
async function givenUp(s: Scenario): Promise<string[]> {
  const after = async (wait: number) => {
    const number = aNumber();
    const caller = await s.caller(number).dials(LINE);
    await s.after(wait);
    caller.hangsUp();
    await s.after(seconds(2));
    return number;
  };
  await times(2, () => after(seconds(3)));
  return [...(await times(6, () => after(seconds(6)))), ...(await times(3, () => after(seconds(40))))];
}

/** All at once in the queue, until each has been offered a callback, and takes it. */
async function offered(s: Scenario): Promise<string[]> {
  const waiting = await times(4, async () => {
    const number = aNumber();
    return { number, caller: await s.caller(number).dials(LINE) };
  });
  await s.after(seconds(140));
  for (const { caller } of waiting) caller.presses('1');
  await s.after(seconds(4));
  for (const { caller } of waiting) caller.hangsUp();
  await s.after(seconds(2));
  return waiting.map(({ number }) => number);
}

async function calledBack(s: Scenario, numbers: readonly string[]): Promise<void> {
  const customers = numbers.map((number, index) => {
    const customer = s.customer(number);
    return index < 2 || index === 12 ? customer.isBusy() : customer.answersAfter(seconds(2));
  });
  const agent = s.agent('8001').registered().answersAfter(seconds(1));
  const talked = new Set<string>();
  const done = () => talked.size === REACHED && s.records.happened('customerDialled').length === ATTEMPTS;
  for (const until = s.sim.clock.now().mono + minutes(14); !done() && s.sim.clock.now().mono < until; ) {
    const talks = customers.find((customer) => customer.inCall);
    if (talks) {
      talked.add(talks.name);
      await s.after(seconds(12));
      talks.hangsUp();
    }
    await s.after(seconds(1));
  }
  expect(done()).toBe(true);
  agent.unregistered();
  await s.after(AFTERWARDS);
}
