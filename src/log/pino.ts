import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { pino } from 'pino';
import type { Log } from '../engine/ports.ts';
import { masked } from './mask.ts';

/** A log of one JSON object a line in `file`, numbers masked; warnings and errors also go to `notice` as one line of text,
 * for whoever watches the terminal. Written at once: what was logged before a crash is there after it. */
export function fileLog(file: string, notice: (line: string) => void): Log {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const logger = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: file, sync: true, mode: 0o600 }),
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
