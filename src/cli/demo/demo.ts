import { setTimeout as pause } from 'node:timers/promises';
import { openReader } from '../../compose.ts';
import type { Fact } from '../../core/facts.ts';
import type { ClauseId, Standard } from '../../core/standard/standard.ts';
import { ensureSipp } from '../../host/sipp.ts';
import { type Leg, openSipkit } from '../../sipkit/index.ts';
import { CliError, type Context, type GlobalOptions, loadContext } from '../context.ts';
import { detach } from '../detach.ts';
import { down } from '../down.ts';
import { table } from '../output.ts';
import { runningUp } from '../run-state.ts';
import { describeSite } from '../site.ts';
import { heardBy } from './heard.ts';
import { play } from './story.ts';
import { Timeline } from './timeline.ts';

/** What the story is to show; each must have been kept, and none broken. */
const SHOWN: readonly ClauseId[] = [
  'answer.rings',
  'answer.greeting',
  'answer.greeting.time',
  'hold.announce',
  'hold.reminder',
  'hold.limit',
  'hold.return',
  'hold.promise',
  'callback.number',
  'callback.opening',
  'callback.interim',
  'close.goodbye',
  'close.caller.first',
  'close.record',
];

/** `sansheng demo`: against the running site, or one that it brings up and stops again. */
export async function demo(options: GlobalOptions): Promise<void> {
  const context = loadContext(options);
  const line = context.site.lines.find((l) => l.standard === 'demo');
  if (!line) {
    throw new CliError('no line has the standard demo', 'give sansheng.yaml a line { standard: demo }');
  }
  const ours = !(await runningUp(context.paths));
  if (ours) await detach(options, context.paths, (text) => console.log(text));
  try {
    const ok = await perform(context, line.number);
    process.exitCode = ok ? 0 : 1;
  } finally {
    if (ours) await down({ ...options, json: false });
  }
}

async function perform({ site, standards, paths }: Context, line: string): Promise<boolean> {
  const described = await describeSite(site, paths);
  const agent = described.agents.find((a) => a.role === 'agent');
  if (!agent) throw new CliError('the site has no agents', 'give sansheng.yaml at least one');
  const sipp = await ensureSipp((text) => console.log(text));
  const store = await openReader(paths);
  const timeline = new Timeline(store);
  await using kit = openSipkit({ sipp, server: described.sip });
  const customersPort = described.trunk.customersAt.port;
  await timeline.begin();
  const legs = await play({ kit, timeline, line, agent, customersPort }, offerToBen(timeline));
  await settled(timeline);
  await timeline.stop();
  await store.close();
  await printHeard(legs, standards.get('demo'));
  return printVerdict(timeline.facts);
}

/** Resolves when the second caller, the one whom the engine answered, is offered the callback. */
async function offerToBen({ facts }: Timeline): Promise<void> {
  for (;;) {
    const answered = facts.find((f) => f.kind === 'event' && f.name === 'engineAnswered');
    const made = (f: Fact) => f.kind === 'event' && f.name === 'offerMade' && f.call === answered?.call;
    if (answered && facts.some(made)) return;
    await pause(50);
  }
}

/** The callback's outcome is the last thing that the engine puts on record. */
async function settled({ facts }: Timeline): Promise<void> {
  const last = (f: Fact) => f.kind === 'event' && f.name === 'callbackSettled';
  for (let looks = 0; looks < 300 && !facts.some(last); looks += 1) await pause(100);
}

async function printHeard(
  legs: Readonly<Record<string, Leg>>,
  standard: Standard | undefined,
): Promise<void> {
  if (!standard) return;
  console.log('\nWhat they heard, from the RTP they received (digits left out):');
  for (const [who, leg] of Object.entries(legs)) {
    console.log(`  ${who}`);
    for (const text of await heardBy(leg.ear, standard)) console.log(`    ${text}`);
  }
}

function times(n: number): string {
  return n === 1 ? 'once' : `${n} times`;
}

function printVerdict(facts: readonly Fact[]): boolean {
  const clauses = facts.flatMap((f) => (f.kind === 'clause' ? [f] : []));
  const rows = SHOWN.map((id) => {
    const of = clauses.filter((f) => f.clause === id);
    const broken = of.filter((f) => f.verdict === 'broken').length;
    const verdict =
      of.length === 0
        ? '? not shown'
        : broken > 0
          ? `✗ broken ${times(broken)}`
          : `✓ kept ${times(of.length)}`;
    return [id, verdict];
  });
  console.log(`\n${table(['clause', 'verdict'], rows)}`);
  const ok = rows.every(([, verdict]) => verdict?.startsWith('✓'));
  console.log(ok ? '\nevery clause of the story was kept' : '\nnot every clause was kept');
  return ok;
}
