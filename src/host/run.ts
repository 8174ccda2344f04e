import { type ChildProcess, spawn } from 'node:child_process';

/** What a finished command left behind. */
export interface CommandResult {
  /** Exit status; -1 when it was ended by a signal or could not be started. */
  status: number;
  stdout: string;
  stderr: string;
}

/** Calls `onLine` with each whole line of text that comes in pieces. */
function lineSplitter(onLine: (line: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
}

/** Whatever still runs when this process ends is ended with it: a start that is interrupted leaves no download behind. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill();
});

/**
 * Runs a command to its end without a shell and without a terminal to ask questions on. Never rejects: a program that is
 * not there answers with status -1 and the reason in `stderr`. `onLine` is told each line of its standard output as it comes;
 * `signal` ends the command when it is aborted.
 */
export function run(
  file: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
  onLine?: (line: string) => void,
  signal?: AbortSignal,
): Promise<CommandResult> {
  const split = onLine === undefined ? undefined : lineSplitter(onLine);
  return new Promise((resolve) => {
    const child = spawn(file, args, { env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      split?.(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', (error) => {
      // aborted: it is over when it has ended
      if (child.pid !== undefined) return;
      running.delete(child);
      resolve({ status: -1, stdout, stderr: error.message });
    });
    child.on('close', (code) => {
      running.delete(child);
      resolve({ status: code ?? -1, stdout, stderr });
    });
  });
}
