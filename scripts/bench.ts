// What calls cost on this machine, beside app_queue and Dial() on the same Asterisk: `npm run bench`. docs/developers/performance.md says
// how to read it.
import { readFileSync, writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { KINDS, type KindName } from './bench/queue/kinds.ts';
import { pageOf } from './bench/queue/page.ts';
import type { BenchResult } from './bench/queue/result.ts';
import { benchQueue } from './bench/queue/run.ts';
import { changes } from './bench/queue/summary.ts';
import { changesText, tableText } from './bench/queue/text.ts';
import { benchSimulated } from './bench/simulated.ts';

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('give a whole number above 0.');
  return number;
}

const rates = (text: string): number[] => text.split(',').map(whole);

const SOUND = { none: [false], both: [true], all: [false, true] } as const;

function soundOf(text: string): readonly boolean[] {
  if (text === 'none' || text === 'both' || text === 'all') return SOUND[text];
  throw new InvalidArgumentError('give none, both (ways) or all.');
}

function kindsOf(text: string): KindName[] {
  const names = text.split(',');
  const known = KINDS.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name as KindName));
  if (unknown !== undefined) throw new InvalidArgumentError(`'${unknown}' is none of ${known.join(', ')}.`);
  return names as KindName[];
}

const command = new Command('bench')
  .description('measures what calls cost the engine, and app_queue and Dial() on the same Asterisk')
  .option('--seconds <n>', 'how long callers come in each row', whole, 20)
  .option('--rounds <n>', 'how often each row is done', whole, 3)
  .option('--tries <n>', 'how often in all a row is done where other programs disturb it', whole, 3)
  .option('--rates <list>', 'calls a second, with commas between', rates, [5, 10, 20])
  .option('--sound <which>', 'none, both (parties speak) or all (one after the other)', soundOf, [
    false,
    true,
  ])
  .option(
    '--kinds <list>',
    `some of ${KINDS.map(({ name }) => name).join(',')}`,
    kindsOf,
    KINDS.map(({ name }) => name),
  )
  .option('--out <path>', 'writes PATH.json and PATH.html', 'docs/developers/bench')
  .option('--compare <file>', 'shows what has changed since the run that this JSON file tells of')
  .option('--simulated', 'kinds of calls against each other on a simulated Asterisk instead');

interface Given {
  readonly seconds: number;
  readonly rounds: number;
  readonly tries: number;
  readonly rates: readonly number[];
  readonly sound: readonly boolean[];
  readonly kinds: readonly KindName[];
  readonly out: string;
  readonly compare?: string;
  readonly simulated?: true;
}

async function main(): Promise<void> {
  const given = command.parse().opts<Given>();
  if (given.simulated) return benchSimulated();
  const before = given.compare === undefined ? undefined : readResult(given.compare);
  const result = await benchQueue(given, (text) => console.error(text));
  writeFileSync(`${given.out}.json`, `${JSON.stringify(result, null, 2)}\n`);
  writeFileSync(`${given.out}.html`, pageOf(result));
  console.log(tableText(result));
  if (before)
    console.log(`\nSince ${before.version} of ${before.at}:\n${changesText(changes(before, result))}`);
}

function readResult(file: string): BenchResult {
  return JSON.parse(readFileSync(file, 'utf8')) as BenchResult;
}

await main();
