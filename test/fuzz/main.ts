// npm run fuzz -- [INPUTS [SECONDS]]: tells each reader so many inputs, at most so many seconds each; prints how many it took.

import fc from 'fast-check';
import { PARSERS, removeFiles, type Target } from './parsers.ts';
import { agiDoor, httpDoor } from './servers.ts';

const [inputs = 1_000_000, seconds = 600] = process.argv.slice(2).map(Number);
/** Inputs of one seed: fast-check's own limit of time makes each run slower than the one before. */
const BATCH = 1000;

async function fuzz(
  { name, inputs: arbitrary, read }: Target,
  faults: readonly string[] = [],
): Promise<void> {
  const begin = performance.now();
  const elapsed = () => (performance.now() - begin) / 1000;
  const told = (state: string, count: number) =>
    console.log(`${state}  ${name}: ${count} inputs in ${elapsed().toFixed(0)} s`);
  let count = 0;
  while (count < inputs && elapsed() < seconds) {
    const numRuns = Math.min(BATCH, inputs - count);
    const { failed, counterexample, errorInstance, seed, ...run } = await fc.check(
      fc.asyncProperty(arbitrary, read),
      { numRuns },
    );
    count += run.numRuns;
    if (!failed && faults.length === 0) continue;
    told('FAULT', count);
    console.log(`seed ${seed}`, JSON.stringify(counterexample), errorInstance, faults.slice(0, 5));
    process.exitCode = 1;
    return;
  }
  told('ok', count);
}

for (const target of PARSERS) await fuzz(target);
removeFiles();
for (const open of [httpDoor, agiDoor]) {
  await using door = await open();
  await fuzz(door as Target, door.faults);
}
