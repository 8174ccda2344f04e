// `npm run chaos -- --minutes N --seed S`: a real Asterisk, callers and agents on the phone, and faults in their midst. Ends with 1 where
// something happened that must not. docs/developers/chaos.md says more.
import { Command, InvalidArgumentError } from 'commander';
import { LANES } from '../test/asterisk/chaos/faults/lanes.ts';
import { runChaos } from '../test/asterisk/chaos/run.ts';

const INTERRUPTED = 130;

function positive(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError('give a number above 0.');
  return number;
}

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError('give a whole number.');
  return number;
}

const NAMES = LANES.flatMap(({ name, faults }) => [name, ...faults.map((fault) => fault.name)]);

function faultNames(text: string): string[] | 'none' {
  if (text === 'none') return 'none';
  if (text === 'all') return [];
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !NAMES.includes(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`'${unknown}' is none of: ${NAMES.join(', ')}.`);
  return names;
}

const command = new Command('chaos')
  .description(
    'lets faults happen to a real Asterisk and its engine under load, and finds what must not have happened',
  )
  .option('--minutes <n>', 'how long people call', positive, 5)
  .option('--seed <n>', 'the same seed makes the same callers and faults; printed at the start', whole)
  .option('--rate <n>', 'calls a second', positive, 0.4)
  .option('--agents <n>', 'how many agents are at work', positive, 6)
  .option('--faults <names>', 'all, none, or some by name, with commas between', faultNames, [])
  .parse();
const {
  minutes,
  rate,
  agents,
  faults,
  seed = Math.floor(Math.random() * 2 ** 31),
} = command.opts<{
  minutes: number;
  rate: number;
  agents: number;
  faults: readonly string[] | 'none';
  seed?: number;
}>();

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    console.log('stopping: the run ends early, and is judged as far as it went');
    stop.abort();
  });
}
// nothing may be left running, whatever has failed
let failure: unknown;
process.on('uncaughtException', (error) => {
  console.error(error);
  failure ??= error;
  stop.abort();
});
const print = (line: string) => console.log(line);
try {
  const { violations } = await runChaos({ minutes, seed, rate, agents, faults, signal: stop.signal, print });
  process.exit(violations.length > 0 || failure !== undefined ? 1 : stop.signal.aborted ? INTERRUPTED : 0);
} catch (error) {
  // stopped before anybody had called
  if (!stop.signal.aborted) throw error;
  process.exit(failure === undefined ? INTERRUPTED : 1);
}
