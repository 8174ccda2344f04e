import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Project } from './budgets.ts';
import { type FileResult, RESULTS } from './reporter.ts';

export const ROOT = join(import.meta.dirname, '..', '..');

export const bin = (...path: string[]) => join(ROOT, 'node_modules', ...path);

/** Somebody has stopped the tests, by Ctrl-C or a signal. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** It gets what CPU others leave, and what it prints is shown as a whole when it has ended. */
  readonly beside?: boolean;
}

/** By so much less it is preferred to what it runs beside (nice): more, and on a busy machine it would hardly begin. */
const BESIDE_NICE = 10;

/** Runs a program of Node's to its end; resolves to its exit status. A signal is passed on; rejects with Interrupted when
 * the program has ended after it. */
export function run(args: readonly string[], { env, beside = false }: RunOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const [file, first] = beside
      ? ['nice', ['-n', `${BESIDE_NICE}`, process.execPath]]
      : [process.execPath, []];
    const child = spawn(file, [...first, ...args], {
      cwd: ROOT,
      stdio: beside ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, ...env },
    });
    const printed: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (part: Buffer) => printed.push(part));
    let interrupted = false;
    const pass = (signal: NodeJS.Signals) => {
      interrupted = true;
      child.kill(signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, pass);
    child.on('error', reject);
    child.on('close', (status) => {
      process.stdout.write(Buffer.concat(printed));
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, pass);
      if (interrupted) reject(new Interrupted('the tests were stopped'));
      else resolve(status ?? 1);
    });
  });
}

export interface Outcome {
  readonly status: number;
  readonly results: readonly FileResult[];
}

/** Runs the tests of a project: those files, or all. */
export async function runTests(
  project: Project,
  { files = [], beside = false }: { readonly files?: readonly string[]; readonly beside?: boolean } = {},
): Promise<Outcome> {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-test-'));
  const results = join(dir, 'results');
  try {
    const reporters = ['--reporter=default', `--reporter=${join(import.meta.dirname, 'reporter.ts')}`];
    const args = [bin('vitest', 'vitest.mjs'), 'run', '--project', project, ...reporters, ...files];
    const status = await run(args, { env: { [RESULTS]: results }, beside });
    const lines = existsSync(results) ? readFileSync(results, 'utf8').trim().split('\n') : [];
    return { status, results: lines.map((line) => JSON.parse(line) as FileResult) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
