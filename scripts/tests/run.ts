import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Project } from './budgets.ts';
import { type FileResult, RESULTS } from './reporter.ts';

export const ROOT = join(import.meta.dirname, '..', '..');

/** The tests start hundreds of commands of ours: each finds there what another has compiled. */
const COMPILED = join(ROOT, 'node_modules', '.cache', 'compiled');

export const bin = (...path: string[]) => join(ROOT, 'node_modules', ...path);

/** Somebody has stopped the tests, by Ctrl-C or a signal. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Runs a program of Node's to its end; resolves to its exit status. A signal is passed on; rejects with Interrupted when
 * the program has ended after it. */
export function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: 'inherit',
      env: { NODE_COMPILE_CACHE: COMPILED, ...process.env, ...env },
    });
    let interrupted = false;
    const pass = (signal: NodeJS.Signals) => {
      interrupted = true;
      child.kill(signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, pass);
    child.on('error', reject);
    child.on('exit', (status) => {
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
export async function runTests(project: Project, files: readonly string[] = []): Promise<Outcome> {
  const dir = mkdtempSync(join(tmpdir(), 'sansheng-test-'));
  const results = join(dir, 'results');
  try {
    const reporters = ['--reporter=default', `--reporter=${join(import.meta.dirname, 'reporter.ts')}`];
    const args = [bin('vitest', 'vitest.mjs'), 'run', '--project', project, ...reporters, ...files];
    const status = await run(args, { [RESULTS]: results });
    const lines = existsSync(results) ? readFileSync(results, 'utf8').trim().split('\n') : [];
    return { status, results: lines.map((line) => JSON.parse(line) as FileResult) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
