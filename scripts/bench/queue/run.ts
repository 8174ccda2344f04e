import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { KINDS, type Kind, NUMBERS } from './kinds.ts';
import { measureIdle, measureRow } from './measure.ts';
import { QueueSite } from './queue-site.ts';
import type { BenchResult, Row, Traffic } from './result.ts';
import { titleOf } from './text.ts';

/** What is to be measured. */
export interface BenchOptions {
  /** How long callers come in each row. */
  readonly seconds: number;
  readonly rounds: number;
  /** How often in all a row is done where other programs disturb it. */
  readonly tries: number;
  /** Calls a second. */
  readonly rates: readonly number[];
  readonly sound: readonly boolean[];
  readonly kinds: readonly Kind['name'][];
}

/** Agents are with greeted callers for longer: at a higher rate there are not enough of them. */
const GREETED_RATE_MOST = 10;
/** Calls by which requests and events are counted. */
const COUNTED = { rate: 2, seconds: 5, sound: true };
/** Nothing that was started outlives the bench. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const INTERRUPTED = 130;
/** What is told of a call late. */
const TOLD_MS = 2000;

/** Brings everything up, measures row after row by turns, and takes it down. `tell` hears how it goes on. */
export async function benchQueue(options: BenchOptions, tell: (text: string) => void): Promise<BenchResult> {
  tell('starting Asterisk, the engine, callers and phones');
  const site = await QueueSite.open();
  const interrupted = () => void site.close().finally(() => process.exit(INTERRUPTED));
  for (const signal of SIGNALS) process.once(signal, interrupted);
  try {
    const rows = await rowsOf(site, options, tell);
    tell('counting requests, events and rows');
    // the rows took much longer, and are told all the same
    const traffic = await trafficOf(site, options).catch((error: unknown) => {
      tell(`requests and events could not be counted: ${error}`);
      return [];
    });
    return { ...aboutRun(options), rows, traffic };
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupted);
    await site.close();
  }
}

async function rowsOf(
  site: QueueSite,
  { seconds, rounds, tries, rates, sound: sounds, kinds }: BenchOptions,
  tell: (text: string) => void,
): Promise<Row[]> {
  const rows: Row[] = [];
  const idle = await measureIdle(site);
  for (let round = 1; round <= rounds; round += 1) {
    // no phone's registration runs out while it is called
    await site.register();
    for (const sound of sounds) {
      for (const rate of rates) {
        for (const kind of KINDS.filter(({ name }) => kinds.includes(name))) {
          if (kind.needsSound && (!sound || rate > GREETED_RATE_MOST)) continue;
          const what = `round ${round} of ${rounds}, ${rate} calls/s${sound ? ' with sound' : ''}, ${kind.title}`;
          const row = await measureRow(site, { kind, rate, sound, round, seconds, tries }, idle, (text) =>
            tell(`${what}: ${text}`),
          );
          tell(`${what}: ${(row.asterisk + row.engine).toFixed(1)} ms of CPU a call, ${row.failed} failed`);
          rows.push(row);
        }
      }
    }
  }
  return rows;
}

async function trafficOf(site: QueueSite, { kinds }: BenchOptions): Promise<Traffic[]> {
  const found: Traffic[] = [];
  for (const kind of KINDS) {
    if (!kinds.includes(kind.name) || !['plain', 'strict'].includes(kind.name)) continue;
    const calls = COUNTED.rate * COUNTED.seconds;
    const counted = await site.counted(async () => {
      const done = await site.call({ ...COUNTED, to: NUMBERS[kind.name], talkMs: kind.talkMs });
      const failed = done.filter((one) => one.failed !== null).length;
      if (failed > 0) throw new Error(`${titleOf(kind.name)}: ${failed} calls have failed`);
      await sleep(TOLD_MS);
    });
    const { requests, events, rows, bytes } = counted;
    const [asked, told] = [requests / calls, events / calls];
    found.push({ kind: kind.name, requests: asked, events: told, rows: rows / calls, bytes: bytes / calls });
  }
  return found;
}

function aboutRun({ seconds }: BenchOptions): Omit<BenchResult, 'rows' | 'traffic'> {
  const root = join(import.meta.dirname, '../../..');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const processors = cpus();
  const processor = processors[0]?.model.trim() ?? 'unknown';
  const machine = { processor, processors: processors.length, node: process.version };
  return { version, at: new Date().toISOString(), machine, seconds };
}
