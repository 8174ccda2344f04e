// A process that is watched: its death is seen, and a frozen one does not stay. Real processes.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { Running } from '../../src/host/keep-running.ts';
import { EndedAtStart, startWatched } from '../../src/host/watched-process.ts';

const MODULE = join(import.meta.dirname, 'watched', 'child.ts');
const LOOK_EVERY_MS = 50;

const running: Running[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
  expect(pids()).toEqual([]);
});

async function start(does: string, signal = new AbortController().signal): Promise<Running> {
  const started = await startWatched({ module: MODULE, args: [does], signal, lookEveryMs: LOOK_EVERY_MS });
  running.push(started);
  return started;
}

/** The processes of this file that live. */
function pids(): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      return command.includes(MODULE) ? [Number(name)] : [];
    } catch {
      // it has just ended
      return [];
    }
  });
}

function onlyPid(): number {
  const [pid, ...others] = pids();
  expect(others).toEqual([]);
  if (pid === undefined) throw new Error('nothing runs');
  return pid;
}

it('one that is killed is told of with the signal', async () => {
  const { ended } = await start('works');
  process.kill(onlyPid(), 'SIGKILL');
  expect(await ended).toBe('was ended by SIGKILL');
});

it('one that is stopped (SIGSTOP) counts as frozen, and is killed', async () => {
  const { ended } = await start('works');
  process.kill(onlyPid(), 'SIGSTOP');
  expect(await ended).toBe('froze (it gave no sign of life) and was killed');
});

it('one whose loop hangs counts as frozen, and is killed', async () => {
  const { ended } = await start('blocks');
  expect(await ended).toBe('froze (it gave no sign of life) and was killed');
});

it('a start that fails rejects with the exit code', async () => {
  const failed = start('fails');
  await expect(failed).rejects.toBeInstanceOf(EndedAtStart);
  await expect(failed).rejects.toMatchObject({
    exitCode: 7,
    message: 'ended with exit code 7 while it started',
  });
});

it('a start that is interrupted leaves nothing', async () => {
  const interrupt = new AbortController();
  const starting = start('neverReady', interrupt.signal);
  await expect.poll(pids).toHaveLength(1);
  interrupt.abort(new Error('interrupted'));
  await expect(starting).rejects.toThrow('interrupted');
  expect(pids()).toEqual([]);
});

it('a slow start is no frozen process', async () => {
  const interrupt = new AbortController();
  const looks = performance.now() + 15 * LOOK_EVERY_MS;
  const starting = start('startsSlowly', interrupt.signal);
  await starting;
  expect(performance.now()).toBeGreaterThan(looks);
});
