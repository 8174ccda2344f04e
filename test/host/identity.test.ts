import { expect, test } from 'vitest';
import { readIdentity } from '../../src/host/identity.ts';

/** A line of /proc/PID/stat. */
const stat = (state: string, threads: number) =>
  `77 (ast (x) risk) ${state} 1 77 77 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 ${threads} 0 4711 0 0`;

test.each([
  ['S', 30, true],
  ['Z', 1, false],
  ['Z', 0, false],
  // its first thread has ended; the others still have its ports
  ['Z', 12, true],
  ['X', 1, false],
])('a process in state %s with %i threads lives: %s', (state, threads, lives) => {
  expect(readIdentity(77, stat(state, threads))).toEqual(lives ? { pid: 77, startTicks: '4711' } : undefined);
});
