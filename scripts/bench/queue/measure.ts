import { setTimeout as sleep } from 'node:timers/promises';
import { type CpuTimes, cpuTimes, used } from './cpu.ts';
import { type Kind, NUMBERS } from './kinds.ts';
import type { QueueSite } from './queue-site.ts';
import { median, percentile, type Row } from './result.ts';

/** A row is disturbed where other programs had more of a processor than this, or the machine stood still for so long, ms. */
const OTHERS_MOST = 0.3;
const STANDSTILL_MS = 60;
const TICK_MS = 10;
/** What is left of calls is put away, and agents are there again. */
const SETTLE_MS = 2000;
/** Asterisk asks every phone every 15 s whether it is there. */
const IDLE_MS = 15_000;

/** Calls of one kind at one rate. */
export interface RowWanted {
  readonly kind: Kind;
  readonly rate: number;
  readonly sound: boolean;
  readonly round: number;
  readonly seconds: number;
  /** It is done so often at the most. */
  readonly tries: number;
}

/** CPU time that is used when nobody calls, as a part of one processor. */
export interface Idle {
  readonly asterisk: number;
  readonly engine: number;
}

export async function measureIdle(site: QueueSite): Promise<Idle> {
  await sleep(SETTLE_MS);
  const before = cpuTimes(site.processes);
  await sleep(IDLE_MS);
  const { at, asterisk, engine } = used(before, cpuTimes(site.processes));
  return { asterisk: asterisk / at, engine: engine / at };
}

/** One row, done again where the machine had other work; of several tries the least disturbed. */
export async function measureRow(
  site: QueueSite,
  wanted: RowWanted,
  idle: Idle,
  tell: (text: string) => void,
): Promise<Row> {
  let best: Row | undefined;
  for (let tries = 1; tries <= wanted.tries; tries += 1) {
    const row = { ...(await tryRow(site, wanted, idle)), tries };
    if (!best || row.others <= best.others) best = row;
    if (!row.disturbed) return row;
    const others = `others had ${row.others.toFixed(2)} processors, a clock was ${row.late.toFixed(0)} ms late`;
    tell(`disturbed (${others})${tries < wanted.tries ? ': done again' : ''}`);
  }
  if (!best) throw new Error('no row was tried');
  return { ...best, tries: wanted.tries };
}

async function tryRow(site: QueueSite, wanted: RowWanted, idle: Idle): Promise<Row> {
  const { kind, rate, sound, round, seconds } = wanted;
  const clock = lateness();
  const before = cpuTimes(site.processes);
  const calls = await site.call({ to: NUMBERS[kind.name], rate, seconds, sound, talkMs: kind.talkMs });
  await sleep(SETTLE_MS);
  const cost = used(before, cpuTimes(site.processes));
  const late = clock.stop();
  const answers = calls.flatMap(({ answerMs }) => (answerMs === null ? [] : [answerMs]));
  const connects = calls.flatMap(({ connectMs }) => (connectMs === null ? [] : [connectMs]));
  const others = othersOf(cost);
  return {
    ...{ kind: kind.name, sound, rate, round, calls: calls.length },
    failed: calls.filter(({ failed }) => failed !== null).length,
    asterisk: (cost.asterisk - idle.asterisk * cost.at) / calls.length,
    engine: (cost.engine - idle.engine * cost.at) / calls.length,
    answer: { p50: percentile(answers, 0.5), p95: percentile(answers, 0.95) },
    connect: connects.length > 0 ? median(connects) : null,
    ...{ others, late, tries: 1, disturbed: others > OTHERS_MOST || late > STANDSTILL_MS },
  };
}

function othersOf({ at, machine, asterisk, engine, bench }: CpuTimes): number {
  return Math.max(0, machine - asterisk - engine - bench) / at;
}

/** Watches how late a tick of this process is at worst, ms. */
function lateness(): { stop(): number } {
  let [last, worst] = [performance.now(), 0];
  const timer = setInterval(() => {
    const now = performance.now();
    worst = Math.max(worst, now - last - TICK_MS);
    last = now;
  }, TICK_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return worst;
    },
  };
}
