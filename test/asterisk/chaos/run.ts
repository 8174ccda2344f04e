import { setTimeout as sleep } from 'node:timers/promises';
import type { Queries } from '../../../src/engine/store-port.ts';
import { watching } from '../../host/machine.ts';
import { startAgents } from './agents.ts';
import { audited } from './audits/all-audits.ts';
import type { Evidence, Violation } from './audits/evidence.ts';
import { Callers } from './callers.ts';
import { type ChaosSite, openChaosSite } from './chaos-site.ts';
import { Customers } from './customers.ts';
import { Dice } from './dice.ts';
import { EngineLife } from './engine-life.ts';
import type { FaultScene } from './faults/fault.ts';
import { FaultMaker } from './faults/lanes.ts';
import { Impairments } from './impairments.ts';
import { Judge } from './judge.ts';
import { LoopWatch } from './loop-watch.ts';
import { Progress } from './progress.ts';
import { Report } from './report.ts';
import { sample, samplesTable } from './samples.ts';
import { CALLER_HZ } from './tones.ts';
import { World } from './world.ts';

export interface ChaosOptions {
  readonly minutes: number;
  readonly seed: number;
  /** Calls a second, on the average. */
  readonly rate: number;
  readonly agents: number;
  /** Names of faults or of their lanes; empty: all. */
  readonly faults: readonly string[] | 'none';
  readonly signal: AbortSignal;
  print(line: string): void;
}

export interface ChaosResult {
  readonly violations: readonly Violation[];
  readonly evidence: Evidence;
}

/** The last faults have been mended when the load ends: so long before its end the last one begins. */
const CALM_MS = 20_000;
/** Until the entries of the fallback are in the store (every 30 s). */
const IMPORT_MS = 33_000;
const GONE_MS = 100_000;
const SAMPLE_MS = 30_000;

/** Brings a site up, lets people call and faults happen, and finds what must not have happened. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { seed, print, minutes, rate, signal } = options;
  print(`chaos: seed ${seed}, ${minutes} minutes, ${rate} calls a second, ${options.agents} agents`);
  await watching;
  const impairments = new Impairments();
  const site = await openChaosSite(options.agents, (how) => engine.ended(how));
  const engine = new EngineLife(site.engine, impairments);
  try {
    signal.throwIfAborted();
    const judge = new Judge();
    const run = await prepare(site, engine, impairments, new World(judge), new Dice(seed));
    const result = await play(run, options);
    await judge.close();
    return result;
  } finally {
    print('taking everything down …');
    await engine.close();
    await site.close();
  }
}

interface Run extends FaultScene {
  readonly dice: Dice;
}

async function prepare(
  site: ChaosSite,
  engine: EngineLife,
  impairments: Impairments,
  world: World,
  dice: Dice,
): Promise<Run> {
  site.link.onAnswer(({ url }, status) => {
    if (status < 300 && url.includes('SANSHENG_HEARTBEAT')) impairments.signOfLife();
  });
  await engine.start();
  const { own, kit, agents: ids } = site;
  const voice = { kind: 'tone', hz: CALLER_HZ } as const;
  const trunk = await kit.customer({ voice });
  const phones = await kit.customer({ localPort: own.site.trunks[0]?.outboundPort ?? 0, voice });
  const customers = new Customers(phones, world, dice.fork('customers'));
  void customers.live();
  const agents = await startAgents(kit, { ids, secrets: own.secrets.agents }, world, dice.fork('agents'));
  const callers = new Callers(trunk, world, dice.fork('callers'));
  return { site, world, engine, impairments, agents, callers, customers, dice };
}

async function play(run: Run, options: ChaosOptions): Promise<ChaosResult> {
  const { world, callers, dice, impairments, engine, site } = run;
  const { minutes, rate, faults, signal, print } = options;
  const end = performance.now() + minutes * 60_000;
  const maker = new FaultMaker(run, dice.fork('faults'), faults === 'none' ? [] : faults);
  const progress = new Progress(run, maker, print);
  const samples = sampling(site, world);
  const watch = new LoopWatch();
  const closing = sleep(minutes * 60_000, undefined, { signal }).catch(() => undefined);
  const coming = callers.come(rate);
  if (faults !== 'none') await maker.until(end - CALM_MS, signal);
  await closing;
  world.open = false;
  print('the load ends; waiting for the last calls …');
  await Promise.race([Promise.all([coming, callers.gone()]), sleep(signal.aborted ? 0 : GONE_MS)]);
  await sleep(signal.aborted ? 0 : IMPORT_MS);
  await leave(run);
  await world.settled();
  progress.stop();
  watch.stop();
  const evidence: Evidence = {
    ...(await kept(await site.store())),
    ...{
      records: world.records,
      faults: maker.records,
      impairments: impairments.all,
      deaths: engine.deaths,
    },
    windows: impairments.windows(),
    leaks: await site.findLeaks(),
    stood: (from, to) => watch.stood(from, to),
  };
  const violations = audited(evidence);
  const report = new Report(evidence, world.startedAt);
  for (const line of [...report.counts(), ...report.times()]) print(line);
  for (const line of samplesTable(await samples())) print(line);
  print(
    `the parties and the machine stood still for ${(watch.total / 1000).toFixed(1)} s, which is left out of what was timed`,
  );
  for (const line of [...troubles(world), ...report.violations(violations)]) print(line);
  return { violations, evidence };
}

/** The agents' phones ring no more, so nobody is called back any more; and whoever is on the phone hangs up. */
async function leave({ agents, world }: Run): Promise<void> {
  for (const { phone } of agents) phone.lose(false);
  await Promise.all([...world.live].map((party) => party.leave()));
  await Promise.all(agents.map(({ phone }) => phone[Symbol.asyncDispose]()));
  world.loseAll();
}

/** A sample every half a minute; returns how to end that, which gives them all. */
function sampling(site: ChaosSite, { startedAt }: World) {
  const minute = () => (performance.now() - startedAt) / 60_000;
  const all = [sample(site, minute())];
  const timer = setInterval(() => all.push(sample(site, minute())), SAMPLE_MS);
  return () => {
    clearInterval(timer);
    return Promise.all(all);
  };
}

async function kept(store: Queries): Promise<Pick<Evidence, 'calls' | 'callbacks'>> {
  const calls = [];
  for await (const call of store.callRecords({ from: 0, to: Number.MAX_SAFE_INTEGER })) calls.push(call);
  return { calls, callbacks: await store.callbacks({ limit: 1_000_000 }) };
}

const MOST_TROUBLES = 20;

function troubles({ troubles: all }: World): string[] {
  if (all.length === 0) return [];
  return [
    `troubles of the parties themselves: ${all.length}`,
    ...all.slice(0, MOST_TROUBLES).map((each) => `  ${each}`),
  ];
}
