// A machine that tests share with other work stands still now and then, for half a second and more, and so does the thread in which a
// test's phones live. That is no fault of the product: what tests time is the product on a machine that runs.

import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Instant, Interval } from '../../src/sipkit/index.ts';

/** The thread that watches has nothing else to do. A wait that was this much too long, ms, was the machine's. */
const TICK_MS = 10;
const STANDSTILL_MS = 60;
const MOST = 4096;
/** What overlaps a due time so shortly before it may still make late what is due, ms. */
const BEFORE_MS = 250;

const WATCH = `
const { parentPort, workerData } = require('node:worker_threads');
const { stalls, ends, ticked, count } = workerData;
const now = () => Number(process.hrtime.bigint()) / 1e6;
ticked[0] = now();
setInterval(() => {
  const tick = now();
  if (tick - ticked[0] > ${TICK_MS + STANDSTILL_MS} && count[0] < ${MOST}) {
    stalls[count[0]] = ticked[0] + ${TICK_MS};
    ends[count[0]] = tick;
    Atomics.add(count, 0, 1);
  }
  ticked[0] = tick;
}, ${TICK_MS});
parentPort.postMessage('watching');
`;

const numbers = (length: number) => new Float64Array(new SharedArrayBuffer(8 * length));
/** On the clock of `process.hrtime`, ms, which all threads share. */
const watched = { stalls: numbers(MOST), ends: numbers(MOST), ticked: numbers(1) };
const count = new Int32Array(new SharedArrayBuffer(4));
const watcher = new Worker(WATCH, { eval: true, workerData: { ...watched, count } });
/** Resolves when the thread watches: before that no standstill is known. */
export const watching: Promise<unknown> = once(watcher, 'message');
watcher.unref();

/** Stretches in which this thread ran nothing that was due, since it had other work: the phones of a test send and receive in it, so that
 * a packet late then is no fault of the product either. */
const own: { from: number; to: number }[] = [];
let ticked = performance.now();
setInterval(() => {
  own.push(...ownStandstill());
  ticked = performance.now();
}, TICK_MS).unref();

function ownStandstill(): Interval[] {
  const now = performance.now();
  return now - ticked > TICK_MS + STANDSTILL_MS ? [{ from: ticked + TICK_MS, to: now }] : [];
}

/** All together, in order, those that overlap as one. */
function standstills(): Interval[] {
  const merged: { from: number; to: number }[] = [];
  const all = [...machineStandstills(), ...own, ...ownStandstill()];
  for (const { from, to } of all.sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

const hrtime = () => Number(process.hrtime.bigint()) / 1e6;
/** What `process.hrtime` shows when `performance.now` shows zero, ms: read once, so that a standstill is always at the same moment. Where
 * this thread is stopped between the two readings the result is too small. */
const OFFSET = Math.max(...Array.from({ length: 10 }, () => hrtime() - performance.now()));

/** When the machine stood still, the last time just over perhaps. */
function machineStandstills(): Interval[] {
  const now = hrtime();
  const known = Array.from({ length: Atomics.load(count, 0) }, (_, i) => {
    return { from: (watched.stalls[i] ?? 0) - OFFSET, to: (watched.ends[i] ?? 0) - OFFSET };
  });
  const ticked = watched.ticked[0] ?? 0;
  // what the thread, which goes on at the same time, has still to see
  const just = ticked > 0 && now - ticked > TICK_MS + STANDSTILL_MS;
  return just ? [...known, { from: ticked + TICK_MS - OFFSET, to: now - OFFSET }] : known;
}

/** For how long of a time, ms, the machine stood still. */
export function stood(from: Instant, to: Instant): number {
  return standstills().reduce(
    (sum, stall) => sum + Math.max(0, Math.min(stall.to, to) - Math.max(stall.from, from)),
    0,
  );
}

/** How long the machine ran between two moments, ms: less than 0 where the second came first. */
export function lapse(from: Instant, to: Instant): number {
  return to - from - stood(from, to);
}

/** By how much something that was due came too late, ms, other than by a machine that stood still just then. */
export function overdue(due: Instant, came: Instant): number {
  return came - due - stood(due - BEFORE_MS, came);
}

/** The moment at which the machine has run for so long since another. */
export function later(from: Instant, ms: number): Instant {
  let moment = from + ms;
  for (const stall of standstills()) {
    if (stall.to > from && stall.from < moment) moment += stall.to - Math.max(stall.from, from);
  }
  return moment;
}

/** Waits until the machine has run for so long: what goes on meanwhile has had its time. */
export async function pause(ms: number): Promise<void> {
  const from = performance.now();
  for (let left = ms; left > 0; left = ms - lapse(from, performance.now())) await sleep(left);
}
