import { setTimeout as pause } from 'node:timers/promises';
import type { Fact } from '../../core/facts.ts';
import type { Standard } from '../../core/standard/standard.ts';
import { ensureSipp } from '../../host/sipp.ts';
import { openReader } from '../../readers.ts';
import { type Leg, openSipkit } from '../../sipkit/index.ts';
import { CliError, type Context, type GlobalOptions, loadContext } from '../context.ts';
import { stopSite } from '../down.ts';
import { print } from '../output.ts';
import { describeOwn } from '../site.ts';
import { stopSignal, unlessStopped } from '../stop.ts';
import { ensureUp, progressOf } from '../up.ts';
import { chooseAgent } from './agent.ts';
import { cueGiven, type StoryCue } from './cues.ts';
import { heardBy } from './heard.ts';
import { playStory, type Stage } from './story.ts';
import { Timeline } from './timeline.ts';
import { type DemoOutcome, outcomeOf, outcomeText } from './verdict.ts';

/** The engine offers after 25 s, and says goodbye some 20 s after the key; so much more only where something is wrong. */
const CUE_MS = 90_000;
const MISSING = {
  offered: 'Ben was not offered a callback',
  goodbyeHeard: 'Ben heard no goodbye after the key',
} as const satisfies Record<StoryCue, string>;
const SETTLED_MS = 30_000;
const LOOK_MS = 50;

/** A performance: of which site, on which line, who is told how it goes, and what stops it. */
interface Show extends Context {
  readonly line: string;
  readonly standard: Standard;
  readonly signal: AbortSignal;
  progress(line: string): void;
}

/** `sansheng demo`: against the running site, or one that it brings up and stops again. Ends with 1 where a clause was not
 * kept. */
export async function demo(options: GlobalOptions): Promise<void> {
  const signal = stopSignal();
  const context = loadContext(options);
  const { site, paths } = context;
  const line = site.lines.find((l) => l.standard === 'demo');
  const standard = context.standards.get('demo');
  if (!line || !standard) {
    throw new CliError(
      'no line has the standard demo',
      'add a line with { standard: demo } to sansheng.yaml',
    );
  }
  if (site.asterisk.existing) {
    throw new CliError(
      "the demo needs the passwords of the site's phones, which only your own Asterisk knows",
      'run it with a copy of sansheng.yaml without asterisk.existing: sansheng demo --config COPY --port-base 15460',
    );
  }
  const progress = progressOf(options);
  const ours = await ensureUp(options, context, { progress, signal });
  let outcome: DemoOutcome;
  try {
    outcome = await perform({ ...context, line: line.number, standard, signal, progress });
  } catch (error) {
    // what fails because it was stopped is no failure
    signal.throwIfAborted();
    throw error;
  } finally {
    if (ours) await stopSite(site.ports.base, paths);
  }
  print(options.json, outcome, outcomeText);
  process.exit(outcome.ok ? 0 : 1);
}

async function perform({ site, paths, line, standard, signal, progress }: Show): Promise<DemoOutcome> {
  const described = await describeOwn(site, paths);
  const sipp = await ensureSipp(progress, signal);
  const store = await openReader(paths);
  const timeline = new Timeline(store, progress);
  try {
    await timeline.begin();
    const agent = chooseAgent(described, await store.agents());
    const customersPort = described.trunk.customersAt.port;
    await using kit = openSipkit({ sipp, server: described.sip });
    return await unlessStopped(
      signal,
      told({ kit, timeline, line, agent, customersPort, given: (cue) => given(timeline, cue) }, standard),
    );
  } finally {
    await timeline.stop();
    await store.close();
  }
}

/** The story from its beginning to what came of it. */
async function told(stage: Stage, standard: Standard): Promise<DemoOutcome> {
  const { timeline } = stage;
  const legs = await playStory(stage);
  await settled(timeline);
  await timeline.stop();
  return outcomeOf(timeline.facts, await heardOn(legs, standard));
}

/** Resolves when it is on record; rejects where it never comes. */
async function given({ facts }: Timeline, cue: StoryCue): Promise<void> {
  const until = performance.now() + CUE_MS;
  while (performance.now() < until) {
    if (cueGiven(facts, cue)) return;
    await pause(LOOK_MS);
  }
  throw new CliError(
    `${MISSING[cue]} within ${CUE_MS / 1000} s`,
    'restore standards/demo.yaml as it was shipped, and make no other calls on this site during the demo',
  );
}

/** Waits for the outcome of the callback, which is the last fact that the engine records. */
async function settled({ facts }: Timeline): Promise<void> {
  const last = (f: Fact) => f.kind === 'event' && f.name === 'callbackSettled';
  const until = performance.now() + SETTLED_MS;
  while (!facts.some(last) && performance.now() < until) await pause(LOOK_MS);
}

async function heardOn(
  legs: Readonly<Record<string, Leg>>,
  standard: Standard,
): Promise<DemoOutcome['heard']> {
  const parties = Object.entries(legs).map(
    async ([who, leg]) => [who, await heardBy(leg.rtp, standard)] as const,
  );
  return Object.fromEntries(await Promise.all(parties));
}
