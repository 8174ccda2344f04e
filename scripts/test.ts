// `npm test`: types, lint, the tests in virtual time, then those that talk to a real Asterisk. What those hear and time is real
// sound on a real machine; where that machine itself stood still while a file ran (other work of a shared one), a file that
// failed is run once more, and both outcomes are told. A file that fails while the machine ran, or twice, fails.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
/** This process has nothing else to do: a wait that was so much too long, ms, was the machine's. */
const TICK_MS = 10;
const STANDSTILL_MS = 60;

interface Interval {
  readonly from: number;
  readonly to: number;
}

/** What a file came to; times in UTC ms. */
interface FileResult extends Interval {
  readonly file: string;
  readonly failed: boolean;
}

const bin = (...path: string[]) => join(ROOT, 'node_modules', ...path);
const VITEST = [bin('vitest', 'vitest.mjs'), 'run'];

/** Resolves to its exit status. */
function run(args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
    const pass = (signal: NodeJS.Signals) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, pass);
    child.on('error', reject);
    child.on('exit', (status) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, pass);
      resolve(status ?? 1);
    });
  });
}

/** Ends the whole where a step fails. */
async function must(args: readonly string[]): Promise<void> {
  const status = await run(args);
  if (status !== 0) process.exit(status);
}

/** Notes from now on when the machine stands still. */
function watchMachine(): { readonly stalls: readonly Interval[]; stop(): void } {
  const stalls: Interval[] = [];
  const now = () => performance.timeOrigin + performance.now();
  let last = now();
  const timer = setInterval(() => {
    const tick = now();
    if (tick - last > TICK_MS + STANDSTILL_MS) stalls.push({ from: last + TICK_MS, to: tick });
    last = tick;
  }, TICK_MS);
  return { stalls, stop: () => clearInterval(timer) };
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly endTime: number;
  }[];
}

/** One after another; what a file does before its first test is its own. */
function resultsOf(file: string, begunAt: number): FileResult[] {
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  let from = begunAt;
  return testResults
    .toSorted((a, b) => a.endTime - b.endTime)
    .map(({ name, status, endTime }) => {
      const result = { file: relative(ROOT, name), failed: status !== 'passed', from, to: endTime };
      from = endTime;
      return result;
    });
}

/** How long the machine stood still while a file ran, ms. */
function stood(stalls: readonly Interval[], { from, to }: Interval): number {
  return stalls.reduce(
    (sum, stall) => sum + Math.max(0, Math.min(stall.to, to) - Math.max(stall.from, from)),
    0,
  );
}

/** The tests on the real Asterisk. Resolves to the exit status. */
async function real(): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-test-'));
  const report = join(dir, 'real.json');
  const begunAt = Date.now();
  const machine = watchMachine();
  try {
    const args = [
      '--project',
      'real',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ];
    const status = await run([...VITEST, ...args]);
    machine.stop();
    // no report: it did not even begin
    if (status === 0 || !existsSync(report)) return status;
    const failed = resultsOf(report, begunAt).filter((result) => result.failed);
    const told = failed.map((result) => ({ ...result, stoodMs: Math.round(stood(machine.stalls, result)) }));
    for (const { file, stoodMs } of told)
      console.error(`${file} failed; the machine stood still for ${stoodMs} ms of it`);
    if (told.length === 0 || told.some(({ stoodMs }) => stoodMs === 0)) return status;
    const again = await run([...VITEST, '--project', 'real', ...told.map(({ file }) => file)]);
    if (again === 0) console.error(`passed when run once more: ${told.map(({ file }) => file).join(', ')}`);
    return again;
  } finally {
    machine.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

await must([bin('typescript', 'bin', 'tsc'), '-p', 'tsconfig.json']);
await must([bin('typescript', 'bin', 'tsc'), '-p', 'src/core/tsconfig.json']);
await must([bin('@biomejs', 'biome', 'bin', 'biome'), 'ci', '.']);
await must([...VITEST, '--project', 'pure']);
process.exitCode = await real();
