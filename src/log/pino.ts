import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { pino } from 'pino';
import type { Log } from '../engine/ports.ts';
import { messageOf } from '../util/errors.ts';
import { masked } from './mask.ts';

/** What is kept for a disk that takes no lines, characters; later lines are lost. */
const WAITING_LENGTH = 1024 * 1024;

/** A destination whose disk may fail: that is told once, and nobody who logs notices. Lines wait for the disk, up to a limit. */
function steadyDestination(file: string, notice: (line: string) => void) {
  const to = pino.destination({ dest: file, sync: true, mode: 0o600, maxLength: WAITING_LENGTH });
  let lost: number | null = null;
  to.on('error', (error) => {
    if (lost === null) notice(`error: the log cannot be written; make room on its disk: ${messageOf(error)}`);
    lost ??= 0;
  });
  to.on('drop', () => {
    lost = (lost ?? 0) + 1;
  });
  to.on('write', () => {
    if (lost !== null) notice(`warn: the log can be written again; ${lost} lines are lost`);
    lost = null;
  });
  return to;
}

/** A log of one JSON object a line in `file`, numbers masked; warnings and errors also go to `notice` as one line of text,
 * for whoever watches the terminal. Written at once: what was logged before a crash is there after it. */
export function fileLog(file: string, notice: (line: string) => void): Log {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    steadyDestination(file, notice),
  );
  const write = (level: keyof Log, message: string, detail: Record<string, unknown> = {}) => {
    const safe = masked(detail);
    logger[level](safe, message);
    if (level === 'warn' || level === 'error') notice(`${level}: ${message} ${JSON.stringify(safe)}`);
  };
  return {
    debug: (m, d) => write('debug', m, d),
    info: (m, d) => write('info', m, d),
    warn: (m, d) => write('warn', m, d),
    error: (m, d) => write('error', m, d),
  };
}
